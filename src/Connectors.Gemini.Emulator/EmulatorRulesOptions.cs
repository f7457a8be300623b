namespace Connectors.Gemini.Emulator;

/// <summary>What <see cref="EmulatorRules.Check"/> is strict about.</summary>
public sealed class EmulatorRulesOptions
{
    /// <summary>Gets the API keys that are valid. <see langword="null"/> by default: any well-formed key is.</summary>
    public IReadOnlySet<string>? ValidApiKeys { get; init; }

    /// <summary>
    /// Gets whether a request without credentials is refused. <see langword="false"/> by default, since recorded requests have lost theirs;
    /// the emulator's own server sets it.
    /// </summary>
    public bool RequireApiKey { get; init; }

    /// <summary>
    /// Gets whether only version, credentials and model are checked, nothing of the body. <see langword="false"/> by default: strict.
    /// </summary>
    public bool Loose { get; init; }

    /// <summary>
    /// Gets names of fields and enum values that the service's schema lacks and that are taken all the same, in the spelling of the request:
    /// those that a scripted answer contained, which a lossless client sends back. Empty by default.
    /// </summary>
    public IReadOnlySet<string> KnownExtraNames { get; init; } = new HashSet<string>(StringComparer.Ordinal);
}
