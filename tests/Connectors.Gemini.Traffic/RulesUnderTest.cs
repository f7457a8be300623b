using Connectors.Gemini.Emulator;

namespace Connectors.Gemini.Traffic;

/// <summary>The one place that knows the emulator's rules.</summary>
internal static class RulesUnderTest
{
    /// <summary>What the service would refuse about a request; null where it would take it.</summary>
    public static string? Refusal(RecordedExchange exchange, SentRequest request) =>
        EmulatorRules.Check(new EmulatorRequest
        {
            Method = request.Method,
            PathAndQuery = request.PathAndQuery,
            Headers = request.Headers,
            Body = request.Body,
            IsVertex = exchange.IsVertex,
        })
        .Where(refusal => !IsWanted(exchange, refusal))
        .Select(refusal => $"{refusal.RuleId}: {refusal.Message}")
        .FirstOrDefault();

    private static bool IsWanted(RecordedExchange exchange, EmulatorRefusal refusal) => refusal.RuleId switch
    {
        // The recorder put words in the place of signatures: sending them back is right, though the service would refuse them.
        "thought-signature" or "corrupted-signature" => exchange.Kind == TrafficKind.Redacted,

        // The service refused the very same model.
        "model" => exchange.Status == refusal.HttpStatus,
        _ => false,
    };
}
