namespace Connectors.Gemini;

/// <summary>The environment variables that hold an API key.</summary>
internal static class EnvironmentKeys
{
    internal const string GoogleApiKey = "GOOGLE_API_KEY";
    internal const string GeminiApiKey = "GEMINI_API_KEY";

    /// <summary>The first key that is set, without white space around it; null where there is none.</summary>
    internal static string? Find() => Find(Environment.GetEnvironmentVariable);

    internal static string? Find(Func<string, string?> getVariable) =>
        TrimToNull(getVariable(GoogleApiKey)) ?? TrimToNull(getVariable(GeminiApiKey));

    private static string? TrimToNull(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
