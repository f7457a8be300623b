namespace Connectors.Gemini.Samples.Studio;

/// <summary>A paragraph of a file.</summary>
/// <param name="File">The file's path in its folder.</param>
/// <param name="Text">The words.</param>
internal sealed record Passage(string File, string Text)
{
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase) { ".txt", ".md" };

    /// <exception cref="InvalidDataException">There is no text in the folder.</exception>
    public static async Task<IReadOnlyList<Passage>> ReadAllAsync(DirectoryInfo folder, CancellationToken cancellationToken)
    {
        List<Passage> passages = [];
        foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories).Where(file => Extensions.Contains(file.Extension)).OrderBy(file => file.FullName, StringComparer.Ordinal))
        {
            var text = await System.IO.File.ReadAllTextAsync(file.FullName, cancellationToken);
            var paragraphs = text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            passages.AddRange(paragraphs.Select(paragraph => new Passage(Path.GetRelativePath(folder.FullName, file.FullName), paragraph)));
        }

        return passages.Count > 0 ? passages : throw new InvalidDataException($"{folder.FullName} has no .txt or .md file with text in it.");
    }
}
