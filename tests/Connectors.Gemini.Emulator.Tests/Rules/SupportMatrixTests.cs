using System.Text;

namespace Connectors.Gemini.Emulator.Tests.Rules;

/// <summary>
/// <c>docs/emulator-rules.md</c> is made from the code. After a change of a rule: <c>GEMINI_UPDATE_DOCS=1 dotnet test --project tests/Connectors.Gemini.Emulator.Tests</c>
/// writes it anew.
/// </summary>
public class SupportMatrixTests
{
    private const string UpdateVariable = "GEMINI_UPDATE_DOCS";

    [Fact]
    public async Task The_committed_page_is_what_the_code_says()
    {
        var path = Path.Combine(Root(), "docs", "emulator-rules.md");
        var page = Page();
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            await File.WriteAllTextAsync(path, page, TestContext.Current.CancellationToken);
        }

        var committed = File.Exists(path) ? await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) : "";
        Assert.True(committed.ReplaceLineEndings("\n") == page, $"docs/emulator-rules.md differs from the code: set {UpdateVariable}=1 and run this test to write it anew.");
    }

    [Fact]
    public void Every_rule_has_an_id_of_its_own_and_a_description()
    {
        Assert.Equal(EmulatorRules.All.Count, EmulatorRules.All.Select(rule => rule.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(EmulatorRules.All, rule => Assert.False(string.IsNullOrWhiteSpace(rule.Description) || rule.Description.Contains('|', StringComparison.Ordinal), rule.Id));
    }

    private static string Page()
    {
        var page = new StringBuilder();
        page.Append(
            $"""
            # What the emulator refuses

            <!-- Made from EmulatorRules.All by SupportMatrixTests. Do not edit: set {UpdateVariable}=1 and run tests/Connectors.Gemini.Emulator.Tests. -->

            Every rule of `EmulatorRules`, in the order in which they are applied; the first refusal is the answer. `Strict = false` (`--loose`) lets everything pass
            but a wrong version, wrong credentials and an unknown model; the verdict is in the journal all the same. How to use them: [emulator.md](emulator.md).

            | Rule | Demands | Status of a refusal | Known from |
            |---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var rule in EmulatorRules.All)
        {
            page.Append($"| `{rule.Id}` | {rule.Description} | {rule.HttpStatus} {rule.Status} | {Evidence(rule.Evidence)} |\n");
        }

        page.Append(
            """

            *recorded*: the real service was recorded refusing such a request, with this status and text. *documented*: the refusal is documented or reported with its text.
            *inferred*: the refusal is documented or reported, its text is worded after the service's other messages.

            """.ReplaceLineEndings("\n"));
        return page.ToString();
    }

    private static string Evidence(EmulatorRuleEvidence evidence) => evidence switch
    {
        EmulatorRuleEvidence.Recorded => "recorded",
        EmulatorRuleEvidence.Documented => "documented",
        _ => "inferred",
    };

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
