using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Connectors.Gemini.Benchmarks.Measuring;

/// <summary>This program, published in another way, so that it starts in another way.</summary>
internal static class PublishedTwin
{
    private const string Name = "Connectors.Gemini.Benchmarks";

    /// <summary>Publishes into a folder of its own below <c>artifacts/</c>, apart from the build that is running.</summary>
    /// <param name="start">What the project file knows as a way to start: <c>ReadyToRun</c> or <c>NativeAot</c>.</param>
    /// <returns>The program's path.</returns>
    /// <exception cref="InvalidOperationException">It could not be published; the message ends with what the build said.</exception>
    internal static async Task<string> PublishAsync(string start)
    {
        var root = RepositoryRoot();
        var output = Path.Combine(root, "artifacts", "benchmarks", start);
        ProcessStartInfo info = new("dotnet")
        {
            ArgumentList =
            {
                "publish", Path.Combine(root, "benchmarks", Name),
                "-c", "Release",
                "-r", RuntimeInformation.RuntimeIdentifier,
                $"-p:Start={start}",
                "-p:RunAnalyzers=false",
                "--artifacts-path", Path.Combine(output, "build"),
                "-o", Path.Combine(output, "program"),
                "-v", "quiet",
                "--nologo",
            },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(info)!;
        var said = await process.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        return process.ExitCode == 0
            ? Path.Combine(output, "program", OperatingSystem.IsWindows() ? Name + ".exe" : Name)
            : throw new InvalidOperationException($"Publishing as {start} failed with {process.ExitCode}: {said}");
    }

    private static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Connectors.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Connectors.sln; the program publishes itself from its sources.");
    }
}
