using System.Globalization;
using System.Text;

namespace Connectors.Gemini.Traffic;

/// <summary>Checks down, kinds across; below it what is left out and why, and what failed.</summary>
internal static class ScoreTable
{
    private static readonly TrafficKind[] Kinds = Enum.GetValues<TrafficKind>();

    public static string Render(IReadOnlyList<RecordedExchange> exchanges, IReadOnlyList<Verdict> verdicts, TimeSpan time)
    {
        StringBuilder page = new();
        page.AppendLine(CultureInfo.InvariantCulture, $"Recorded traffic: {exchanges.Count} exchanges ({string.Join(", ", Kinds.Select(kind => $"{kind.ToString().ToLowerInvariant()} {exchanges.Count(exchange => exchange.Kind == kind)}"))}), each stream cut anew {SeededCuts.PerStream} ways, {time.TotalSeconds:F0} s");
        AppendTable(page, [.. verdicts.Where(verdict => verdict.Exclusion is null)]);
        AppendList(page, "left out", verdicts.Where(verdict => verdict.Exclusion is not null).Select(verdict => $"{verdict.Exchange} / {verdict.Check}: {verdict.Exclusion}"));
        AppendList(page, "failed", verdicts.Where(verdict => verdict is { Exclusion: null, Failure: not null }).Select(verdict => $"{verdict.Check} / {verdict.Exchange}: {verdict.Failure}"));
        return page.ToString();
    }

    /// <summary>Saves the page in the repository's folder for build results, where there is one.</summary>
    public static void Save(string page)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Connectors.sln")))
            {
                Directory.CreateDirectory(Path.Combine(at.FullName, "artifacts"));
                File.WriteAllText(Path.Combine(at.FullName, "artifacts", "traffic.txt"), page);
                return;
            }
        }
    }

    private static void AppendTable(StringBuilder page, IReadOnlyList<Verdict> verdicts)
    {
        page.AppendLine().Append(CultureInfo.InvariantCulture, $"{"check",-18}");
        foreach (var kind in Kinds)
        {
            page.Append(CultureInfo.InvariantCulture, $"{kind.ToString().ToLowerInvariant(),12}");
        }

        page.AppendLine();
        foreach (var check in TrafficChecks.All.Select(check => check.Name).Where(name => verdicts.Any(verdict => verdict.Check == name)))
        {
            page.Append(CultureInfo.InvariantCulture, $"{check,-18}");
            foreach (var kind in Kinds)
            {
                Verdict[] cell = [.. verdicts.Where(verdict => verdict.Check == check && verdict.Kind == kind)];
                page.Append(CultureInfo.InvariantCulture, $"{(cell.Length == 0 ? "-" : $"{cell.Count(verdict => verdict.Failure is null)}/{cell.Length}"),12}");
            }

            page.AppendLine();
        }
    }

    private static void AppendList(StringBuilder page, string title, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        page.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{title}: {(all.Length == 0 ? "nothing" : all.Length)}");
        foreach (var line in all)
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"  {line}");
        }
    }
}
