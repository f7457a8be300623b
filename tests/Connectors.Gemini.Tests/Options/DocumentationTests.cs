using System.Reflection;
using Connectors.Gemini.Mapping;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Options;

/// <summary>The tables of <c>docs/chat.md</c> leave nothing out.</summary>
public class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs", "chat.md"));

    [Fact]
    public void Every_option_is_in_the_tables() =>
        AssertNamed(typeof(ChatOptions).GetProperties().Concat(typeof(GeminiChatOptions).GetProperties()).Select(property => property.Name));

    [Fact]
    public void Every_entry_is_in_the_tables() =>
        AssertNamed(new[] { typeof(ChatOptionKeys), typeof(ContentKeys), typeof(MediaOptionMapping) }
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic))
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!));

    [Fact]
    public void Every_finish_reason_is_in_its_row()
    {
        var known = typeof(FinishReason).GetProperties(BindingFlags.Static | BindingFlags.Public).Select(property => (FinishReason)property.GetValue(null)!).ToList();
        Assert.NotEmpty(known);
        foreach (var reason in known)
        {
            var row = Page.Split('\n').Single(line => line.StartsWith('|') && line.Split('|')[1].Contains($"`{reason.Value}`", StringComparison.Ordinal));
            var meaning = FinishReasonMapping.Read(reason, hasCalls: false)!.Value.Value;
            Assert.Contains(meaning == reason.Value ? "the same word" : $"`{meaning}`", row, StringComparison.Ordinal);
        }
    }

    private static void AssertNamed(IEnumerable<string> names) =>
        Assert.All(names, name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Connectors.sln")))
        {
            folder = folder.Parent;
        }

        Assert.NotNull(folder);
        return folder.FullName;
    }
}
