using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini;

/// <summary>Answers with their sources.</summary>
public static class GeminiCitationExtensions
{
    /// <summary>
    /// The text of an answer with numbered sources, as Markdown: <c>[1]</c> after each stretch that a source supports, and the list of sources at the end. Works on answers that came at once
    /// and on streamed ones (<c>updates.ToChatResponse()</c>), of any client that gives <see cref="CitationAnnotation"/>s.
    /// </summary>
    /// <param name="response">The answer.</param>
    /// <returns>The Markdown; the plain text where nothing is cited.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="response"/> is <see langword="null"/>.</exception>
    public static string ToMarkdownWithSources(this ChatResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        var sources = new List<CitationAnnotation>();
        var markdown = new StringBuilder();
        foreach (var message in response.Messages)
        {
            if (message.Text.Length > 0 && markdown.Length > 0)
            {
                markdown.Append("\n\n");
            }

            AppendWithMarks(message, sources, markdown);
        }

        if (sources.Count > 0)
        {
            AppendSources(sources, markdown);
        }

        return markdown.ToString();
    }

    private static void AppendWithMarks(ChatMessage message, List<CitationAnnotation> sources, StringBuilder markdown)
    {
        var text = message.Text;
        var marks = new SortedDictionary<int, List<int>>();
        var offset = 0;
        foreach (var content in message.Contents)
        {
            // A text is cited in its own characters, a bare content at the end of a stream in those of the whole answer.
            var from = content is TextContent ? offset : 0;
            foreach (var citation in content.Annotations?.OfType<CitationAnnotation>() ?? [])
            {
                Mark(citation, from, Number(citation, sources), marks);
            }

            if (content is TextContent { Text: { } own })
            {
                offset += own.Length;
            }
        }

        var done = 0;
        foreach (var (end, numbers) in marks)
        {
            var place = Math.Clamp(end, done, text.Length);
            markdown.Append(text, done, place - done);
            foreach (var number in numbers)
            {
                markdown.Append(CultureInfo.InvariantCulture, $"[{number}]");
            }

            done = place;
        }

        markdown.Append(text, done, text.Length - done);
    }

    private static void Mark(CitationAnnotation citation, int offset, int number, SortedDictionary<int, List<int>> marks)
    {
        foreach (var region in citation.AnnotatedRegions?.OfType<TextSpanAnnotatedRegion>() ?? [])
        {
            if (region.EndIndex is not { } end)
            {
                continue;
            }

            if (!marks.TryGetValue(offset + end, out var numbers))
            {
                marks.Add(offset + end, numbers = []);
            }

            if (!numbers.Contains(number))
            {
                numbers.Add(number);
            }
        }
    }

    private static int Number(CitationAnnotation citation, List<CitationAnnotation> sources)
    {
        var known = sources.FindIndex(source => source.Url == citation.Url && source.FileId == citation.FileId && source.Title == citation.Title);
        if (known >= 0)
        {
            return known + 1;
        }

        sources.Add(citation);
        return sources.Count;
    }

    private static void AppendSources(List<CitationAnnotation> sources, StringBuilder markdown)
    {
        markdown.Append("\n\n");
        for (var i = 0; i < sources.Count; i++)
        {
            var (title, url) = (sources[i].Title, sources[i].Url);
            var name = title ?? sources[i].FileId ?? url?.AbsoluteUri ?? "source";
            markdown.Append(CultureInfo.InvariantCulture, $"{i + 1}. ").Append(url is null ? name : $"[{Escape(name)}]({url.AbsoluteUri})").Append('\n');
        }
    }

    private static string Escape(string text) => text.Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal);
}
