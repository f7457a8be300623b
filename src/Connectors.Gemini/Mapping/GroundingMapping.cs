using System.Text.Json;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Mapping;

/// <summary>
/// What an answer was grounded in, gathered over the events of a stream: sources, queries and pages as M.E.AI's web search contents, citations as annotations.
/// These contents tell what the service did; none of them is a part, and none goes back.
/// </summary>
internal sealed class GroundingMapping
{
    /// <summary>Marks contents that were made from metadata and are not sent.</summary>
    internal const string Mark = "gemini.grounding";

    internal const string Metadata = "gemini.groundingMetadata";
    internal const string SearchEntryPoint = "gemini.searchEntryPoint";
    internal const string UrlContext = "gemini.urlContextMetadata";

    private readonly List<GroundingChunk> _chunks = [];
    private readonly List<GroundingSupport> _supports = [];
    private readonly List<CitationSource> _citations = [];
    private readonly List<string> _queries = [];
    private readonly List<UrlMetadata> _pages = [];
    private SearchEntryPoint? _entryPoint;
    private int _chunksBefore;
    private int _supportsBefore;
    private int _bytesBefore;
    private GroundingMetadata? _last;

    /// <summary>From now on indices and offsets count from here: the answer goes on in another request.</summary>
    /// <param name="bytes">The UTF-8 length of the answer's text so far.</param>
    internal void BeginHop(int bytes)
    {
        _chunksBefore = _chunks.Count;
        _supportsBefore = _supports.Count;
        _bytesBefore = bytes;
    }

    internal void Add(Candidate candidate)
    {
        if (candidate.GroundingMetadata is { } grounding)
        {
            Add(grounding);
        }

        foreach (var page in candidate.UrlContextMetadata?.UrlMetadata ?? [])
        {
            if (page is not null && !_pages.Exists(known => known.RetrievedUrl == page.RetrievedUrl))
            {
                _pages.Add(page);
            }
        }

        foreach (var source in candidate.CitationMetadata?.CitationSources ?? candidate.CitationMetadata?.Citations ?? [])
        {
            if (source is not null && Shift(source) is var shifted && !_citations.Exists(known => known.StartIndex == shifted.StartIndex && known.EndIndex == shifted.EndIndex && known.Uri == shifted.Uri))
            {
                _citations.Add(shifted);
            }
        }
    }

    /// <summary>The citations, with places in the joined text of the answer.</summary>
    internal List<CitationAnnotation> Citations(string text) => new CitationMapping(text).Read(_supports, _chunks, _citations);

    /// <summary>The searches and the pages that were read, as calls and results.</summary>
    /// <param name="searchId">The id of a search that the answer shows as a part of its own, if it does.</param>
    internal IEnumerable<AIContent> Contents(string? searchId)
    {
        if (_queries.Count > 0 || _entryPoint is not null || _chunks.Exists(static chunk => chunk.Web is not null || chunk.Image is not null))
        {
            var id = searchId ?? HostedPartMapping.NewId();
            if (searchId is null)
            {
                yield return new WebSearchToolCallContent(id) { Queries = _queries, RawRepresentation = _last, AdditionalProperties = new() { [Mark] = true } };
            }

            yield return new WebSearchToolResultContent(id) { Outputs = Sources(), RawRepresentation = _last, AdditionalProperties = Properties() };
        }
        else if (_chunks.Count > 0)
        {
            yield return new AIContent { RawRepresentation = _last, AdditionalProperties = Properties() };
        }

        if (_pages.Count > 0)
        {
            var id = HostedPartMapping.NewId();
            yield return new ToolCallContent(id) { AdditionalProperties = new() { [Mark] = true, [HostedPartMapping.ToolType] = ServerToolType.UrlContext.Value } };
            yield return new ToolResultContent(id)
            {
                RawRepresentation = _pages,
                AdditionalProperties = new()
                {
                    [Mark] = true,
                    [HostedPartMapping.ToolType] = ServerToolType.UrlContext.Value,
                    [UrlContext] = JsonSerializer.SerializeToElement(new UrlContextMetadata { UrlMetadata = _pages }, WireJson.Instance.UrlContextMetadata),
                },
            };
        }
    }

    private void Add(GroundingMetadata grounding)
    {
        if (grounding is { GroundingChunks: null, GroundingSupports: null, WebSearchQueries: null, SearchEntryPoint: null, ImageSearchQueries: null, RetrievalQueries: null })
        {
            return;
        }

        _last = grounding;
        _entryPoint = grounding.SearchEntryPoint ?? _entryPoint;
        foreach (var query in (grounding.WebSearchQueries ?? []).Concat(grounding.ImageSearchQueries ?? []))
        {
            if (query is { Length: > 0 } && !_queries.Contains(query, StringComparer.Ordinal))
            {
                _queries.Add(query);
            }
        }

        // Indices count over all events of a request. An event brings the new chunks; one that begins as the list so far brings the whole list again.
        // A null, which the service does not send, keeps its place.
        List<GroundingChunk> chunks = [.. (grounding.GroundingChunks ?? []).Select(static chunk => chunk ?? new GroundingChunk())];
        var known = _chunks.Count - _chunksBefore;
        if (known > 0 && chunks.Count >= known && Uri(chunks[0]) is { } first && first == Uri(_chunks[_chunksBefore]))
        {
            _chunks.RemoveRange(_chunksBefore, known);
            _supports.RemoveRange(_supportsBefore, _supports.Count - _supportsBefore);
        }

        _chunks.AddRange(chunks);
        foreach (var support in grounding.GroundingSupports ?? [])
        {
            if (support is not null)
            {
                _supports.Add(Shift(support));
            }
        }
    }

    private GroundingSupport Shift(GroundingSupport support) => _chunksBefore == 0 && _bytesBefore == 0 ? support : new GroundingSupport
    {
        Segment = support.Segment is not { } segment ? null : new GroundingSegment
        {
            StartIndex = (segment.StartIndex ?? 0) + _bytesBefore,
            EndIndex = segment.EndIndex + _bytesBefore,
            Text = segment.Text,
        },
        GroundingChunkIndices = support.GroundingChunkIndices?.Select(index => index + _chunksBefore).ToList(),
        ConfidenceScores = support.ConfidenceScores,
    };

    private CitationSource Shift(CitationSource source) => _bytesBefore == 0 ? source : new CitationSource
    {
        StartIndex = (source.StartIndex ?? 0) + _bytesBefore,
        EndIndex = source.EndIndex + _bytesBefore,
        Uri = source.Uri,
        Title = source.Title,
        License = source.License,
        PublicationDate = source.PublicationDate,
    };

    private List<AIContent> Sources()
    {
        var sources = new List<AIContent>();
        foreach (var chunk in _chunks)
        {
            if (Uri(chunk) is { } uri && System.Uri.TryCreate(uri, UriKind.Absolute, out var address))
            {
                sources.Add(new UriContent(address, "text/html") { RawRepresentation = chunk, AdditionalProperties = CitationMapping.Title(chunk) is { } title ? new() { ["title"] = title } : null });
            }
        }

        return sources;
    }

    private AdditionalPropertiesDictionary Properties()
    {
        var all = new GroundingMetadata
        {
            WebSearchQueries = _queries.Count > 0 ? _queries : null,
            GroundingChunks = _chunks.Count > 0 ? _chunks : null,
            GroundingSupports = _supports.Count > 0 ? _supports : null,
            SearchEntryPoint = _entryPoint,
            RetrievalMetadata = _last?.RetrievalMetadata,
            GoogleMapsWidgetContextToken = _last?.GoogleMapsWidgetContextToken,
        };
        var properties = new AdditionalPropertiesDictionary { [Mark] = true, [Metadata] = JsonSerializer.SerializeToElement(all, WireJson.Instance.GroundingMetadata) };
        if (_entryPoint?.RenderedContent is { } html)
        {
            properties[SearchEntryPoint] = html;
        }

        return properties;
    }

    private static string? Uri(GroundingChunk chunk) => chunk.Web?.Uri ?? chunk.Image?.SourceUri ?? chunk.Maps?.Uri ?? chunk.RetrievedContext?.Uri;
}
