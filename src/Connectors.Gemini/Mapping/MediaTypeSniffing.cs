using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Mapping;

/// <summary>The media type of bytes whose type is given as <c>image/*</c> or not at all: frameworks do so, and the service wants a type.</summary>
internal static class MediaTypeSniffing
{
    /// <exception cref="ArgumentException">A user's bytes are of a range of types (<c>image/*</c>), and they do not tell which.</exception>
    internal static string Resolve(string mediaType, ReadOnlySpan<byte> data, bool isModelTurn) =>
        Find(data) ?? (isModelTurn || !mediaType.EndsWith("/*", StringComparison.Ordinal)
            ? mediaType
            : throw new ArgumentException($"A content has the media type '{mediaType}', and its bytes do not tell which one it is. Give it the exact type, such as image/png."));

    /// <summary>The bytes of a data URI.</summary>
    /// <exception cref="ArgumentException">The data URI is broken.</exception>
    internal static DataContent Decode(UriContent content)
    {
        try
        {
            return new DataContent(content.Uri, content.MediaType) { AdditionalProperties = content.AdditionalProperties };
        }
        catch (FormatException exception)
        {
            throw new ArgumentException($"A content's data URI is broken: {exception.Message}", exception);
        }
    }

    /// <summary>The type that the first bytes tell, or <see langword="null"/>.</summary>
    internal static string? Find(ReadOnlySpan<byte> data) => data switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "image/gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'A', (byte)'V', (byte)'E', ..] => "audio/wav",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'h', (byte)'e', (byte)'i', (byte)'c', ..] => "image/heic",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'a', (byte)'v', (byte)'i', (byte)'f', ..] => "image/avif",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => "video/mp4",
        [0x1A, 0x45, 0xDF, 0xA3, ..] => "video/webm",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "application/pdf",
        [(byte)'I', (byte)'D', (byte)'3', ..] => "audio/mpeg",
        [0xFF, 0xF0 or 0xF1 or 0xF8 or 0xF9, ..] => "audio/aac",
        [0xFF, 0xE2 or 0xE3 or 0xF2 or 0xF3 or 0xFA or 0xFB, ..] => "audio/mpeg",
        [(byte)'F', (byte)'O', (byte)'R', (byte)'M', _, _, _, _, (byte)'A', (byte)'I', (byte)'F', (byte)'F' or (byte)'C', ..] => "audio/aiff",
        [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => "audio/ogg",
        [(byte)'f', (byte)'L', (byte)'a', (byte)'C', ..] => "audio/flac",
        _ => null,
    };
}
