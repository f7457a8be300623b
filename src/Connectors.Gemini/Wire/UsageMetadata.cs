#pragma warning disable CS1591 // The API's own field names say what the members are; the API documents them.

namespace Connectors.Gemini.Wire;

/// <summary>Tokens of a request. In a stream cumulative; fields can vanish in later events.</summary>
public sealed class UsageMetadata : GeminiMessage
{
    public int? PromptTokenCount { get; set; }

    public int? CachedContentTokenCount { get; set; }

    public int? CandidatesTokenCount { get; set; }

    public int? ThoughtsTokenCount { get; set; }

    public int? ToolUsePromptTokenCount { get; set; }

    public int? TotalTokenCount { get; set; }

    public IList<ModalityTokenCount>? PromptTokensDetails { get; set; }

    public IList<ModalityTokenCount>? CandidatesTokensDetails { get; set; }

    public IList<ModalityTokenCount>? CacheTokensDetails { get; set; }

    public IList<ModalityTokenCount>? ToolUsePromptTokensDetails { get; set; }

    public ServiceTier? ServiceTier { get; set; }

    public TrafficType? TrafficType { get; set; }
}

/// <summary>Tokens of one modality; an absent count is 0.</summary>
public sealed class ModalityTokenCount : GeminiMessage
{
    public Modality? Modality { get; set; }

    public int? TokenCount { get; set; }
}
