namespace Connectors.Gemini.Mapping;

/// <summary>Current model ids, to suggest one where an id is mistyped.</summary>
internal static class KnownModels
{
    internal static IReadOnlyList<string> Ids { get; } =
    [
        "gemini-4-argon",
        "gemini-4-carbon",
        "gemini-4-hydrogen",
        "gemini-3.8-flash",
        "gemini-3.8-flash-tts",
        "gemini-3.8-flash-lite-tts",
        "gemini-3.8-live",
        "gemini-3.7-flash",
        "gemini-3.6-flash",
        "gemini-3.5-flash",
        "gemini-3.5-flash-lite",
        "gemini-3.5-transcribe",
        "gemini-3.1-pro-preview",
        "gemini-3.1-flash-lite",
        "gemini-3.1-flash-image",
        "gemini-3.1-flash-lite-image",
        "gemini-3.1-flash-tts-preview",
        "gemini-3-flash-preview",
        "gemini-3-pro-image",
        "gemini-nano-banana-2.1",
        "gemini-2.5-pro",
        "gemini-2.5-flash",
        "gemini-2.5-flash-lite",
        "gemini-pro-latest",
        "gemini-flash-latest",
        "gemini-flash-lite-latest",
        "gemini-embedding-001",
        "gemini-embedding-2",
        "gemma-4-31b-it",
        "gemma-4-26b-a4b-it",
    ];
}
