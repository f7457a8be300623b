namespace Connectors.Gemini.Emulator.OpenAI;

/// <summary>The paths of the surface for OpenAI's clients, <c>/v1beta/openai/...</c>: those that the emulator serves.</summary>
internal static class OpenAIPath
{
    private const string Prefix = "/v1beta/openai/";

    /// <summary>Gets what stands after <c>/v1beta/openai/</c>, or <see langword="null"/> on any other path.</summary>
    public static string? Resource(string path)
    {
        var trimmed = "/" + path.TrimStart('/');
        return trimmed.StartsWith(Prefix, StringComparison.Ordinal) ? trimmed[Prefix.Length..].TrimEnd('/') : null;
    }
}
