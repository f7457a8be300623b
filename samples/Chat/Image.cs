using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Samples.Chat;

/// <summary>An image file as content of a message.</summary>
internal static class Image
{
    public static async Task<DataContent> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        var mediaType = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".png" => "image/png",
            ".jpg" or ".jpeg" => "image/jpeg",
            ".webp" => "image/webp",
            ".heic" => "image/heic",
            ".heif" => "image/heif",
            _ => throw new InvalidDataException($"{path}: Gemini reads .png, .jpg, .webp, .heic and .heif images."),
        };
        return new DataContent(await File.ReadAllBytesAsync(path, cancellationToken), mediaType) { Name = Path.GetFileName(path) };
    }
}
