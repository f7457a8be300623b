namespace Connectors.Gemini.Emulator.Server;

/// <summary>The one place where the server asks the rules.</summary>
internal static class RequestCheck
{
    public static IReadOnlyList<EmulatorRefusal> Check(EmulatorRequest request, GeminiEmulatorOptions options, IReadOnlySet<string> emittedNames) =>
        EmulatorRules.Check(request, new EmulatorRulesOptions
        {
            RequireApiKey = true,
            ValidApiKeys = options.ValidApiKeys.Count > 0 ? options.ValidApiKeys.ToHashSet(StringComparer.Ordinal) : null,
            KnownExtraNames = emittedNames,
        });
}
