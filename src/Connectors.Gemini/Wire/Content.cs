using System.Text.Json;
using System.Text.Json.Serialization;

#pragma warning disable CS1591 // The API's own field names say what the members are; the API documents them.

namespace Connectors.Gemini.Wire;

/// <summary>One turn of a conversation: parts of one role (<c>user</c> or <c>model</c>).</summary>
[JsonConverter(typeof(ContentConverter))]
public sealed class Content : GeminiMessage
{
    public string? Role { get; set; }

    public IList<Part>? Parts { get; set; }
}

/// <summary>One part of a turn: exactly one payload, with optional siblings such as <c>thought</c> and <c>thoughtSignature</c>.</summary>
[JsonConverter(typeof(PartConverter))]
public sealed class Part : GeminiMessage
{
    private RareFields? _rare;

    public string? Text { get; set; }

    public Blob? InlineData { get; set; }

    public FileData? FileData { get; set; }

    public FunctionCall? FunctionCall { get; set; }

    public FunctionResponse? FunctionResponse { get; set; }

    public ExecutableCode? ExecutableCode
    {
        get => _rare?.ExecutableCode;
        set => (value is null ? _rare : Rare)?.ExecutableCode = value;
    }

    public CodeExecutionResult? CodeExecutionResult
    {
        get => _rare?.CodeExecutionResult;
        set => (value is null ? _rare : Rare)?.CodeExecutionResult = value;
    }

    public ToolCall? ToolCall
    {
        get => _rare?.ToolCall;
        set => (value is null ? _rare : Rare)?.ToolCall = value;
    }

    public ToolResponse? ToolResponse
    {
        get => _rare?.ToolResponse;
        set => (value is null ? _rare : Rare)?.ToolResponse = value;
    }

    public AudioTranscription? AudioTranscription
    {
        get => _rare?.AudioTranscription;
        set => (value is null ? _rare : Rare)?.AudioTranscription = value;
    }

    public bool? Thought { get; set; }

    public string? ThoughtSignature { get; set; }

    public PartMediaResolution? MediaResolution
    {
        get => _rare?.MediaResolution;
        set => (value is null ? _rare : Rare)?.MediaResolution = value;
    }

    public MediaProcessing? MediaProcessing
    {
        get => _rare?.MediaProcessing;
        set => (value is null ? _rare : Rare)?.MediaProcessing = value;
    }

    public VideoMetadata? VideoMetadata
    {
        get => _rare?.VideoMetadata;
        set => (value is null ? _rare : Rare)?.VideoMetadata = value;
    }

    public SpeechMetadata? SpeechMetadata
    {
        get => _rare?.SpeechMetadata;
        set => (value is null ? _rare : Rare)?.SpeechMetadata = value;
    }

    public JsonElement? PartMetadata
    {
        get => _rare?.PartMetadata;
        set => (value is null ? _rare : Rare)?.PartMetadata = value;
    }

    /// <summary>Gets whether any of the fields may be set that few parts have; where it is false, none of them need be looked at.</summary>
    internal bool MayHaveRareFields => _rare is not null;

    private RareFields Rare => _rare ??= new RareFields();

    /// <summary>What few parts have. A history has thousands of parts, and a stream one in each event.</summary>
    private sealed class RareFields
    {
        internal ExecutableCode? ExecutableCode { get; set; }

        internal CodeExecutionResult? CodeExecutionResult { get; set; }

        internal ToolCall? ToolCall { get; set; }

        internal ToolResponse? ToolResponse { get; set; }

        internal AudioTranscription? AudioTranscription { get; set; }

        internal PartMediaResolution? MediaResolution { get; set; }

        internal MediaProcessing? MediaProcessing { get; set; }

        internal VideoMetadata? VideoMetadata { get; set; }

        internal SpeechMetadata? SpeechMetadata { get; set; }

        internal JsonElement? PartMetadata { get; set; }
    }
}

/// <summary>Media bytes inside a message.</summary>
[JsonConverter(typeof(BlobConverter))]
public sealed class Blob : GeminiMessage
{
    public string? MimeType { get; set; }

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
