using System.Text.Json;
using Microsoft.SemanticKernel;

namespace Connectors.Gemini.SemanticKernel.Chat;

/// <summary>
/// Results of functions in a saved chat history. Semantic Kernel writes its own contents with a <c>$type</c> and their bytes in base64, and reads the result of a function back as bare JSON.
/// </summary>
internal static class SavedKernelContent
{
    /// <summary>The contents of a result: one, or a list of nothing else; <see langword="null"/> for any other JSON.</summary>
    internal static List<KernelContent>? Read(JsonElement result)
    {
        if (result.ValueKind != JsonValueKind.Array)
        {
            return One(result) is { } single ? [single] : null;
        }

        var contents = new List<KernelContent>(result.GetArrayLength());
        foreach (var item in result.EnumerateArray())
        {
            if (One(item) is not { } content)
            {
                return null;
            }

            contents.Add(content);
        }

        return contents.Count > 0 ? contents : null;
    }

    private static KernelContent? One(JsonElement element) => Text(element, "$type") switch
    {
        nameof(TextContent) when Text(element, "Text") is { } text => new TextContent(text),
        nameof(ImageContent) => Filled(new ImageContent(), element),
        nameof(AudioContent) => Filled(new AudioContent(), element),
        nameof(BinaryContent) => Filled(new BinaryContent(), element),
        _ => null,
    };

    private static BinaryContent? Filled(BinaryContent content, JsonElement element)
    {
        content.MimeType = Text(element, "MimeType");
        if (element.TryGetProperty("Data", out var data) && data.ValueKind == JsonValueKind.String && data.TryGetBytesFromBase64(out var bytes))
        {
            content.Data = bytes;
        }
        else if (Uri.TryCreate(Text(element, "Uri"), UriKind.Absolute, out var uri))
        {
            content.Uri = uri;
        }
        else
        {
            return null;
        }

        return content;
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
