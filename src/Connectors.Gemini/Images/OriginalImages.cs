using Connectors.Gemini.Http;
using Connectors.Gemini.Mapping;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Images;

/// <summary>
/// The images that are edited, as turns. An image that a model of generation 3 made goes back as the model's own turn, with its signature, after the prompt that it was made for:
/// so the next edit goes on from it. Any other image stands beside the prompt.
/// </summary>
internal static class OriginalImages
{
    /// <summary>On an image that carries a signature: the prompt that it was made for.</summary>
    internal const string PromptKey = "gemini.prompt";

    internal static List<Content> Write(ImageCall call, Surface surface)
    {
        var contents = new List<Content>();
        var parts = new List<Part> { new() { Text = call.CheckedPrompt() } };
        for (var i = 0; i < call.Originals.Count; i++)
        {
            var original = call.Originals[i];
            Check(original, i);
            if (call.Family.ValidatesSignatures && original.AdditionalProperties.GetString(ContentKeys.ThoughtSignature) is not null)
            {
                var prompt = original.AdditionalProperties.GetString(PromptKey) ?? HistoryMapping.BeginningText;
                contents.Add(new Content { Role = "user", Parts = [new Part { Text = prompt }] });
                contents.Add(new Content { Role = "model", Parts = [Write(original, isModelTurn: true, surface)] });
            }
            else
            {
                parts.Add(Write(original, isModelTurn: false, surface));
            }
        }

        contents.Add(new Content { Role = "user", Parts = parts });
        return contents;
    }

    /// <summary>The originals as images that Imagen's prompt refers to by their numbers.</summary>
    internal static IList<ReferenceImage>? WriteReferences(ImageCall call)
    {
        if (call.Originals.Count == 0)
        {
            return null;
        }

        if (!call.Model.Contains("capability", StringComparison.Ordinal))
        {
            throw new NotSupportedException($"The model '{call.Model}' makes images from text alone. To edit images use a Gemini image model such as gemini-3.1-flash-image, or Imagen's editing model imagen-3.0-capability-001.");
        }

        return [.. call.Originals.Select(static (original, index) =>
        {
            Check(original, index);
            return new ReferenceImage { ReferenceType = "REFERENCE_TYPE_RAW", ReferenceId = index + 1, Image = Bytes(original) };
        })];
    }

    private static ImageBytes Bytes(AIContent original) => original switch
    {
        DataContent data => new ImageBytes { BytesBase64Encoded = data.Data, MimeType = MediaTypeSniffing.Find(data.Data.Span) ?? data.MediaType },
        UriContent { Uri.Scheme: "gs" } uri => new ImageBytes { GcsUri = uri.Uri.OriginalString, MimeType = MediaMapping.IsConcrete(uri.MediaType) ? uri.MediaType : null },
        _ => throw new NotSupportedException("Imagen takes original images as bytes (DataContent) or from Cloud Storage (UriContent with gs://)."),
    };

    private static Part Write(AIContent original, bool isModelTurn, Surface surface) => original switch
    {
        DataContent data => MediaMapping.Write(data, isModelTurn),
        UriContent uri => MediaMapping.Write(uri, isModelTurn, surface),
        _ => MediaMapping.Write((HostedFileContent)original, isModelTurn, surface),
    };

    /// <exception cref="ArgumentException">The content is not an image.</exception>
    private static void Check(AIContent? original, int index)
    {
        var problem = original switch
        {
            null => "is null",
            DataContent { Data.IsEmpty: true } => "is empty",
            DataContent data => NotAnImage(data),
            UriContent uri => IsImageOrOpen(uri.MediaType) ? null : $"is of the type {uri.MediaType}",
            HostedFileContent file => IsImageOrOpen(file.MediaType) ? null : $"is of the type {file.MediaType}",
            _ => $"is a {original.GetType().Name}",
        };
        if (problem is not null)
        {
            throw new ArgumentException($"ImageGenerationRequest.OriginalImages[{index}] {problem}. An original is an image: a DataContent with its bytes, a UriContent or a HostedFileContent.");
        }
    }

    /// <summary>What the bytes are decides; of types that they do not show, what the caller says.</summary>
    private static string? NotAnImage(DataContent data)
    {
        var found = MediaTypeSniffing.Find(data.Data.Span);
        if (found is not null)
        {
            return IsImageOrOpen(found) ? null : $"says {data.MediaType}, but its bytes are {found}";
        }

        if (!data.HasTopLevelMediaType("image"))
        {
            return $"is of the type {data.MediaType}";
        }

        return data.MediaType is "image/png" or "image/jpeg" or "image/gif" or "image/webp" ? $"says {data.MediaType}, but its bytes are not that" : null;
    }

    private static bool IsImageOrOpen(string? mediaType) =>
        mediaType is null or "application/octet-stream" || mediaType.StartsWith("image/", StringComparison.OrdinalIgnoreCase);
}
