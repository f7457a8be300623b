namespace Connectors.Gemini.Plugins;

/// <summary>Endings of files and the media types that the service reads.</summary>
internal static class FileTypes
{
    private static readonly (string Ending, string MediaType)[] Known =
    [
        (".pdf", "application/pdf"), (".txt", "text/plain"), (".md", "text/markdown"), (".csv", "text/csv"), (".html", "text/html"), (".xml", "text/xml"), (".json", "application/json"),
        (".png", "image/png"), (".jpg", "image/jpeg"), (".jpeg", "image/jpeg"), (".webp", "image/webp"), (".gif", "image/gif"), (".heic", "image/heic"),
        (".wav", "audio/wav"), (".mp3", "audio/mpeg"), (".ogg", "audio/ogg"), (".flac", "audio/flac"), (".aac", "audio/aac"), (".m4a", "audio/mp4"),
        (".mp4", "video/mp4"), (".mov", "video/quicktime"), (".webm", "video/webm"), (".mpeg", "video/mpeg"),
    ];

    internal static string MediaType(string path) =>
        Array.Find(Known, type => path.EndsWith(type.Ending, StringComparison.OrdinalIgnoreCase)).MediaType
        ?? throw new PluginException("The file's ending does not tell a type that can be read: pdf, txt, md, csv, html, json, png, jpg, webp, wav, mp3, ogg, flac, mp4, mov, webm and their like.");

    internal static string Ending(string mediaType) =>
        Array.Find(Known, type => mediaType.Split(';')[0].Equals(type.MediaType, StringComparison.OrdinalIgnoreCase)).Ending ?? ".bin";
}
