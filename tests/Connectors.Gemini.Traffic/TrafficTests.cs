namespace Connectors.Gemini.Traffic;

public class TrafficTests(TrafficScore score) : IClassFixture<TrafficScore>
{
    public static TheoryData<string, TrafficKind> ChecksAndKinds()
    {
        TheoryData<string, TrafficKind> rows = [];
        foreach (var check in TrafficChecks.All)
        {
            foreach (var kind in Enum.GetValues<TrafficKind>())
            {
                rows.Add(check.Name, kind);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(ChecksAndKinds))]
    public void Every_recording_passes(string check, TrafficKind kind)
    {
        Assert.SkipWhen(TrafficFolder.Path is null, TrafficFolder.Absent);
        Verdict[] verdicts = [.. score.Verdicts.Where(verdict => verdict.Check == check && verdict.Kind == kind && verdict.Exclusion is null)];
        Assert.SkipWhen(verdicts.Length == 0, "No recording of this kind has anything for this check.");

        string[] failed = [.. verdicts.Where(verdict => verdict.Failure is not null).Select(verdict => $"{verdict.Exchange}: {verdict.Failure}")];
        Assert.True(failed.Length == 0, $"{failed.Length} of {verdicts.Length} fail:\n{string.Join('\n', failed.Take(25))}");
    }

    [Fact]
    public void Nothing_is_left_out_that_would_pass()
    {
        Assert.SkipWhen(TrafficFolder.Path is null, TrafficFolder.Absent);
        Assert.Empty(score.Verdicts.Where(verdict => verdict is { Exclusion: not null, Failure: null }).Select(verdict => $"{verdict.Exchange} / {verdict.Check}"));
        Assert.Equal(Exclusions.All.Count, score.Verdicts.Count(verdict => verdict.Exclusion is not null));
    }
}
