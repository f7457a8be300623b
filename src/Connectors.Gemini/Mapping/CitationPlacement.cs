using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Mapping;

/// <summary>Where citations stand: of a whole answer on the texts that they lie in, relative to them; of a stream on one bare content at its end, relative to the text of the response.</summary>
internal static class CitationPlacement
{
    internal static AIContent Bare(List<CitationAnnotation> citations) =>
        new() { Annotations = [.. citations], AdditionalProperties = new() { [GroundingMapping.Mark] = true } };

    /// <param name="citations">Citations with places in the joined text.</param>
    /// <param name="whole">The contents of the answer.</param>
    /// <param name="end">Takes a bare content with the citations that have no place.</param>
    internal static void Place(List<CitationAnnotation> citations, List<AIContent> whole, List<AIContent> end)
    {
        var without = new List<CitationAnnotation>();
        foreach (var citation in citations)
        {
            if (citation.AnnotatedRegions is [TextSpanAnnotatedRegion { StartIndex: { } start, EndIndex: { } finish }])
            {
                Place(citation, start, finish, whole);
            }
            else
            {
                without.Add(citation);
            }
        }

        if (without.Count > 0)
        {
            end.Add(Bare(without));
        }
    }

    private static void Place(CitationAnnotation citation, int start, int end, List<AIContent> whole)
    {
        var offset = 0;
        var isFirst = true;
        foreach (var content in whole)
        {
            if (content is not TextContent { Text: { Length: > 0 } text })
            {
                continue;
            }

            var from = Math.Max(start, offset) - offset;
            var to = Math.Min(end, offset + text.Length) - offset;
            offset += text.Length;
            if (from >= to)
            {
                continue;
            }

            // A stretch that goes over several texts is cut: each text gets a citation of its part.
            var placed = isFirst ? citation : Copy(citation);
            isFirst = false;
            placed.AnnotatedRegions = [new TextSpanAnnotatedRegion { StartIndex = from, EndIndex = to }];
            (content.Annotations ??= []).Add(placed);
        }
    }

    private static CitationAnnotation Copy(CitationAnnotation citation) => new()
    {
        Title = citation.Title,
        Url = citation.Url,
        FileId = citation.FileId,
        ToolName = citation.ToolName,
        Snippet = citation.Snippet,
        RawRepresentation = citation.RawRepresentation,
        AdditionalProperties = citation.AdditionalProperties,
    };
}
