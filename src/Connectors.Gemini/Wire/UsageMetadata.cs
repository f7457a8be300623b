using System.Text.Json.Serialization;

#pragma warning disable CS1591 // The API's own field names say what the members are; the API documents them.

namespace Connectors.Gemini.Wire;

/// <summary>Tokens of a request. In a stream cumulative; fields can vanish in later events.</summary>
[JsonConverter(typeof(UsageMetadataConverter))]
public sealed class UsageMetadata : GeminiMessage
{
    private RareFields? _rare;

    public int? PromptTokenCount { get; set; }

    public int? CachedContentTokenCount
    {
        get => _rare?.CachedContentTokenCount;
        set => (value is null ? _rare : Rare)?.CachedContentTokenCount = value;
    }

    public int? CandidatesTokenCount { get; set; }

    public int? ThoughtsTokenCount { get; set; }

    public int? ToolUsePromptTokenCount
    {
        get => _rare?.ToolUsePromptTokenCount;
        set => (value is null ? _rare : Rare)?.ToolUsePromptTokenCount = value;
    }

    public int? TotalTokenCount { get; set; }

    public IList<ModalityTokenCount>? PromptTokensDetails { get; set; }

    public IList<ModalityTokenCount>? CandidatesTokensDetails { get; set; }

    public IList<ModalityTokenCount>? CacheTokensDetails
    {
        get => _rare?.CacheTokensDetails;
        set => (value is null ? _rare : Rare)?.CacheTokensDetails = value;
    }

    public IList<ModalityTokenCount>? ToolUsePromptTokensDetails
    {
        get => _rare?.ToolUsePromptTokensDetails;
        set => (value is null ? _rare : Rare)?.ToolUsePromptTokensDetails = value;
    }

    public ServiceTier? ServiceTier
    {
        get => _rare?.ServiceTier;
        set => (value is null ? _rare : Rare)?.ServiceTier = value;
    }

    public TrafficType? TrafficType
    {
        get => _rare?.TrafficType;
        set => (value is null ? _rare : Rare)?.TrafficType = value;
    }

    private RareFields Rare => _rare ??= new RareFields();

    /// <summary>What few answers have; usage comes with each event of a stream.</summary>
    private sealed class RareFields
    {
        internal int? CachedContentTokenCount { get; set; }

        internal int? ToolUsePromptTokenCount { get; set; }

        internal IList<ModalityTokenCount>? CacheTokensDetails { get; set; }

        internal IList<ModalityTokenCount>? ToolUsePromptTokensDetails { get; set; }

        internal ServiceTier? ServiceTier { get; set; }

        internal TrafficType? TrafficType { get; set; }
    }
}

/// <summary>Tokens of one modality; an absent count is 0.</summary>
[JsonConverter(typeof(ModalityTokenCountConverter))]
public sealed class ModalityTokenCount : GeminiMessage
{
    public Modality? Modality { get; set; }

    public int? TokenCount { get; set; }
}
