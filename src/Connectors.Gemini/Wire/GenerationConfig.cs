using System.Text.Json;

#pragma warning disable CS1591 // The API's own field names say what the members are; the API documents them.

namespace Connectors.Gemini.Wire;

/// <summary>How an answer is generated.</summary>
public sealed class GenerationConfig : GeminiMessage
{
    public int? CandidateCount { get; set; }

    public IList<string>? StopSequences { get; set; }

    public int? MaxOutputTokens { get; set; }

    public float? Temperature { get; set; }

    public float? TopP { get; set; }

    public float? TopK { get; set; }

    public int? Seed { get; set; }

    public float? PresencePenalty { get; set; }

    public float? FrequencyPenalty { get; set; }

    public bool? ResponseLogprobs { get; set; }

    public int? Logprobs { get; set; }

    public string? ResponseMimeType { get; set; }

    public JsonElement? ResponseSchema { get; set; }

    public JsonElement? ResponseJsonSchema { get; set; }

    public JsonElement? ResponseFormat { get; set; }

    public IList<ResponseModality>? ResponseModalities { get; set; }

    public MediaResolution? MediaResolution { get; set; }

    public SpeechConfig? SpeechConfig { get; set; }

    public ThinkingConfig? ThinkingConfig { get; set; }

    public ImageConfig? ImageConfig { get; set; }

    public bool? EnableEnhancedCivicAnswers { get; set; }

    public bool? EnableAffectiveDialog { get; set; }

    public bool? AudioTimestamp { get; set; }

    public AudioTranscriptionConfig? AudioTranscriptionConfig { get; set; }

    public TranslationConfig? TranslationConfig { get; set; }

    public JsonElement? RoutingConfig { get; set; }

    public JsonElement? ModelSelectionConfig { get; set; }
}

/// <summary>How much the model thinks, and whether summaries of it are returned.</summary>
public sealed class ThinkingConfig : GeminiMessage
{
    public ThinkingLevel? ThinkingLevel { get; set; }

    public int? ThinkingBudget { get; set; }

    public bool? IncludeThoughts { get; set; }
}

/// <summary>The shape of generated images.</summary>
public sealed class ImageConfig : GeminiMessage
{
    public string? AspectRatio { get; set; }

    public string? ImageSize { get; set; }

    public string? PersonGeneration { get; set; }

    public string? ProminentPeople { get; set; }

    public ImageOutputOptions? ImageOutputOptions { get; set; }
}

/// <summary>The encoding of generated images (Vertex AI).</summary>
public sealed class ImageOutputOptions : GeminiMessage
{
    public string? MimeType { get; set; }

    public int? CompressionQuality { get; set; }
}

/// <summary>Voices of generated speech.</summary>
public sealed class SpeechConfig : GeminiMessage
{
    public VoiceConfig? VoiceConfig { get; set; }

    public MultiSpeakerVoiceConfig? MultiSpeakerVoiceConfig { get; set; }

    public string? LanguageCode { get; set; }
}

/// <summary>One voice.</summary>
public sealed class VoiceConfig : GeminiMessage
{
    public string? Voice { get; set; }

    public PrebuiltVoiceConfig? PrebuiltVoiceConfig { get; set; }

    public JsonElement? ReplicatedVoiceConfig { get; set; }
}

/// <summary>A voice by name.</summary>
public sealed class PrebuiltVoiceConfig : GeminiMessage
{
    public string? VoiceName { get; set; }
}

/// <summary>The voices of a dialogue: exactly two speakers.</summary>
public sealed class MultiSpeakerVoiceConfig : GeminiMessage
{
    public IList<SpeakerVoiceConfig>? SpeakerVoiceConfigs { get; set; }
}

/// <summary>The voice of one speaker of a dialogue.</summary>
public sealed class SpeakerVoiceConfig : GeminiMessage
{
    public string? Speaker { get; set; }

    public VoiceConfig? VoiceConfig { get; set; }
}

/// <summary>How speech is transcribed.</summary>
public sealed class AudioTranscriptionConfig : GeminiMessage
{
    public IList<string>? LanguageCodes { get; set; }

    public IList<string>? CustomVocabulary { get; set; }

    public bool? WordTimestamp { get; set; }

    public bool? Diarization { get; set; }

    public string? Mode { get; set; }

    public string? SourceText { get; set; }

    public JsonElement? LanguageAuto { get; set; }

    public JsonElement? LanguageHints { get; set; }

    public IList<string>? AdaptationPhrases { get; set; }
}

/// <summary>Live translation.</summary>
public sealed class TranslationConfig : GeminiMessage
{
    public string? TargetLanguageCode { get; set; }

    public bool? EchoTargetLanguage { get; set; }
}
