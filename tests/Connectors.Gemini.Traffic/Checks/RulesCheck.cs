namespace Connectors.Gemini.Traffic;

/// <summary>Every request that the client sent passes the emulator's rules.</summary>
internal static class RulesCheck
{
    // The cuts of a stream lead to the same requests; each is judged once.
    public static string? Failure(ExchangeRun run) =>
        run.Requests.Concat(run.Cuts.SelectMany(cut => cut.Run.Requests))
            .DistinctBy(request => (request.PathAndQuery, request.Body?.GetRawText()))
            .Select(request => RulesUnderTest.Refusal(run.Exchange, request))
            .FirstOrDefault(refusal => refusal is not null);
}
