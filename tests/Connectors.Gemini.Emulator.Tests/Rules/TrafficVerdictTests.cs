namespace Connectors.Gemini.Emulator.Tests.Rules;

public class TrafficVerdictTests(ITestOutputHelper output)
{
    [Fact]
    public void The_verdict_on_every_recorded_request_is_the_services()
    {
        Assert.SkipWhen(RecordedTraffic.Folder is null, "No recorded traffic: neither a folder shared/traffic above the test nor GEMINI_TRAFFIC.");

        List<string> wrong = [];
        HashSet<string> unused = [.. TrafficExceptions.Reasons.Keys];
        var counts = new SortedDictionary<string, int[]>(StringComparer.Ordinal);
        foreach (var recorded in RecordedTraffic.Requests())
        {
            var surface = $"{(recorded.Request.IsVertex ? "vertex" : "gemini")} {recorded.Method}";
            var row = counts.TryGetValue(surface, out var known) ? known : counts[surface] = new int[4];
            if (TrafficExceptions.Reasons.ContainsKey(recorded.Name))
            {
                unused.Remove(recorded.Name);
                row[3]++;
                continue;
            }

            var refusals = EmulatorRules.Check(recorded.Request);
            if (Agree(recorded, refusals))
            {
                row[recorded.Status < 400 ? 0 : 1]++;
            }
            else
            {
                row[2]++;
                wrong.Add($"{recorded.Name}: service {recorded.Status} {recorded.Message}; emulator {(refusals.Count == 0 ? "accepts" : $"{refusals[0].RuleId} {refusals[0].HttpStatus} {refusals[0].Message}")}");
            }
        }

        output.WriteLine($"{"surface and method",-30} accepted  refused  differs  left out");
        foreach (var (surface, row) in counts)
        {
            output.WriteLine($"{surface,-30} {row[0],8} {row[1],8} {row[2],8} {row[3],9}");
        }

        foreach (var group in TrafficExceptions.Reasons.GroupBy(reason => reason.Value).OrderByDescending(group => group.Count()))
        {
            output.WriteLine($"left out {group.Count(),3}: {group.Key}");
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} verdicts differ:\n" + string.Join('\n', wrong));
        Assert.True(unused.Count == 0, "Exceptions that no recording needs:\n" + string.Join('\n', unused));
        Assert.All(["gemini countTokens", "vertex countTokens", "vertex computeTokens"], surface => Assert.Contains(surface, counts.Keys));
        Assert.True(counts.Values.Sum(row => row[0]) > 900, "Too few recordings were judged.");
    }

    private static bool Agree(RecordedRequest recorded, IReadOnlyList<EmulatorRefusal> refusals) =>
        recorded.Status < 400
            ? refusals.Count == 0
            : refusals.Count > 0 && refusals[0].HttpStatus == recorded.Status && refusals[0].Status == recorded.StatusName
                && Same(refusals[0].Message, recorded.Message!);

    // The service has worded the hint differently over time.
    private static bool Same(string ours, string theirs) => ours == theirs.Replace("ModelService.ListModels", "ListModels", StringComparison.Ordinal);
}
