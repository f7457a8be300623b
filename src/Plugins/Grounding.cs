using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Plugins;

/// <summary>Reads what an answer rests on from its contents.</summary>
internal static class Grounding
{
    private const string SearchEntryPoint = "gemini.searchEntryPoint";
    private const int MaxSupports = 50;

    internal static GroundedAnswer Read(ChatResponse response, bool withSuggestions = false)
    {
        var text = RequireText(response);
        var contents = response.Messages.SelectMany(message => message.Contents).ToList();
        var sources = new List<CitationAnnotation>();
        var supports = new List<SupportedText>();
        foreach (var content in contents)
        {
            foreach (var citation in content.Annotations?.OfType<CitationAnnotation>() ?? [])
            {
                var number = Number(citation, sources);
                foreach (var region in citation.AnnotatedRegions?.OfType<TextSpanAnnotatedRegion>() ?? [])
                {
                    if (supports.Count < MaxSupports && Words(content, text, region) is { } words)
                    {
                        supports.Add(new SupportedText(words, number));
                    }
                }
            }
        }

        var queries = contents.OfType<WebSearchToolCallContent>().SelectMany(call => call.Queries ?? []).ToList();
        var pages = contents.OfType<ToolResultContent>().SelectMany(result => result.RawRepresentation as IEnumerable<UrlMetadata> ?? []).ToList();
        return new GroundedAnswer
        {
            Answer = PluginText.Bound(response.ToMarkdownWithSources().TrimEnd()),
            Sources = [.. sources.Select((source, i) => new GroundingSource(i + 1, source.Title ?? source.FileId, source.Url?.AbsoluteUri))],
            Supports = supports,
            Queries = queries.Count > 0 ? queries : null,
            Pages = pages.Count > 0 ? [.. pages.Select(page => new PageStatus(page.RetrievedUrl ?? "", page.UrlRetrievalStatus ?? ""))] : null,
            SearchSuggestionsHtml = withSuggestions ? contents.Select(content => content.AdditionalProperties?.GetValueOrDefault(SearchEntryPoint)).OfType<string>().FirstOrDefault() : null,
        };
    }

    /// <exception cref="PluginException">The answer has no words: it was blocked, say.</exception>
    internal static string RequireText(ChatResponse response) => response.Text.Length > 0
        ? response.Text
        : throw new PluginException(response.Messages.SelectMany(message => message.Contents).OfType<ErrorContent>().FirstOrDefault()?.Message ?? $"The answer has no text. Finish reason: {response.FinishReason?.Value ?? "none given"}.");

    // The same order and the same sameness as in the answer's marks.
    private static int Number(CitationAnnotation citation, List<CitationAnnotation> sources)
    {
        var known = sources.FindIndex(source => source.Url == citation.Url && source.FileId == citation.FileId && source.Title == citation.Title);
        if (known < 0)
        {
            sources.Add(citation);
            known = sources.Count - 1;
        }

        return known + 1;
    }

    /// <summary>A text is cited in its own characters, a bare content in those of the whole answer.</summary>
    private static string? Words(AIContent content, string answer, TextSpanAnnotatedRegion region)
    {
        var text = content is TextContent own ? own.Text : answer;
        return region is { StartIndex: { } start, EndIndex: { } end } && start >= 0 && end <= text.Length && start < end ? text[start..end] : null;
    }
}
