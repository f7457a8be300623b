namespace Connectors.Gemini.Traffic;

/// <summary>What can be read from the connector's exception.</summary>
internal sealed record ErrorUnderTest(int? HttpStatus, string? Status, string? Reason, int DetailCount)
{
    public static ErrorUnderTest Of(Exception exception) => exception is NaiveException naive
        ? new(naive.HttpStatus, naive.Status, naive.Reason, naive.DetailCount)
        : new(null, null, null, 0);
}
