namespace Connectors.Gemini.Emulator.Models;

/// <summary>Ids of models by family. One line: the family, ids, and what differs from the family.</summary>
internal static class ModelFacts
{
    public const string Text = """
        text gemini-4-argon,gemini-4-carbon level-only
        text gemini-4-hydrogen,gemini-4-hydrogen-eap level-only no-minimal xhigh
        text gemini-3.8-flash,gemini-3.7-flash no-minimal
        text gemini-3.6-flash,gemini-3.5-flash,gemini-3.5-flash-lite,gemini-3.1-flash-lite
        text gemini-3.1-flash-lite-preview retired
        text gemini-3.1-pro-preview,gemini-3.1-pro-preview-customtools no-minimal
        text gemini-3-flash-preview
        text gemini-3-pro-preview no-minimal retired
        text gemini-robotics-er-2-preview
        text gemini-robotics-er-1.6-preview budget
        text gemini-2.5-pro always-thinks
        text gemini-2.5-flash
        text gemini-2.5-flash-lite lite
        text gemini-2.5-computer-use-preview-10-2025
        text gemini-2.5-pro-preview-05-06,gemini-2.5-pro-preview-06-05,gemini-2.5-flash-preview-05-20,gemini-2.5-flash-preview-09-2025 retired
        text gemini-2.0-flash-thinking-exp,gemini-2.0-flash-thinking-exp-01-21 budget retired
        text gemini-2.0-flash,gemini-2.0-flash-001,gemini-2.0-flash-exp,gemini-2.0-flash-lite,gemini-2.0-flash-lite-001 retired
        text gemini-1.5-flash,gemini-1.5-flash-8b,gemini-1.5-pro,gemini-1.5-flash-002,gemini-1.5-pro-002 retired
        text gemma-4-31b-it,gemma-4-26b-a4b-it small
        text gemma-3-27b-it,gemma-3-12b-it,gemma-3-4b-it,gemma-3-1b-it small bare
        image gemini-nano-banana-2.1,gemini-3.1-flash-image wide
        image gemini-3.1-flash-lite-image one-size
        image gemini-3-pro-image,nano-banana-pro-preview budget
        image gemini-3-pro-image-preview budget retired
        image gemini-3.1-flash-image-preview wide retired
        image gemini-2.5-flash-image,gemini-2.5-flash-image-preview
        image gemini-2.0-flash-preview-image-generation,gemini-2.0-flash-exp-image-generation retired
        speech gemini-3.8-flash-tts,gemini-3.8-flash-lite-tts,gemini-3.1-flash-tts-preview,gemini-2.5-flash-preview-tts,gemini-2.5-pro-preview-tts
        transcribe gemini-3.5-transcribe,gemini-3.5-transcribe-preview
        music lyria-3.5,lyria-3-clip-preview,lyria-3-pro-preview
        live gemini-3.8-live,gemini-3.8-live-extended-thinking,gemini-3.5-transcribe-live,gemini-3.5-transcribe-live-preview
        live gemini-3.1-flash-live-preview,gemini-2.5-flash-native-audio-preview-12-2025,gemini-robotics-er-2-streaming-preview
        live gemini-2.0-flash-live-001 retired
        embedding gemini-embedding-001
        embedding gemini-embedding-2,gemini-embedding-2-preview media
        embedding text-embedding-004,embedding-001 short retired
        video veo-3.1-generate-preview,veo-3.1-fast-generate-preview,veo-3.1-lite-generate-preview
        video veo-3.1-generate-001,veo-3.1-fast-generate-001
        video veo-2.0-generate-001,veo-3.0-generate-001,veo-3.0-fast-generate-001 retired
        imagen imagen-4.0-generate-001,imagen-4.0-fast-generate-001,imagen-4.0-ultra-generate-001,imagen-3.0-generate-002 retired
        imagen imagen-3.0-capability-001,imagen-3.0-capability-002 retired
        answer aqa
        """;

    /// <summary>Names that the service moves to newer models without notice.</summary>
    public static readonly IReadOnlyList<(string Alias, string Target)> Aliases =
    [
        ("gemini-flash-latest", "gemini-3.8-flash"),
        ("gemini-flash-lite-latest", "gemini-3.5-flash-lite"),
        ("gemini-pro-latest", "gemini-3.1-pro-preview"),
    ];
}
