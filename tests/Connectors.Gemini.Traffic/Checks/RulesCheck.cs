namespace Connectors.Gemini.Traffic;

/// <summary>Every request that the client sent passes the emulator's rules.</summary>
internal static class RulesCheck
{
    public static string? Failure(ExchangeRun run) =>
        run.Requests.Concat(run.Cuts.SelectMany(cut => cut.Run.Requests)).Select(request => RulesUnderTest.Refusal(run.Exchange, request)).FirstOrDefault(refusal => refusal is not null);
}
