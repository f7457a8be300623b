namespace Connectors.Gemini.Emulator.Rules;

/// <summary>A content of the conversation.</summary>
internal sealed record ContentView(int Index, string? Role, IReadOnlyList<PartView> Parts)
{
    public bool IsModel => Role is "model";

    public bool HasResults => Parts.Any(part => part.IsResult);

    /// <summary>Gets whether the content answers function calls and does nothing else.</summary>
    public bool IsResults => HasResults && Parts.All(part => part.IsResult);
}
