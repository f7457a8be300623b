using System.Text;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Mapping;

/// <summary>
/// Places of citations. The service counts UTF-8 bytes over the joined text of the answer; .NET counts UTF-16 characters.
/// Where a place and the service's own words for it disagree, the words win: their nearest occurrence.
/// </summary>
internal sealed class CitationMapping(string text)
{
    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(text);

    internal List<CitationAnnotation> Read(List<GroundingSupport> supports, List<GroundingChunk> chunks, List<CitationSource> recited)
    {
        var annotations = new List<CitationAnnotation>();
        var cited = new HashSet<int>();
        foreach (var support in supports)
        {
            var region = support.Segment is { } segment ? Region(segment.StartIndex ?? 0, segment.EndIndex, segment.Text) : null;
            for (var i = 0; i < (support.GroundingChunkIndices?.Count ?? 0); i++)
            {
                var index = support.GroundingChunkIndices![i];
                if (index < 0 || index >= chunks.Count)
                {
                    continue;
                }

                cited.Add(index);
                var annotation = Annotation(chunks[index]);
                annotation.AnnotatedRegions = region is null ? null : [region];
                if (support.ConfidenceScores is { } scores && i < scores.Count)
                {
                    (annotation.AdditionalProperties ??= [])["gemini.confidence"] = scores[i];
                }

                annotations.Add(annotation);
            }
        }

        // A source that no stretch of the answer names is a source all the same.
        for (var i = 0; i < chunks.Count; i++)
        {
            if (!cited.Contains(i))
            {
                annotations.Add(Annotation(chunks[i]));
            }
        }

        foreach (var source in recited)
        {
            var annotation = new CitationAnnotation { Title = source.Title, Url = Address(source.Uri), RawRepresentation = source };
            annotation.AnnotatedRegions = Region(source.StartIndex ?? 0, source.EndIndex, words: null) is { } region ? [region] : null;
            if (source.License is { Length: > 0 } license)
            {
                annotation.AdditionalProperties = new() { ["gemini.license"] = license };
            }

            annotations.Add(annotation);
        }

        return annotations;
    }

    internal static string? Title(GroundingChunk chunk) => chunk.Web?.Title ?? chunk.Image?.Title ?? chunk.Maps?.Title ?? chunk.RetrievedContext?.Title;

    private static CitationAnnotation Annotation(GroundingChunk chunk)
    {
        var annotation = new CitationAnnotation { Title = Title(chunk), RawRepresentation = chunk };
        var properties = new AdditionalPropertiesDictionary();
        switch (chunk)
        {
            case { Web: { } web }:
                annotation.Url = Address(web.Uri);
                annotation.ToolName = "google_search";
                Keep(properties, "gemini.domain", web.Domain);
                break;
            case { Image: { } image }:
                annotation.Url = Address(image.SourceUri);
                annotation.ToolName = "google_search";
                Keep(properties, "gemini.imageUri", image.ImageUri);
                Keep(properties, "gemini.domain", image.Domain);
                break;
            case { Maps: { } maps }:
                annotation.Url = Address(maps.Uri);
                annotation.Snippet = maps.Text;
                annotation.ToolName = "google_maps";
                Keep(properties, "gemini.placeId", maps.PlaceId);
                break;
            case { RetrievedContext: { } file }:
                annotation.Url = Address(file.Uri);
                annotation.Snippet = file.Text;
                annotation.FileId = file.DocumentName ?? file.MediaId ?? file.Title;
                // The retrieval tools of Vertex AI name a document or a chunk, and no store.
                annotation.ToolName = file is { FileSearchStore: null, DocumentName: not null } or { FileSearchStore: null, RagChunk: not null } ? "retrieval" : "file_search";
                Keep(properties, "gemini.fileSearchStore", file.FileSearchStore);
                Keep(properties, "gemini.mediaId", file.MediaId);
                if (file.PageNumber is { } page)
                {
                    properties["gemini.pageNumber"] = page;
                }

                break;
            default:
                break;
        }

        annotation.AdditionalProperties = properties.Count > 0 ? properties : null;
        return annotation;
    }

    private static void Keep(AdditionalPropertiesDictionary properties, string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            properties[key] = value;
        }
    }

    private static Uri? Address(string? uri) => Uri.TryCreate(uri, UriKind.Absolute, out var address) ? address : null;

    private TextSpanAnnotatedRegion? Region(int startByte, int? endByte, string? words)
    {
        var start = Character(startByte);
        var end = Character(endByte ?? _bytes.Length);
        if (!string.IsNullOrEmpty(words) && (start > end || !text.AsSpan(start, end - start).SequenceEqual(words)))
        {
            if (Nearest(words, start) is not { } found)
            {
                return null;
            }

            (start, end) = (found, found + words.Length);
        }

        return start < end ? new TextSpanAnnotatedRegion { StartIndex = start, EndIndex = end } : null;
    }

    /// <summary>The character at a byte; a byte inside a character counts as the character's beginning.</summary>
    private int Character(int offset)
    {
        var place = Math.Clamp(offset, 0, _bytes.Length);
        while (place > 0 && place < _bytes.Length && (_bytes[place] & 0xC0) == 0x80)
        {
            place--;
        }

        return Encoding.UTF8.GetCharCount(_bytes.AsSpan(0, place));
    }

    private int? Nearest(string words, int place)
    {
        var after = text.IndexOf(words, Math.Min(place, text.Length), StringComparison.Ordinal);
        var before = text.LastIndexOf(words, Math.Min(place + words.Length, text.Length) is var from && from > 0 ? from - 1 : 0, StringComparison.Ordinal);
        return (before, after) switch
        {
            ( < 0, < 0) => null,
            ( < 0, _) => after,
            (_, < 0) => before,
            _ => place - before <= after - place ? before : after,
        };
    }
}
