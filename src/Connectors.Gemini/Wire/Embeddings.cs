#pragma warning disable CS1591 // The API's own field names say what the members are; the API documents them.

using System.Text.Json.Serialization;

namespace Connectors.Gemini.Wire;

/// <summary>The body of <c>models/{model}:embedContent</c>, and each item of <c>:batchEmbedContents</c>, which repeats the model.</summary>
public sealed class EmbedContentRequest : GeminiMessage
{
    public string? Model { get; set; }

    public Content? Content { get; set; }

    public string? TaskType { get; set; }

    public string? Title { get; set; }

    public int? OutputDimensionality { get; set; }

    /// <summary>Gets or sets the settings on Vertex AI.</summary>
    public EmbedContentConfig? EmbedContentConfig { get; set; }
}

/// <summary>How content is embedded (Vertex AI).</summary>
public sealed class EmbedContentConfig : GeminiMessage
{
    public string? TaskType { get; set; }

    public string? Title { get; set; }

    public int? OutputDimensionality { get; set; }

    public bool? AutoTruncate { get; set; }

    public bool? DocumentOcr { get; set; }

    public bool? AudioTrackExtraction { get; set; }
}

/// <summary>The answer of <c>:embedContent</c>.</summary>
public sealed class EmbedContentResponse : GeminiMessage
{
    public ContentEmbedding? Embedding { get; set; }

    public EmbeddingUsage? UsageMetadata { get; set; }

    public bool? Truncated { get; set; }
}

/// <summary>The answer of <c>:batchEmbedContents</c>: one vector for each item, in order.</summary>
public sealed class BatchEmbedContentsResponse : GeminiMessage
{
    public IList<ContentEmbedding>? Embeddings { get; set; }

    public EmbeddingUsage? UsageMetadata { get; set; }
}

/// <summary>A vector.</summary>
public sealed class ContentEmbedding : GeminiMessage
{
    [JsonConverter(typeof(FloatsConverter))]
    public ReadOnlyMemory<float> Values { get; set; }
}

/// <summary>Tokens of an embedding request. Its details are called differently from those of a chat.</summary>
public sealed class EmbeddingUsage : GeminiMessage
{
    public int? PromptTokenCount { get; set; }

    public IList<ModalityTokenCount>? PromptTokenDetails { get; set; }
}

/// <summary>The body of <c>:batchEmbedContents</c>; at most 100 items.</summary>
internal sealed class BatchEmbedContentsRequest : GeminiMessage
{
    public IList<EmbedContentRequest>? Requests { get; set; }
}

/// <summary>The body of <c>:predict</c> for text embeddings on Vertex AI.</summary>
internal sealed class PredictEmbeddingsRequest : GeminiMessage
{
    public IList<EmbeddingInstance>? Instances { get; set; }

    public EmbeddingParameters? Parameters { get; set; }
}

internal sealed class EmbeddingInstance : GeminiMessage
{
    public string? Content { get; set; }

    [JsonPropertyName("task_type")]
    public string? TaskType { get; set; }

    public string? Title { get; set; }
}

internal sealed class EmbeddingParameters : GeminiMessage
{
    public int? OutputDimensionality { get; set; }

    public bool? AutoTruncate { get; set; }
}

/// <summary>The answer of <c>:predict</c> for text embeddings on Vertex AI.</summary>
internal sealed class PredictEmbeddingsResponse : GeminiMessage
{
    public IList<EmbeddingPrediction>? Predictions { get; set; }
}

internal sealed class EmbeddingPrediction : GeminiMessage
{
    public PredictedEmbedding? Embeddings { get; set; }
}

internal sealed class PredictedEmbedding : GeminiMessage
{
    [JsonConverter(typeof(FloatsConverter))]
    public ReadOnlyMemory<float> Values { get; set; }

    public EmbeddingStatistics? Statistics { get; set; }
}

internal sealed class EmbeddingStatistics : GeminiMessage
{
    [JsonPropertyName("token_count")]
    public double? TokenCount { get; set; }

    public bool? Truncated { get; set; }
}
