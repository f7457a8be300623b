namespace Connectors.Gemini.Architecture.Tests;

internal static class Violations
{
    /// <summary>Fails with all of them, in full.</summary>
    public static void None(IEnumerable<string?> violations)
    {
        var found = violations.Distinct(StringComparer.Ordinal).ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
