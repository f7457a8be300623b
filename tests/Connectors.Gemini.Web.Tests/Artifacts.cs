namespace Connectors.Gemini.Web.Tests;

/// <summary>The folder of the repository for what a run leaves behind to be looked at; git ignores it.</summary>
internal static class Artifacts
{
    public static string Path(string file) => System.IO.Path.Combine(Root(), "artifacts", file);

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Connectors.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("No folder above the tests holds Connectors.sln.");
    }
}
