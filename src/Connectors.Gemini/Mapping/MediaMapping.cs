using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Connectors.Gemini.Http;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Mapping;

/// <summary>Media parts: bytes (<c>inlineData</c>) and references (<c>fileData</c>). Nothing is ever downloaded here.</summary>
internal static class MediaMapping
{
    private const string AnyMediaType = "application/octet-stream";

    internal static void Read(Part part, List<AIContent> contents)
    {
        AIContent content = part switch
        {
            { InlineData: { Data: { } data } blob } => new DataContent(data, blob.MimeType ?? AnyMediaType) { Name = blob.DisplayName },
            { FileData: { FileUri: { } uri } file } => new UriContent(uri, file.MimeType ?? AnyMediaType),
            _ => throw new JsonException("A media part has neither bytes nor a reference."),
        };
        content.RawRepresentation = part;
        if (part.ThoughtSignature is { } signature)
        {
            (content.AdditionalProperties ??= [])[ContentKeys.ThoughtSignature] = signature;
        }

        if (part.Thought == true)
        {
            (content.AdditionalProperties ??= [])[ContentKeys.Thought] = true;
        }

        PartTemplate.Keep(part, content);
        contents.Add(content);
    }

    internal static Part Write(DataContent content, bool isModelTurn)
    {
        var part = NewPart(content, isModelTurn);
        var blob = part.InlineData ??= new Blob();
        blob.MimeType = IsConcrete(content.MediaType) ? content.MediaType : MediaTypeSniffing.Resolve(content.MediaType, content.Data.Span, isModelTurn);
        blob.Data = content.Data;
        // A name is sent where the service gave it; those of the caller's files stay with the caller.
        blob.DisplayName = isModelTurn ? content.Name : null;
        return part;
    }

    internal static Part Write(UriContent content, bool isModelTurn, Surface surface)
    {
        if (content.Uri is { IsAbsoluteUri: true, IsFile: true })
        {
            throw new ArgumentException($"The service cannot read the local file '{content.Uri}'. Send its bytes: await DataContent.LoadFromAsync(path).");
        }

        if (content.Uri.Scheme == "data")
        {
            return Write(MediaTypeSniffing.Decode(content), isModelTurn);
        }

        // gs:// is Vertex AI's, and that of files registered with the Gemini API; what else the service could fetch is http.
        if (!isModelTurn && content.Uri is { IsAbsoluteUri: true, Scheme: not ("https" or "http" or "gs") })
        {
            throw new ArgumentException($"The service cannot read '{content.Uri}': it takes https, gs and YouTube addresses, and bytes (DataContent).");
        }

        var part = NewPart(content, isModelTurn);
        var file = part.FileData ??= new FileData();
        file.FileUri = content.Uri.OriginalString;
        if (!isModelTurn && IsYouTube(content.Uri))
        {
            // The Gemini API wants no type of these addresses; Vertex AI takes no reference without one.
            file.MimeType = surface.IsVertex ? "video/mp4" : null;
        }
        else if (IsConcrete(content.MediaType))
        {
            file.MimeType = content.MediaType;
        }

        return part;
    }

    internal static Part Write(HostedFileContent content, bool isModelTurn, Surface surface)
    {
        var part = NewPart(content, isModelTurn);
        var id = content.FileId;
        if (id.StartsWith("file-", StringComparison.Ordinal) || id.StartsWith("file_", StringComparison.Ordinal))
        {
            throw new ArgumentException($"The uploaded file '{id}' is another provider's: Gemini cannot read it. Upload it with Gemini's files client, or send its bytes as DataContent.");
        }

        var isAddress = id.Contains("://", StringComparison.Ordinal);
        if (!isAddress && surface.IsVertex)
        {
            throw new NotSupportedException($"The uploaded file '{id}' is the Gemini API's; Vertex AI cannot read it. Put it into Cloud Storage and give its address (UriContent with gs://), or send its bytes as DataContent.");
        }

        part.FileData = new FileData
        {
            FileUri = isAddress ? id : new Uri(surface.FilesBase, id.StartsWith("files/", StringComparison.Ordinal) ? id : "files/" + id).AbsoluteUri,
            MimeType = content.MediaType is { } type && IsConcrete(type) ? type : null,
        };
        return part;
    }

    /// <summary>Frameworks say <c>image/*</c> or <c>application/octet-stream</c> where they do not know; the service finds the type of a reference itself.</summary>
    internal static bool IsConcrete([NotNullWhen(true)] string? mediaType) => mediaType is not (null or AnyMediaType) && !mediaType.EndsWith("/*", StringComparison.Ordinal);

    private static Part NewPart(AIContent content, bool isModelTurn)
    {
        // Middleware copies properties onto the user's messages: signatures and thought marks count in the model's turns only.
        if (!isModelTurn)
        {
            return new Part();
        }

        var part = PartTemplate.Restore(content);
        part.ThoughtSignature = content.AdditionalProperties.GetString(ContentKeys.ThoughtSignature);
        part.Thought = content.AdditionalProperties.GetBoolean(ContentKeys.Thought) == true ? true : null;
        return part;
    }

    private static bool IsYouTube(Uri uri) =>
        uri.IsAbsoluteUri
        && (uri.Host.Equals("youtu.be", StringComparison.OrdinalIgnoreCase)
            || uri.Host.Equals("youtube.com", StringComparison.OrdinalIgnoreCase)
            || uri.Host.EndsWith(".youtube.com", StringComparison.OrdinalIgnoreCase));
}
