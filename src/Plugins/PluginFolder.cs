namespace Connectors.Gemini.Plugins;

/// <summary>
/// The one folder whose files plugins may read and write. A path that a model gives is relative to it; one that leads out of it, also through a symbolic link at any place of it, is refused.
/// Whoever else can write into the folder can still exchange a file between the judgment and the reading: give plugins a folder that is theirs.
/// </summary>
public sealed class PluginFolder
{
    private const int MaxBytes = 50 * 1024 * 1024;

    private readonly string _root;

    /// <summary>Creates it over a folder that exists.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public PluginFolder(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var full = Path.GetFullPath(path);
        if (!Directory.Exists(full))
        {
            throw new DirectoryNotFoundException($"There is no folder '{full}'.");
        }

        _root = Path.TrimEndingDirectorySeparator(Real(full));
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path in the folder.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Its bytes; at most 50 MiB.</returns>
    /// <exception cref="PluginException">The path leads out of the folder, there is no such file, or it is too large.</exception>
    internal async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var full = Inside(path);
        if (!File.Exists(full))
        {
            throw new PluginException($"There is no file '{path}'.");
        }

        var file = new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);
        await using var closing = file.ConfigureAwait(false);
        if (file.Length > MaxBytes)
        {
            throw new PluginException($"The file '{path}' has more than {MaxBytes >> 20} MiB.");
        }

        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        return bytes;
    }

    /// <summary>Writes a new file; none is ever overwritten.</summary>
    /// <param name="name">The beginning of its name: <c>image</c> becomes <c>image-1.png</c>, or the next number that is free.</param>
    /// <param name="mediaType">Its media type, which decides the ending.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>Its path in the folder.</returns>
    internal async Task<string> WriteAsync(string name, string mediaType, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        for (var number = 1; ; number++)
        {
            var file = FormattableString.Invariant($"{name}-{number}{FileTypes.Ending(mediaType)}");
            var full = Path.Combine(_root, file);
            if (File.Exists(full))
            {
                continue;
            }

            FileStream stream;
            try
            {
                stream = new FileStream(full, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
            }
            catch (IOException) when (File.Exists(full))
            {
                // Another call took the name meanwhile.
                continue;
            }

            await using (stream.ConfigureAwait(false))
            {
                await stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            }

            return file;
        }
    }

    private string Inside(string path)
    {
        PluginText.Require(path, nameof(path));
        if (path.Contains('\0', StringComparison.Ordinal) || Path.IsPathRooted(path) || path.StartsWith('~') || path.Contains("://", StringComparison.Ordinal) || path.Contains('\\', StringComparison.Ordinal))
        {
            throw Outside();
        }

        var full = Path.GetFullPath(Path.Combine(_root, path));
        return IsInside(full) && (!File.Exists(full) || IsInside(Real(full))) ? full : throw Outside();
    }

    private bool IsInside(string full) => full.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static PluginException Outside() => new("The path leads out of the folder that may be read. Give a path inside it, such as report.pdf.");

    /// <summary>Where a path leads when every link on the way is followed.</summary>
    private static string Real(string full)
    {
        var real = Path.GetPathRoot(full)!;
        foreach (var name in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, name);
            var entry = Directory.Exists(next) ? (FileSystemInfo)new DirectoryInfo(next) : new FileInfo(next);
            real = entry.LinkTarget is null ? next : Real(Path.GetFullPath(entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? throw Outside()));
        }

        return real;
    }
}
