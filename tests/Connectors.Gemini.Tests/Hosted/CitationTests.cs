using Connectors.Gemini.Emulator.Scripts;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Hosted;

public class CitationTests
{
    private static readonly GroundedText[] Answer =
    [
        new("Příliš žluťoučký kůň 🐎 "),
        new("úpěl ďábelské ódy. ", "https://example.org/ody", "Ódy"),
        new("A 京都 answer too.", "https://example.com/kyoto"),
    ];

    private static readonly ChatMessage Question = new(ChatRole.User, "What did the horse do?");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Regions_are_NET_characters_and_are_the_words_that_the_service_cited(bool streamed)
    {
        await using var chat = await EmulatedChat.StartAsync();
        chat.Emulator.Script.Next(Reply.Grounded("horse odes", Answer).InPieces(5));

        var answer = await chat.AskAsync([Question], streamed, new ChatOptions { Tools = [new HostedWebSearchTool()] });

        var cited = Cited(answer).ToList();
        Assert.Equal(["úpěl ďábelské ódy. ", "A 京都 answer too."], cited.Select(citation => citation.Words));
        Assert.Equal(["Ódy", "example.com"], cited.Select(citation => citation.Citation.Title));
        Assert.Equal("https://example.org/ody", cited[0].Citation.Url!.AbsoluteUri);
        Assert.Equal(["horse odes"], Assert.Single(answer.Messages[0].Contents.OfType<WebSearchToolCallContent>()).Queries);
        Assert.Equal(2, Assert.Single(answer.Messages[0].Contents.OfType<WebSearchToolResultContent>()).Outputs!.Count);
        Assert.Contains("container", (string)answer.Messages[0].Contents.OfType<WebSearchToolResultContent>().Single().AdditionalProperties!["gemini.searchEntryPoint"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_made_from_metadata_is_not_sent_back(bool streamed)
    {
        await using var chat = await EmulatedChat.StartAsync();
        chat.Emulator.Script.Next(Reply.Grounded("horse odes", Answer), Reply.Text("Ne."));
        var answer = await chat.AskAsync([Question], streamed);

        await chat.AskAsync(EmulatedChat.ThroughJson([Question, .. answer.Messages, new(ChatRole.User, "Really?")]), streamed);

        Assert.Equal(answer.Text, string.Concat(EmulatedChat.ModelParts(chat.Requests[1]).Select(part => part.GetProperty("text").GetString())));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Markdown_numbers_the_sources(bool streamed)
    {
        await using var chat = await EmulatedChat.StartAsync();
        chat.Emulator.Script.Next(Reply.Grounded("horse odes", Answer).InPieces(7));

        var markdown = (await chat.AskAsync([Question], streamed)).ToMarkdownWithSources();

        Assert.Equal("Příliš žluťoučký kůň 🐎 úpěl ďábelské ódy. [1]A 京都 answer too.[2]\n\n1. [Ódy](https://example.org/ody)\n2. [example.com](https://example.com/kyoto)\n", markdown);
    }

    [Fact]
    public async Task Where_offsets_and_words_disagree_the_nearest_words_win_and_what_is_nowhere_has_no_region()
    {
        await using var chat = await EmulatedChat.StartAsync();
        chat.Emulator.Script.Next(Reply.Text("one two one").WithGrounding(
            """
            {"groundingChunks":[{"web":{"uri":"https://a.example","title":"a"}},{"web":{"uri":"https://b.example","title":"b"}},{"web":{"uri":"https://c.example","title":"c"}}],
             "groundingSupports":[{"segment":{"startIndex":9,"endIndex":12,"text":"one"},"groundingChunkIndices":[0]},
                                  {"segment":{"startIndex":900,"endIndex":990,"text":"nowhere"},"groundingChunkIndices":[1]}]}
            """));

        var answer = await chat.AskAsync([Question], streamed: true);

        var (words, citation) = Assert.Single(Cited(answer));
        Assert.Equal(("one", "a"), (words, citation.Title));
        Assert.Equal(8, Assert.IsType<TextSpanAnnotatedRegion>(Assert.Single(citation.AnnotatedRegions!)).StartIndex);
        Assert.Equal(["a", "b", "c"], answer.Messages[0].Contents.SelectMany(content => content.Annotations ?? []).OfType<CitationAnnotation>().Select(source => source.Title));
    }

    [Fact]
    public async Task Maps_files_and_pages_are_told()
    {
        await using var chat = await EmulatedChat.StartAsync();
        chat.Emulator.Script.Next(Reply.Text("Go there.")
            .WithGrounding("""
                {"groundingChunks":[{"maps":{"uri":"https://maps.google.com/?cid=1","title":"Café","placeId":"places/1"}},
                                    {"retrievedContext":{"title":"Manual","text":"page four","fileSearchStore":"fileSearchStores/m","pageNumber":4}}]}
                """)
            .WithCandidateField("urlContextMetadata", """{"urlMetadata":[{"retrievedUrl":"https://example.org","urlRetrievalStatus":"URL_RETRIEVAL_STATUS_PAYWALL"}]}"""));

        var answer = await chat.AskAsync([Question], streamed: false);

        var sources = answer.Messages[0].Contents.SelectMany(content => content.Annotations ?? []).OfType<CitationAnnotation>().ToList();
        Assert.Equal("places/1", sources[0].AdditionalProperties!["gemini.placeId"]);
        Assert.Equal(("Manual", "page four", 4), (sources[1].FileId, sources[1].Snippet, sources[1].AdditionalProperties!["gemini.pageNumber"]));
        var pages = Assert.Single(answer.Messages[0].Contents.OfType<ToolResultContent>(), content => content.GetType() == typeof(ToolResultContent));
        Assert.Contains("PAYWALL", pages.AdditionalProperties!["gemini.urlContextMetadata"]!.ToString(), StringComparison.Ordinal);
    }

    private static IEnumerable<(string Words, CitationAnnotation Citation)> Cited(ChatResponse answer)
    {
        foreach (var content in answer.Messages.SelectMany(message => message.Contents))
        {
            var text = content is TextContent own ? own.Text : answer.Text;
            foreach (var citation in content.Annotations?.OfType<CitationAnnotation>() ?? [])
            {
                foreach (var region in citation.AnnotatedRegions?.OfType<TextSpanAnnotatedRegion>() ?? [])
                {
                    yield return (text[region.StartIndex!.Value..region.EndIndex!.Value], citation);
                }
            }
        }
    }
}
