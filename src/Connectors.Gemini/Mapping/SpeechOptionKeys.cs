namespace Connectors.Gemini.Mapping;

/// <summary>The keys of <c>TextToSpeechOptions.AdditionalProperties</c> and <c>SpeechToTextOptions.AdditionalProperties</c> that the speech clients understand; the typed options show them as properties.</summary>
internal static class SpeechOptionKeys
{
    internal const string Style = "gemini.style";
    internal const string Speakers = "gemini.speakers";
    internal const string Instructions = "gemini.instructions";
    internal const string Timestamps = "gemini.timestamps";
    internal const string Diarization = "gemini.diarization";
    internal const string Vocabulary = "gemini.vocabulary";
    internal const string MediaType = "gemini.mediaType";
}
