using System.Diagnostics.CodeAnalysis;
using Connectors.Gemini.Mapping;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini;

/// <summary>
/// Transcription options with what Gemini has beyond M.E.AI's neutral ones. Each property is a view of the entry <c>gemini.*</c> in <see cref="SpeechToTextOptions.AdditionalProperties"/>,
/// so the settings survive <see cref="SpeechToTextOptions.Clone"/>, JSON and copies by middleware, also where this class itself does not.
/// </summary>
[Experimental("MEAI001")]
public class GeminiTranscriptionOptions : SpeechToTextOptions
{
    /// <summary>Creates options in which nothing is set.</summary>
    public GeminiTranscriptionOptions()
    {
    }

    /// <summary>Creates a copy of other options.</summary>
    /// <param name="other">The options to copy, or <see langword="null"/>.</param>
    protected GeminiTranscriptionOptions(SpeechToTextOptions? other)
        : base(other)
    {
    }

    /// <summary>Gets or sets the audio's media type, for audio whose first bytes do not tell it: <c>audio/L16;rate=16000</c>, say. Default: what the bytes tell.</summary>
    public string? MediaType
    {
        get => AdditionalProperties.GetString(SpeechOptionKeys.MediaType);
        set => Set(SpeechOptionKeys.MediaType, value);
    }

    /// <summary>Gets or sets what the model is told beside the audio, in place of the connector's own sentence; models made for transcription take none. Default: write down what is said, and nothing else.</summary>
    public string? Instructions
    {
        get => AdditionalProperties.GetString(SpeechOptionKeys.Instructions);
        set => Set(SpeechOptionKeys.Instructions, value);
    }

    /// <summary>Gets or sets whether each word comes with its time (<c>audioTranscriptionConfig.wordTimestamp</c>); models made for transcription only. Default: no.</summary>
    public bool? Timestamps
    {
        get => AdditionalProperties.GetBoolean(SpeechOptionKeys.Timestamps);
        set => Set(SpeechOptionKeys.Timestamps, value);
    }

    /// <summary>Gets or sets whether speakers are told apart (<c>audioTranscriptionConfig.diarization</c>); models made for transcription only. Default: no.</summary>
    public bool? Diarization
    {
        get => AdditionalProperties.GetBoolean(SpeechOptionKeys.Diarization);
        set => Set(SpeechOptionKeys.Diarization, value);
    }

    /// <summary>Gets or sets words that are likely to occur (<c>audioTranscriptionConfig.customVocabulary</c>); models made for transcription only. Default: none.</summary>
    public IReadOnlyList<string>? Vocabulary
    {
        get => AdditionalProperties.GetStrings(SpeechOptionKeys.Vocabulary);
        set => Set(SpeechOptionKeys.Vocabulary, value?.ToArray());
    }

    /// <inheritdoc/>
    public override SpeechToTextOptions Clone() => new GeminiTranscriptionOptions(this);

    internal static GeminiTranscriptionOptions ViewOf(SpeechToTextOptions options) => options as GeminiTranscriptionOptions ?? new GeminiTranscriptionOptions(options) { AdditionalProperties = options.AdditionalProperties ??= [] };

    private void Set(string key, object? value) => AdditionalProperties = AdditionalProperties.With(key, value);
}
