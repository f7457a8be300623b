namespace Connectors.Gemini.Samples.Studio;

/// <summary>A file that a player or a viewer opens.</summary>
internal static class MediaFile
{
    /// <summary>Writes it, with the folders that are missing, and tells its path.</summary>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        await File.WriteAllBytesAsync(path, bytes, cancellationToken);
        Console.WriteLine(path);
    }
}
