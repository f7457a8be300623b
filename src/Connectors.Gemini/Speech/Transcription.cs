using System.Text.Json;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Speech;

/// <summary>What a transcribed text has beside its words.</summary>
internal static class Transcription
{
    /// <summary>The key of the service's <c>audioTranscription</c>: words with their times, the language, the speaker.</summary>
    internal const string Key = "gemini.audioTranscription";

    internal static AdditionalPropertiesDictionary? Properties(Part part) => part.AudioTranscription is { } transcription
        ? new() { [Key] = JsonSerializer.SerializeToElement(transcription, WireJson.Instance.AudioTranscription) }
        : null;
}
