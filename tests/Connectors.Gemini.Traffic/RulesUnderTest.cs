namespace Connectors.Gemini.Traffic;

/// <summary>The one place that knows the emulator's rules.</summary>
internal static class RulesUnderTest
{
    public static string? Refusal(RecordedExchange exchange, SentRequest request) => null;
}
