using System.Text.Json;

#pragma warning disable CS1591 // The API's own field names say what the members are; the API documents them.

namespace Connectors.Gemini.Wire;

/// <summary>What an answer was grounded in.</summary>
public sealed class GroundingMetadata : GeminiMessage
{
    public IList<string>? WebSearchQueries { get; set; }

    public IList<string>? ImageSearchQueries { get; set; }

    public IList<string>? RetrievalQueries { get; set; }

    public SearchEntryPoint? SearchEntryPoint { get; set; }

    public IList<GroundingChunk>? GroundingChunks { get; set; }

    public IList<GroundingSupport>? GroundingSupports { get; set; }

    public RetrievalMetadata? RetrievalMetadata { get; set; }

    public string? GoogleMapsWidgetContextToken { get; set; }
}

/// <summary>The search suggestions that must be shown with a grounded answer (HTML).</summary>
public sealed class SearchEntryPoint : GeminiMessage
{
    public string? RenderedContent { get; set; }

    public string? SdkBlob { get; set; }
}

/// <summary>One source.</summary>
public sealed class GroundingChunk : GeminiMessage
{
    public WebChunk? Web { get; set; }

    public ImageChunk? Image { get; set; }

    public RetrievedContextChunk? RetrievedContext { get; set; }

    public MapsChunk? Maps { get; set; }
}

/// <summary>A web page.</summary>
public sealed class WebChunk : GeminiMessage
{
    public string? Uri { get; set; }

    public string? Title { get; set; }

    public string? Domain { get; set; }
}

/// <summary>An image from the web.</summary>
public sealed class ImageChunk : GeminiMessage
{
    public string? SourceUri { get; set; }

    public string? ImageUri { get; set; }

    public string? Title { get; set; }

    public string? Domain { get; set; }
}

/// <summary>A passage of a file.</summary>
public sealed class RetrievedContextChunk : GeminiMessage
{
    public string? Uri { get; set; }

    public string? Title { get; set; }

    public string? Text { get; set; }

    public string? FileSearchStore { get; set; }

    public int? PageNumber { get; set; }

    public string? MediaId { get; set; }

    public string? DocumentName { get; set; }

    public JsonElement? RagChunk { get; set; }

    public IList<JsonElement>? CustomMetadata { get; set; }
}

/// <summary>A place on Google Maps.</summary>
public sealed class MapsChunk : GeminiMessage
{
    public string? Uri { get; set; }

    public string? Title { get; set; }

    public string? Text { get; set; }

    public string? PlaceId { get; set; }

    public JsonElement? PlaceAnswerSources { get; set; }
}

/// <summary>Which stretch of the answer rests on which chunks.</summary>
public sealed class GroundingSupport : GeminiMessage
{
    public GroundingSegment? Segment { get; set; }

    public IList<int>? GroundingChunkIndices { get; set; }

    public IList<double>? ConfidenceScores { get; set; }

    public IList<int>? RenderedParts { get; set; }
}

/// <summary>A stretch of the answer: UTF-8 byte offsets, an absent start is 0.</summary>
public sealed class GroundingSegment : GeminiMessage
{
    public int? PartIndex { get; set; }

    public int? StartIndex { get; set; }

    public int? EndIndex { get; set; }

    public string? Text { get; set; }
}

/// <summary>How sure the service was that a search would help.</summary>
public sealed class RetrievalMetadata : GeminiMessage
{
    public double? GoogleSearchDynamicRetrievalScore { get; set; }
}

/// <summary>The pages that the model read.</summary>
public sealed class UrlContextMetadata : GeminiMessage
{
    public IList<UrlMetadata>? UrlMetadata { get; set; }
}

/// <summary>One page and whether it could be read.</summary>
public sealed class UrlMetadata : GeminiMessage
{
    public string? RetrievedUrl { get; set; }

    public string? UrlRetrievalStatus { get; set; }
}

/// <summary>Sources that the answer recites: <c>citationSources</c> on the Gemini API, <c>citations</c> on Vertex AI.</summary>
public sealed class CitationMetadata : GeminiMessage
{
    public IList<CitationSource>? CitationSources { get; set; }

    public IList<CitationSource>? Citations { get; set; }
}

/// <summary>One recited source: UTF-8 byte offsets, an absent start is 0.</summary>
public sealed class CitationSource : GeminiMessage
{
    public int? StartIndex { get; set; }

    public int? EndIndex { get; set; }

    public string? Uri { get; set; }

    public string? Title { get; set; }

    public string? License { get; set; }

    public JsonElement? PublicationDate { get; set; }
}
