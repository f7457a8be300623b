namespace Connectors.Gemini.Traffic;

/// <summary>What can be read from the connector's exception.</summary>
internal sealed record ErrorUnderTest(int? HttpStatus, string? Status, string? Reason, int DetailCount, string ReceivedText)
{
    public static ErrorUnderTest Of(Exception exception) => exception is GeminiException gemini
        ? new((int?)gemini.StatusCode, gemini.Status, gemini.Reason, gemini.Details.Count, gemini.PartialResponse?.Text ?? string.Empty)
        : new(null, null, null, 0, string.Empty);
}
