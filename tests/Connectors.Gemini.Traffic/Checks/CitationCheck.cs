using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Traffic;

/// <summary>At least one citation where the service grounded; every region is exactly a text that the service cited.</summary>
internal static class CitationCheck
{
    public static string? Failure(ExchangeRun run)
    {
        if (run.Answer is not { } answer)
        {
            return TrafficChecks.NoAnswer(run);
        }

        var citations = 0;
        foreach (var content in answer.Messages.SelectMany(message => message.Contents))
        {
            // A content with text is cited in its own text, a bare one (the end of a stream) in the text of the answer.
            var text = content is TextContent own ? own.Text : answer.Text;
            foreach (var citation in content.Annotations?.OfType<CitationAnnotation>() ?? [])
            {
                citations++;
                foreach (var region in citation.AnnotatedRegions?.OfType<TextSpanAnnotatedRegion>() ?? [])
                {
                    var start = region.StartIndex ?? 0;
                    var end = region.EndIndex ?? text.Length;
                    if (start < 0 || end < start || end > text.Length || !run.Expected.CitedTexts.Any(cited => IsCited(text, start, end, cited)))
                    {
                        return $"the region {start}..{end} is not a text that the service cited";
                    }
                }
            }
        }

        return citations > 0 ? null : $"no citation, {run.Expected.CitedTexts.Count} texts were cited";
    }

    // A cited text that crosses contents is split at their edges.
    private static bool IsCited(string text, int start, int end, string cited)
    {
        var region = text[start..end];
        return region == cited
            || (region.Length > 0 && end == text.Length && cited.StartsWith(region, StringComparison.Ordinal))
            || (region.Length > 0 && start == 0 && cited.EndsWith(region, StringComparison.Ordinal));
    }
}
