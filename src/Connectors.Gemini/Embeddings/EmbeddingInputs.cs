using Connectors.Gemini.Http;
using Connectors.Gemini.Mapping;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Embeddings;

/// <summary>What is embedded, each input as a content of its own: the parts of one content would be fused into one vector.</summary>
internal static class EmbeddingInputs
{
    internal static List<Content> OfTexts(IEnumerable<string> texts)
    {
        var contents = new List<Content>();
        foreach (var text in texts)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                throw new ArgumentException($"Text {contents.Count} is empty: it has no meaning to embed, and the service refuses it.", nameof(texts));
            }

            contents.Add(Single(new Part { Text = text }));
        }

        return contents;
    }

    internal static List<Content> OfContents(IEnumerable<AIContent> inputs, Surface surface)
    {
        var contents = new List<Content>();
        foreach (var input in inputs)
        {
            contents.Add(Single(input switch
            {
                TextContent { Text: { } text } when !string.IsNullOrWhiteSpace(text) => new Part { Text = text },
                DataContent { Data.IsEmpty: false } data => MediaMapping.Write(data, isModelTurn: false),
                UriContent uri => MediaMapping.Write(uri, isModelTurn: false, surface),
                HostedFileContent file => MediaMapping.Write(file, isModelTurn: false, surface),
                null => throw new ArgumentException($"Content {contents.Count} is null.", nameof(inputs)),
                _ => throw new ArgumentException($"Content {contents.Count} has nothing to embed: it is empty, or a {input.GetType().Name}.", nameof(inputs)),
            }));
        }

        return contents;
    }

    private static Content Single(Part part) => new() { Parts = [part] };
}
