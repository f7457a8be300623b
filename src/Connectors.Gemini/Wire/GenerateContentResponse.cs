using System.Net.Http.Headers;
using System.Text.Json.Serialization;

#pragma warning disable CS1591 // The API's own field names say what the members are; the API documents them.

namespace Connectors.Gemini.Wire;

/// <summary>The answer of <c>:generateContent</c>, and each event of <c>:streamGenerateContent</c>.</summary>
[JsonConverter(typeof(GenerateContentResponseConverter))]
public sealed class GenerateContentResponse : GeminiMessage
{
    public IList<Candidate>? Candidates { get; set; }

    public PromptFeedback? PromptFeedback { get; set; }

    public UsageMetadata? UsageMetadata { get; set; }

    public string? ModelVersion { get; set; }

    public string? ResponseId { get; set; }

    public ModelStatus? ModelStatus { get; set; }

    public string? CreateTime { get; set; }

    /// <summary>Gets or sets the headers of the HTTP response that this message came in; the same object for every event of a stream. Not part of the JSON.</summary>
    [JsonIgnore]
    public HttpResponseHeaders? ResponseHeaders { get; set; }
}

/// <summary>One answer.</summary>
[JsonConverter(typeof(CandidateConverter))]
public sealed class Candidate : GeminiMessage
{
    private RareFields? _rare;

    public Content? Content { get; set; }

    public FinishReason? FinishReason { get; set; }

    public string? FinishMessage
    {
        get => _rare?.FinishMessage;
        set => (value is null ? _rare : Rare)?.FinishMessage = value;
    }

    public int? Index { get; set; }

    public IList<SafetyRating>? SafetyRatings
    {
        get => _rare?.SafetyRatings;
        set => (value is null ? _rare : Rare)?.SafetyRatings = value;
    }

    public CitationMetadata? CitationMetadata
    {
        get => _rare?.CitationMetadata;
        set => (value is null ? _rare : Rare)?.CitationMetadata = value;
    }

    public int? TokenCount
    {
        get => _rare?.TokenCount;
        set => (value is null ? _rare : Rare)?.TokenCount = value;
    }

    public double? AvgLogprobs
    {
        get => _rare?.AvgLogprobs;
        set => (value is null ? _rare : Rare)?.AvgLogprobs = value;
    }

    public LogprobsResult? LogprobsResult
    {
        get => _rare?.LogprobsResult;
        set => (value is null ? _rare : Rare)?.LogprobsResult = value;
    }

    public GroundingMetadata? GroundingMetadata
    {
        get => _rare?.GroundingMetadata;
        set => (value is null ? _rare : Rare)?.GroundingMetadata = value;
    }

    public UrlContextMetadata? UrlContextMetadata
    {
        get => _rare?.UrlContextMetadata;
        set => (value is null ? _rare : Rare)?.UrlContextMetadata = value;
    }

    public string? ContinuationToken
    {
        get => _rare?.ContinuationToken;
        set => (value is null ? _rare : Rare)?.ContinuationToken = value;
    }

    private RareFields Rare => _rare ??= new RareFields();

    /// <summary>What few events of a stream have, mostly the last one.</summary>
    private sealed class RareFields
    {
        internal string? FinishMessage { get; set; }

        internal IList<SafetyRating>? SafetyRatings { get; set; }

        internal CitationMetadata? CitationMetadata { get; set; }

        internal int? TokenCount { get; set; }

        internal double? AvgLogprobs { get; set; }

        internal LogprobsResult? LogprobsResult { get; set; }

        internal GroundingMetadata? GroundingMetadata { get; set; }

        internal UrlContextMetadata? UrlContextMetadata { get; set; }

        internal string? ContinuationToken { get; set; }
    }
}

/// <summary>Why a prompt was blocked.</summary>
public sealed class PromptFeedback : GeminiMessage
{
    public BlockReason? BlockReason { get; set; }

    public string? BlockReasonMessage { get; set; }

    public IList<SafetyRating>? SafetyRatings { get; set; }
}

/// <summary>How probable one kind of harm is.</summary>
public sealed class SafetyRating : GeminiMessage
{
    public HarmCategory? Category { get; set; }

    public HarmProbability? Probability { get; set; }

    public bool? Blocked { get; set; }

    public double? ProbabilityScore { get; set; }

    public string? Severity { get; set; }

    public double? SeverityScore { get; set; }
}

/// <summary>Where a model stands between experiment and retirement.</summary>
public sealed class ModelStatus : GeminiMessage
{
    public ModelStage? ModelStage { get; set; }

    public string? RetirementTime { get; set; }

    public string? Message { get; set; }
}

/// <summary>Log probabilities of the answer's tokens.</summary>
public sealed class LogprobsResult : GeminiMessage
{
    public IList<LogprobsCandidate>? ChosenCandidates { get; set; }

    public IList<LogprobsTopCandidates>? TopCandidates { get; set; }

    public double? LogProbabilitySum { get; set; }
}

/// <summary>One token and its log probability.</summary>
public sealed class LogprobsCandidate : GeminiMessage
{
    public string? Token { get; set; }

    public int? TokenId { get; set; }

    public double? LogProbability { get; set; }
}

/// <summary>The likeliest tokens at one place.</summary>
public sealed class LogprobsTopCandidates : GeminiMessage
{
    public IList<LogprobsCandidate>? Candidates { get; set; }
}
