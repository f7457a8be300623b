using System.Text.Json;
using System.Text.Json.Serialization;

#pragma warning disable CS1591 // The API's own field names say what the members are; the API documents them.

namespace Connectors.Gemini.Wire;

/// <summary>One turn of a conversation: parts of one role (<c>user</c> or <c>model</c>).</summary>
public sealed class Content : GeminiMessage
{
    public string? Role { get; set; }

    public IList<Part>? Parts { get; set; }
}

/// <summary>One part of a turn: exactly one payload, with optional siblings such as <c>thought</c> and <c>thoughtSignature</c>.</summary>
public sealed class Part : GeminiMessage
{
    public string? Text { get; set; }

    public Blob? InlineData { get; set; }

    public FileData? FileData { get; set; }

    public FunctionCall? FunctionCall { get; set; }

    public FunctionResponse? FunctionResponse { get; set; }

    public ExecutableCode? ExecutableCode { get; set; }

    public CodeExecutionResult? CodeExecutionResult { get; set; }

    public ToolCall? ToolCall { get; set; }

    public ToolResponse? ToolResponse { get; set; }

    public AudioTranscription? AudioTranscription { get; set; }

    public bool? Thought { get; set; }

    public string? ThoughtSignature { get; set; }

    public PartMediaResolution? MediaResolution { get; set; }

    public MediaProcessing? MediaProcessing { get; set; }

    public VideoMetadata? VideoMetadata { get; set; }

    public SpeechMetadata? SpeechMetadata { get; set; }

    public JsonElement? PartMetadata { get; set; }
}

/// <summary>Media bytes inside a message.</summary>
public sealed class Blob : GeminiMessage
{
    public string? MimeType { get; set; }

    [JsonConverter(typeof(Base64Converter))]
    public ReadOnlyMemory<byte>? Data { get; set; }

    public string? DisplayName { get; set; }
}

/// <summary>Media by reference: a Files API URI, <c>gs://</c>, a public https URL or a YouTube link.</summary>
public sealed class FileData : GeminiMessage
{
    public string? MimeType { get; set; }

    public string? FileUri { get; set; }

    public string? DisplayName { get; set; }
}

/// <summary>Which stretch of a video is read, and how densely. Offsets are durations such as <c>12.5s</c>.</summary>
public sealed class VideoMetadata : GeminiMessage
{
    public string? StartOffset { get; set; }

    public string? EndOffset { get; set; }

    public double? Fps { get; set; }
}

/// <summary>The token budget of one media part.</summary>
public sealed class PartMediaResolution : GeminiMessage
{
    public MediaResolution? Level { get; set; }

    public int? NumTokens { get; set; }
}

/// <summary>Who speaks a text part and how (speech models).</summary>
public sealed class SpeechMetadata : GeminiMessage
{
    public string? Speaker { get; set; }

    public string? Style { get; set; }
}

/// <summary>A piece of transcribed speech.</summary>
public sealed class AudioTranscription : GeminiMessage
{
    public string? Text { get; set; }

    public bool? Finished { get; set; }

    public string? LanguageCode { get; set; }

    public string? SpeakerLabel { get; set; }

    public IList<TranscribedWord>? Words { get; set; }

    public string? StartOffset { get; set; }

    public string? EndOffset { get; set; }
}

/// <summary>One transcribed word with its place in the audio.</summary>
public sealed class TranscribedWord : GeminiMessage
{
    public string? Word { get; set; }

    public string? StartOffset { get; set; }

    public string? EndOffset { get; set; }
}
