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
             "urlContextMetadata":{"urlMetadata":[{"retrievedUrl":"https://p.example/"},{"retrievedUrl":"https://p.example/"},{"retrievedUrl":"https://q.example/"}]}}]}
            """.ReplaceLineEndings(" "));
        var contents = (await _service.Chat().AskAsync(User("hi"))).Messages[0].Contents;

        Assert.Equal(["x", "y", "z"], Assert.Single(contents.OfType<WebSearchToolCallContent>()).Queries);
        var call = Assert.Single(contents, content => content.GetType() == typeof(ToolCallContent));
        var result = Assert.Single(contents, content => content.GetType() == typeof(ToolResultContent));
        Assert.Equal(((ToolCallContent)call).CallId, ((ToolResultContent)result).CallId);
        Assert.Equal("URL_CONTEXT", call.AdditionalProperties!["gemini.toolType"]);
        Assert.Equal(2, ((System.Text.Json.JsonElement)result.AdditionalProperties!["gemini.urlContextMetadata"]!).GetProperty("urlMetadata").GetArrayLength());
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

    private static string? Property(CitationAnnotation citation, string key) => citation.AdditionalProperties?.GetValueOrDefault(key) as string;

    private async Task<List<CitationAnnotation>> CitationsAsync(string text, string metadata)
    {
        _service.AnswerJson($$$"""{"candidates":[{"content":{"parts":[{"text":"{{{text}}}"}]},"finishReason":"STOP",{{{metadata.ReplaceLineEndings(" ")}}} }]}""");
        return [.. (await _service.Chat().AskAsync(User("hi"))).Messages[0].Contents.SelectMany(content => content.Annotations ?? []).OfType<CitationAnnotation>()];
    }
}
