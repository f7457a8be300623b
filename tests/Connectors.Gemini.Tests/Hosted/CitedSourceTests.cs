using Connectors.Gemini.Tests.Chat;
using Microsoft.Extensions.AI;
using static Connectors.Gemini.Tests.Chat.Conversation;

namespace Connectors.Gemini.Tests.Hosted;

/// <summary>What becomes of each kind of source, and of places that are odd.</summary>
public class CitedSourceTests
{
    private readonly FakeService _service = new();

    [Fact]
    public async Task Each_kind_of_source_keeps_what_it_says()
    {
        var citations = await CitationsAsync("a", """
            "groundingMetadata":{"groundingChunks":[
              {"web":{"uri":"https://w.example/","title":"w","domain":"w.example"}},
              {"image":{"sourceUri":"https://i.example/","imageUri":"https://i.example/i.png","title":"i","domain":"i.example"}},
              {"maps":{"uri":"https://m.example/","title":"m","text":"open","placeId":"places/1"}},
              {"retrievedContext":{"uri":"https://r.example/","title":"r","text":"words","documentName":"doc","mediaId":"med","fileSearchStore":"store","pageNumber":3}},
              {"retrievedContext":{"title":"only title","mediaId":"med"}},
              {"retrievedContext":{"title":"only title"}},
              {"retrievedContext":{"documentName":"projects/p/document"}},
              {"retrievedContext":{"text":"a chunk","ragChunk":{"text":"a chunk"}}}]}
            """);

        Assert.Equal(["w", "i", "m", "r", "only title", "only title", null, null], citations.Select(citation => citation.Title));
        Assert.Equal(["https://w.example/", "https://i.example/", "https://m.example/", "https://r.example/", null, null, null, null], citations.Select(citation => citation.Url?.AbsoluteUri));
        Assert.Equal(["google_search", "google_search", "google_maps", "file_search", "file_search", "file_search", "retrieval", "retrieval"], citations.Select(citation => citation.ToolName));
        Assert.Equal([null, null, "open", "words", null, null, null, "a chunk"], citations.Select(citation => citation.Snippet));
        Assert.Equal([null, null, null, "doc", "med", "only title", "projects/p/document", null], citations.Select(citation => citation.FileId));
        Assert.Equal("w.example", Property(citations[0], "gemini.domain"));
        Assert.Equal(("i.example", "https://i.example/i.png"), (Property(citations[1], "gemini.domain"), Property(citations[1], "gemini.imageUri")));
        Assert.Equal("places/1", Property(citations[2], "gemini.placeId"));
        Assert.Equal(("store", "med", 3), (Property(citations[3], "gemini.fileSearchStore"), Property(citations[3], "gemini.mediaId"), citations[3].AdditionalProperties!["gemini.pageNumber"]));
        Assert.Null(citations[5].AdditionalProperties);
    }

    [Theory]
    [InlineData("""{"segment":{"startIndex":4,"endIndex":7,"text":"two"}}""", "two")]
    [InlineData("""{"segment":{"startIndex":4,"endIndex":7}}""", "two")]
    [InlineData("""{"segment":{"endIndex":3}}""", "one")]
    [InlineData("""{"segment":{"startIndex":4}}""", "two žz one")]
    [InlineData("""{"segment":{"startIndex":9,"endIndex":10}}""", "ž")]
    [InlineData("""{"segment":{"startIndex":8,"endIndex":11}}""", "žz")]
    [InlineData("""{"segment":{"startIndex":7,"endIndex":4,"text":"two"}}""", "two")]
    [InlineData("""{"segment":{"startIndex":7,"endIndex":4}}""", null)]
    [InlineData("""{"segment":{"startIndex":1,"endIndex":4,"text":"one"}}""", "one@0")]
    [InlineData("""{"segment":{"startIndex":9,"endIndex":12,"text":"one"}}""", "one@11")]
    [InlineData("""{"segment":{"startIndex":500,"endIndex":600,"text":"one"}}""", "one@11")]
    [InlineData("""{"segment":{"startIndex":0,"endIndex":3,"text":"three"}}""", null)]
    [InlineData("""{"segment":{"startIndex":500,"endIndex":600}}""", null)]
    [InlineData("""{"confidenceScores":[0.5]}""", null)]
    public async Task A_region_is_where_the_words_are(string support, string? words)
    {
        const string Text = "one two žz one";
        var citation = Assert.Single(await CitationsAsync(
            Text,
            """ "groundingMetadata":{"groundingChunks":[{"web":{"uri":"https://w.example/"}}],"groundingSupports":[{"groundingChunkIndices":[-1,0,1], """ + support[1..] + "]}"));

        if (words is null)
        {
            Assert.Null(citation.AnnotatedRegions);
            return;
        }

        var region = Assert.IsType<TextSpanAnnotatedRegion>(Assert.Single(citation.AnnotatedRegions!));
        var place = words.Split('@');
        Assert.Equal(place[0], Text[region.StartIndex!.Value..region.EndIndex!.Value]);
        if (place.Length > 1)
        {
            Assert.Equal(int.Parse(place[1], System.Globalization.CultureInfo.InvariantCulture), region.StartIndex);
        }
    }

    [Fact]
    public async Task Confidence_stands_beside_its_source()
    {
        var citations = await CitationsAsync("a", """
            "groundingMetadata":{"groundingChunks":[{"web":{"uri":"https://1.example/","domain":"d"}},{"web":{"uri":"https://2.example/"}},{"web":{"uri":"https://3.example/"}}],
             "groundingSupports":[{"segment":{"endIndex":1,"text":"a"},"groundingChunkIndices":[0,1,2],"confidenceScores":[0.5,0.25]}]}
            """);

        Assert.Equal([0.5, 0.25, null], citations.Select(citation => citation.AdditionalProperties?.GetValueOrDefault("gemini.confidence") as double?));
        Assert.Equal("d", Property(citations[0], "gemini.domain"));
    }

    [Theory]
    [InlineData("citationSources")]
    [InlineData("citations")]
    public async Task Recited_sources_are_cited_once_with_their_licence(string field)
    {
        var citations = await CitationsAsync("to be or not", $$"""
            "citationMetadata":{"{{field}}":[{"startIndex":3,"endIndex":5,"uri":"https://a.example/","title":"A","license":"mit"},{"startIndex":3,"endIndex":5,"uri":"https://a.example/"},
              {"startIndex":3,"endIndex":8,"uri":"https://a.example/"},{"endIndex":5,"uri":"https://a.example/"},{"startIndex":3,"endIndex":5,"uri":"https://b.example/","license":""}]}
            """);

        Assert.Equal([(3, 5), (3, 8), (0, 5), (3, 5)], citations.Select(citation => ((TextSpanAnnotatedRegion)citation.AnnotatedRegions![0]) is var region ? (region.StartIndex!.Value, region.EndIndex!.Value) : default));
        Assert.Equal(("A", "https://a.example/", "mit"), (citations[0].Title, citations[0].Url!.AbsoluteUri, Property(citations[0], "gemini.license")));
        Assert.All(citations.Skip(1), citation => Assert.Null(citation.AdditionalProperties));
    }

    [Fact]
    public async Task Searches_are_named_once_and_pages_that_were_read_are_a_call_and_its_result()
    {
        _service.AnswerJson("""
            {"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP","groundingMetadata":{"webSearchQueries":["x","","x","y"],"imageSearchQueries":["y","z"]},
             "urlContextMetadata":{"urlMetadata":[{"retrievedUrl":"https://p.example/"},{"retrievedUrl":"https://p.example/"},{"retrievedUrl":"https://q.example/"},{"retrievedUrl":"https://r.example/"}]}}]}
            """.ReplaceLineEndings(" "));
        var contents = (await _service.Chat().AskAsync(User("hi"))).Messages[0].Contents;

        Assert.Equal(["x", "y", "z"], Assert.Single(contents.OfType<WebSearchToolCallContent>()).Queries);
        var call = Assert.Single(contents, content => content.GetType() == typeof(ToolCallContent));
        var result = Assert.Single(contents, content => content.GetType() == typeof(ToolResultContent));
        Assert.Equal(((ToolCallContent)call).CallId, ((ToolResultContent)result).CallId);
        Assert.Equal("URL_CONTEXT", call.AdditionalProperties!["gemini.toolType"]);
        var pages = ((System.Text.Json.JsonElement)result.AdditionalProperties!["gemini.urlContextMetadata"]!).GetProperty("urlMetadata");
        Assert.Equal(["https://p.example/", "https://q.example/", "https://r.example/"], pages.EnumerateArray().Select(static page => page.GetProperty("retrievedUrl").GetString()));
    }

    [Fact]
    public async Task Sources_that_are_no_search_of_the_web_make_no_search()
    {
        _service.AnswerJson("""{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP","groundingMetadata":{"groundingChunks":[{"maps":{"uri":"https://m.example/"}}]}}]}""");
        var contents = (await _service.Chat().AskAsync(User("hi"))).Messages[0].Contents;

        Assert.Empty(contents.OfType<WebSearchToolCallContent>());
        Assert.Empty(contents.OfType<WebSearchToolResultContent>());
        Assert.Contains(contents, content => content.GetType() == typeof(AIContent) && content.AdditionalProperties?.ContainsKey("gemini.groundingMetadata") == true);
    }

    [Fact]
    public async Task Events_that_bring_further_sources_count_them_on()
    {
        var (text, contents) = await StreamedAsync(
            Event("one ", """{"groundingChunks":[{"web":{"uri":"https://a.example/","title":"a"}},null]}"""),
            Event("two", """{"groundingChunks":[{"web":{"uri":"https://b.example/","title":"b"}}],"groundingSupports":[null,{"segment":{"startIndex":4,"endIndex":7},"groundingChunkIndices":[2]}]}"""));

        Assert.Equal([("b", "two"), ("a", null), (null, null)], Cited(text, contents));
    }

    [Fact]
    public async Task Events_that_repeat_all_sources_so_far_cite_each_once()
    {
        const string First = """{"web":{"uri":"https://a.example/","title":"a"}}""";
        const string Support = """{"segment":{"startIndex":0,"endIndex":3},"groundingChunkIndices":[0]}""";
        var (text, contents) = await StreamedAsync(
            Event("one ", $$$"""{"groundingChunks":[{{{First}}}],"groundingSupports":[{{{Support}}}]}"""),
            Event("two", $$$"""{"groundingChunks":[{{{First}}},{"web":{"uri":"https://b.example/","title":"b"}}],"groundingSupports":[{{{Support}}},{"segment":{"startIndex":4,"endIndex":7},"groundingChunkIndices":[1]}]}"""));

        Assert.Equal([("a", "one"), ("b", "two")], Cited(text, contents));
        Assert.Equal(["https://a.example/", "https://b.example/"], Sources(contents));
    }

    [Fact]
    public async Task Fewer_sources_than_before_are_new_ones_also_where_the_first_is_the_same_page()
    {
        const string Page = """{"web":{"uri":"https://a.example/","title":"a"}}""";
        var (text, contents) = await StreamedAsync(
            Event("one ", $$$"""{"groundingChunks":[{{{Page}}},{"web":{"uri":"https://b.example/","title":"b"}}]}"""),
            Event("two", $$$"""{"groundingChunks":[{{{Page}}}],"groundingSupports":[{"segment":{"startIndex":4,"endIndex":7},"groundingChunkIndices":[1,2]}]}"""));

        Assert.Equal([("b", "two"), ("a", "two"), ("a", null)], Cited(text, contents));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_an_answer_goes_on_in_another_request_citations_count_from_there(bool isFirstGrounded)
    {
        var first = isFirstGrounded
            ? """{"groundingChunks":[{"web":{"uri":"https://a.example/","title":"a"}}],"groundingSupports":[{"segment":{"endIndex":3},"groundingChunkIndices":[0],"confidenceScores":[0.5]}]}"""
            : "null";
        // It says each list twice, as an answer may: the second time adds nothing.
        const string Again = """{"groundingChunks":[{"web":{"uri":"https://a.example/","title":"again"}}],"groundingSupports":[{"segment":{"endIndex":3},"groundingChunkIndices":[0],"confidenceScores":[0.25]},{"groundingChunkIndices":[0]}]}""";
        _service.AnswerEvents(Event("žut ", first, "CONTINUATION", ""","continuationToken":"dG9r" """))
            .AnswerEvents(Event("tw", Again), Event("o one", Again, "STOP", ""","citationMetadata":{"citationSources":[{"endIndex":3,"uri":"https://c.example/","title":"c","license":"mit"},{"startIndex":4,"uri":"https://d.example/","title":"d"}]}"""));

        var response = await _service.Chat("gemini-4-argon").AskAsync(streaming: true, [User("hi")]);

        Assert.Equal("žut two one", response.Text);
        (string?, string?)[] second = [("again", "two"), ("again", null), ("c", "two"), ("d", "one")];
        // The first one's end is a byte count: "žu" takes three.
        Assert.Equal(isFirstGrounded ? [("a", "žu"), .. second] : second, Cited(response.Text, response.Messages[0].Contents));
        Assert.Equal(isFirstGrounded ? [0.5, 0.25] : [0.25], Citations(response.Messages[0].Contents).Select(citation => citation.AdditionalProperties?.GetValueOrDefault("gemini.confidence") as double?).OfType<double>());
        Assert.Equal("mit", Property(Citations(response.Messages[0].Contents).Single(citation => citation.Title == "c"), "gemini.license"));
    }

    [Fact]
    public async Task An_answer_whose_metadata_say_nothing_tells_of_no_search()
    {
        var (_, contents) = await StreamedAsync(Event("a", """{"retrievalMetadata":{"googleSearchDynamicRetrievalScore":0.5}}"""));
        Assert.IsType<TextContent>(Assert.Single(contents, static content => content is not UsageContent));
    }

    [Theory]
    [InlineData("""{"searchEntryPoint":{"renderedContent":"<b/>"}}""")]
    [InlineData("""{"webSearchQueries":["q"]}""")]
    [InlineData("""{"imageSearchQueries":["q"]}""")]
    [InlineData("""{"groundingChunks":[{"image":{"sourceUri":"https://a.example/"}}]}""")]
    [InlineData("""{"groundingChunks":[{"maps":{"uri":"https://m.example/"}},{"web":{"uri":"https://a.example/"}}]}""")]
    public async Task Whatever_tells_of_a_search_makes_a_call_and_its_result(string metadata)
    {
        var (_, contents) = await StreamedAsync(Event("a", metadata));

        var call = Assert.Single(contents.OfType<WebSearchToolCallContent>());
        var result = Assert.Single(contents.OfType<WebSearchToolResultContent>());
        Assert.Equal(call.CallId, result.CallId);
        Assert.Equal(metadata.Contains("searchEntryPoint", StringComparison.Ordinal) ? "<b/>" : null, result.AdditionalProperties!.GetValueOrDefault("gemini.searchEntryPoint"));
        AssertJson(metadata.Replace("imageSearchQueries", "webSearchQueries", StringComparison.Ordinal), (System.Text.Json.JsonElement)result.AdditionalProperties!["gemini.groundingMetadata"]!);
    }

    [Fact]
    public async Task A_search_that_the_answer_shows_itself_is_not_made_up_a_second_time()
    {
        var service = new FakeService().AnswerJson("""
            {"candidates":[{"content":{"parts":[{"toolCall":{"id":"s1","toolType":"GOOGLE_SEARCH_WEB","args":{"queries":["q"]}}},{"text":"a"}]},"finishReason":"STOP","groundingMetadata":{"webSearchQueries":["q"]}}]}
            """.ReplaceLineEndings(" "));
        var contents = (await service.Chat().AskAsync(User("hi"))).Messages[0].Contents;

        Assert.Equal("s1", Assert.Single(contents.OfType<WebSearchToolCallContent>()).CallId);
        Assert.Equal("s1", Assert.Single(contents.OfType<WebSearchToolResultContent>()).CallId);
    }

    [Fact]
    public async Task Of_the_sources_those_with_an_address_are_the_searchs_outputs_with_their_titles()
    {
        var (_, contents) = await StreamedAsync(Event("a", """
            {"groundingChunks":[{"web":{"uri":"https://a.example/","title":"A"}},{"web":{"uri":"no address"}},{"retrievedContext":{"title":"only a title"}},{"retrievedContext":{"uri":"https://r.example/"}},
              {"image":{"sourceUri":"https://i.example/","title":"I"}},{"maps":{"uri":"https://m.example/"}}],"groundingSupports":[{"segment":{"endIndex":1},"groundingChunkIndices":[0]}],
             "retrievalMetadata":{"googleSearchDynamicRetrievalScore":0.5},"googleMapsWidgetContextToken":"w"}
            """));

        var result = Assert.Single(contents.OfType<WebSearchToolResultContent>());
        Assert.Equal([("https://a.example/", "A"), ("https://r.example/", null), ("https://i.example/", "I"), ("https://m.example/", null)], result.Outputs!.Cast<UriContent>().Select(source => (source.Uri.AbsoluteUri, source.AdditionalProperties?["title"] as string)));
        var metadata = (System.Text.Json.JsonElement)result.AdditionalProperties!["gemini.groundingMetadata"]!;
        Assert.Equal(("w", 0.5), (metadata.GetProperty("googleMapsWidgetContextToken").GetString(), metadata.GetProperty("retrievalMetadata").GetProperty("googleSearchDynamicRetrievalScore").GetDouble()));
        Assert.Equal((6, 1), (metadata.GetProperty("groundingChunks").GetArrayLength(), metadata.GetProperty("groundingSupports").GetArrayLength()));
    }

    [Theory]
    [InlineData("{}", "<b/>")]
    [InlineData("""{"webSearchQueries":["q"]}""", "<b/>")]
    [InlineData("""{"searchEntryPoint":{"renderedContent":"<i/>"}}""", "<i/>")]
    public async Task The_suggestions_to_show_are_the_last_ones_that_came(string later, string shown)
    {
        var (_, contents) = await StreamedAsync(Event("a", """{"searchEntryPoint":{"renderedContent":"<b/>"}}"""), Event("b", later));
        Assert.Equal(shown, contents.OfType<WebSearchToolResultContent>().Single().AdditionalProperties!["gemini.searchEntryPoint"]);
    }

    [Theory]
    [InlineData("""{"webSearchQueries":["q"],"groundingChunks":[{"web":{"uri":"https://a.example/"}}]}""")]
    [InlineData("""{"groundingChunks":[{"maps":{"uri":"https://m.example/"}}]}""")]
    public async Task What_was_made_from_metadata_is_left_out_without_a_warning(string grounding)
    {
        _service.AnswerJson($$$"""
            {"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP","groundingMetadata":{{{grounding}}},"urlContextMetadata":{"urlMetadata":[{"retrievedUrl":"https://p.example/"}]}}]}
            """.ReplaceLineEndings(" ")).Answer("""{"text":"ok"}""");
        var first = await _service.Chat().AskAsync(User("hi"));
        await _service.Chat().AskAsync([User("hi"), .. ThroughJson(first.Messages), User("x")]);

        AssertJson("""{"role":"model","parts":[{"text":"a"}]}""", _service.LastContents[1]);
        Assert.Empty(_service.Warnings);
    }

    private static string Event(string text, string grounding, string? finish = null, string more = "") =>
        $$$"""{"candidates":[{"content":{"role":"model","parts":[{"text":"{{{text}}}"}]},"groundingMetadata":{{{grounding.ReplaceLineEndings(" ")}}}{{{(finish is null ? "" : $",\"finishReason\":\"{finish}\"")}}}{{{more}}} }],"responseId":"r"}""";

    private async Task<(string Text, IList<AIContent> Contents)> StreamedAsync(params string[] events)
    {
        _service.AnswerEvents([.. events, """{"candidates":[{"finishReason":"STOP"}],"responseId":"r"}"""]);
        var response = await _service.Chat().AskAsync(streaming: true, [User("hi")]);
        return (response.Text, response.Messages[0].Contents);
    }

    private static IEnumerable<CitationAnnotation> Citations(IList<AIContent> contents) => contents.SelectMany(static content => content.Annotations ?? []).OfType<CitationAnnotation>();

    /// <summary>The titles of the citations of a stream, and the words that each stands at.</summary>
    private static IEnumerable<(string?, string?)> Cited(string text, IList<AIContent> contents) => Citations(contents).Select(citation =>
        (citation.Title, citation.AnnotatedRegions?.SingleOrDefault() is TextSpanAnnotatedRegion region ? text[region.StartIndex!.Value..region.EndIndex!.Value] : null));

    private static IEnumerable<string> Sources(IList<AIContent> contents) => contents.OfType<WebSearchToolResultContent>().Single().Outputs!.Cast<UriContent>().Select(static source => source.Uri.AbsoluteUri);

    private static string? Property(CitationAnnotation citation, string key) => citation.AdditionalProperties?.GetValueOrDefault(key) as string;

    private async Task<List<CitationAnnotation>> CitationsAsync(string text, string metadata)
    {
        _service.AnswerJson($$$"""{"candidates":[{"content":{"parts":[{"text":"{{{text}}}"}]},"finishReason":"STOP",{{{metadata.ReplaceLineEndings(" ")}}} }]}""");
        return [.. (await _service.Chat().AskAsync(User("hi"))).Messages[0].Contents.SelectMany(content => content.Annotations ?? []).OfType<CitationAnnotation>()];
    }
}
