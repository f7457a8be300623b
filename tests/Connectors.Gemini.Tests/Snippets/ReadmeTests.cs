using System.Text.RegularExpressions;
using Connectors.Gemini.Emulator;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Connectors.Gemini.Tests.Snippets;

public partial class ReadmeTests
{
    [Fact]
    public async Task Each_code_block_of_the_readme_is_code_that_compiles()
    {
        var folder = Root();
        var readme = await File.ReadAllTextAsync(Path.Combine(folder, "README.md"), TestContext.Current.CancellationToken);
        var source = await File.ReadAllTextAsync(
            Path.Combine(folder, "tests", "Connectors.Gemini.Tests", "Snippets", "ReadmeSnippets.cs"), TestContext.Current.CancellationToken);
        var blocks = Block().Matches(readme).Select(match => match.Groups["code"].Value).ToList();

        Assert.NotEmpty(blocks);
        Assert.Equal(Region().Matches(source).Select(match => Dedent(match.Groups["code"].Value)), blocks);
    }

    [Fact]
    public async Task Each_code_block_of_the_docs_is_code_that_compiles()
    {
        var folder = Root();
        var compiled = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "tests"), "*Snippets.cs", SearchOption.AllDirectories))
        {
            var source = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            compiled.UnionWith(Region().Matches(source).Select(match => Dedent(match.Groups["code"].Value)));
        }

        var loose = new List<string>();
        var blocks = 0;
        foreach (var page in Directory.EnumerateFiles(Path.Combine(folder, "docs"), "*.md"))
        {
            foreach (Match match in Block().Matches(await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken)))
            {
                blocks++;
                if (!compiled.Contains(match.Groups["code"].Value))
                    loose.Add($"{Path.GetFileName(page)}:\n{match.Groups["code"].Value}");
            }
        }

        Assert.NotEqual(0, blocks);
        Assert.True(loose.Count == 0, $"No region of a *Snippets.cs file under tests/ is this code:\n{string.Join("\n\n", loose)}");
    }

    [Fact]
    public async Task The_registration_of_the_readme_gives_a_chat_client_that_answers()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Gemini:ApiKey"] = "any",
                ["Gemini:BaseAddress"] = emulator.BaseAddress.AbsoluteUri,
            })
            .Build();
        ServiceCollection services = new();
        ReadmeSnippets.Register(services, configuration);
        await using var provider = services.BuildServiceProvider();

        var answer = await provider.GetRequiredService<IChatClient>().GetResponseAsync("hello", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Contains("hello", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public Task The_offline_test_of_the_readme_passes() => ReadmeSnippets.Offline();

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Connectors.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No folder above the tests holds Connectors.sln and the README.");

        return folder;
    }

    private static string Dedent(string code)
    {
        var lines = code.Split('\n');
        var depth = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > depth ? line[depth..] : "")).TrimEnd('\n');
    }

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();

    [GeneratedRegex(@"^ *#region \w+\n(?<code>.*?)^ *#endregion$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Region();
}
