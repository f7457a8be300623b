namespace Connectors.Gemini.Traffic;

/// <summary>What one check says about one recording.</summary>
/// <param name="Check">The check's name.</param>
/// <param name="Kind">The recording's kind.</param>
/// <param name="Exchange">The recording's name.</param>
/// <param name="Failure">What is wrong; null where nothing is.</param>
/// <param name="Exclusion">Why the recording is left out of the check; null where it counts.</param>
internal sealed record Verdict(string Check, TrafficKind Kind, string Exchange, string? Failure, string? Exclusion)
{
    public static IEnumerable<Verdict> Of(ExchangeRun run) =>
        from check in TrafficChecks.All
        where check.Applies(run)
        select new Verdict(
            check.Name, run.Exchange.Kind, run.Exchange.Name, check.Failure(run), Exclusions.Reason(run.Exchange.Name, check.Name));
}
