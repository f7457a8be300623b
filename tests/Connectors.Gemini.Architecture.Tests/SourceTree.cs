namespace Connectors.Gemini.Architecture.Tests;

/// <summary>The repository's files, found from the test's own folder upwards.</summary>
internal static class SourceTree
{
    private static readonly string RootPath = FindRoot();

    /// <summary>The C# files below a folder of the repository, without what builds put there.</summary>
    public static IEnumerable<SourceFile> Files(string folder, string pattern = "*.cs")
    {
        var top = Path.Combine(RootPath, folder);
        foreach (var path in Directory.EnumerateFiles(top, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var relative = Path.GetRelativePath(top, path).Replace('\\', '/');
            if (!relative.Split('/').Any(part => part is "obj" or "bin"))
            {
                yield return new SourceFile(path, relative);
            }
        }
    }

    /// <summary>The folders of all projects that ship.</summary>
    public static IEnumerable<string> ShippedProjects() =>
        Files("src", "*.csproj").Select(file => $"src/{file.Folder}");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Connectors.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("No folder above the tests holds Connectors.sln: these tests read the source tree.");
    }

    internal sealed class SourceFile(string fullPath, string path)
    {
        /// <summary>Gets the path below the folder that was searched, with slashes.</summary>
        public string Path { get; } = path;

        public string Name => System.IO.Path.GetFileName(Path);

        public string Folder => Path.Contains('/', StringComparison.Ordinal) ? Path[..Path.LastIndexOf('/')] : "";

        public string Text { get; } = File.ReadAllText(fullPath);
    }
}
