namespace Connectors.Gemini.Samples.SemanticKernelAgent;

/// <summary>The agent's folder: its notes, what it may read, and what it draws. What is there stays; what is missing is written.</summary>
internal sealed class HouseFiles
{
    private const string StartingNotes = """
        The hall wants warm light, 2700 K; nobody here likes cold white.
        The light in the hall burns about 5 hours an evening.
        The study is for reading: bright, neutral light, 4000 K.
        The kitchen got new lamps in spring.
        The spare key hangs by the cellar stairs.

        """;

    private const string Lamps = """
        # Lamps on offer

        - Ember: 8 W, 2700 K, 12 euros
        - Lark: 10 W, 4000 K, 14 euros
        - Polar: 6 W, 6500 K, 9 euros

        """;

    private HouseFiles(string path) => Path = path;

    public string Path { get; }

    /// <summary>The names of the files that are there now.</summary>
    public IEnumerable<string> Names => Directory.EnumerateFiles(Path).Select(System.IO.Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal);

    private string NotesPath => System.IO.Path.Combine(Path, "notes.txt");

    public static async Task<HouseFiles> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var files = new HouseFiles(Directory.CreateDirectory(path).FullName);
        await WriteMissingAsync(files.NotesPath, StartingNotes, cancellationToken);
        await WriteMissingAsync(System.IO.Path.Combine(files.Path, "lamps.md"), Lamps, cancellationToken);
        return files;
    }

    /// <summary>The notes, one a line of <c>notes.txt</c>.</summary>
    public async Task<IReadOnlyList<string>> ReadNotesAsync(CancellationToken cancellationToken) =>
        [.. (await File.ReadAllLinesAsync(NotesPath, cancellationToken)).Where(line => !string.IsNullOrWhiteSpace(line))];

    public Task AddNoteAsync(string note, CancellationToken cancellationToken) => File.AppendAllTextAsync(NotesPath, note + "\n", cancellationToken);

    private static Task WriteMissingAsync(string path, string text, CancellationToken cancellationToken) =>
        File.Exists(path) ? Task.CompletedTask : File.WriteAllTextAsync(path, text, cancellationToken);
}
