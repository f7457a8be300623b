using System.Text.Json;
using Connectors.Gemini.Tests.Chat;
using Microsoft.Extensions.AI;
using static Connectors.Gemini.Tests.Chat.Conversation;

namespace Connectors.Gemini.Tests.Mapping;

/// <summary>Arguments that come in pieces, each under a JSON path.</summary>
public class StreamedArgumentTests
{
    private readonly FakeService _service = new();

    [Theory]
    [InlineData("""{"jsonPath":"$.a","stringValue":"x"}""", """{"a":"x"}""")]
    [InlineData("""{"jsonPath":"a","stringValue":"x"}""", """{"a":"x"}""")]
    [InlineData("""{"jsonPath":"$.a.b.c","boolValue":true}""", """{"a":{"b":{"c":true}}}""")]
    [InlineData("""{"jsonPath":"$.a","boolValue":false}""", """{"a":false}""")]
    [InlineData("""{"jsonPath":"$.a","nullValue":"NULL_VALUE"}""", """{"a":null}""")]
    [InlineData("""{"jsonPath":"$.items[0].name","stringValue":"x"},{"jsonPath":"$.items[1].name","stringValue":"y"},{"jsonPath":"$.items[1].n","numberValue":2}""", """{"items":[{"name":"x"},{"name":"y","n":2}]}""")]
    [InlineData("""{"jsonPath":"$.n[2]","numberValue":1}""", """{"n":[null,null,1]}""")]
    [InlineData("""{"jsonPath":"$.m[0][1]","boolValue":true},{"jsonPath":"$.m[1][0]","numberValue":5}""", """{"m":[[null,true],[5]]}""")]
    [InlineData("""{"jsonPath":"$['a b'].c","numberValue":1},{"jsonPath":"$[\"d.e\"][0]","numberValue":2}""", """{"a b":{"c":1},"d.e":[2]}""")]
    [InlineData("""{"jsonPath":"$['']","numberValue":1}""", """{"":1}""")]
    [InlineData("""{"jsonPath":"$.l[]"}""", """{"l":[]}""")]
    [InlineData("""{"jsonPath":"$.l"}""", "{}")]
    [InlineData("""{"jsonPath":"$","stringValue":"x"}""", "{}")]
    [InlineData("""{"stringValue":"x"}""", "{}")]
    [InlineData("""{"jsonPath":"$.a","stringValue":"x"},{"jsonPath":"$.b","numberValue":1},{"jsonPath":"$.a","stringValue":"y"}""", """{"a":"xy","b":1}""")]
    [InlineData("""{"jsonPath":"$.a","numberValue":1},{"jsonPath":"$.a.b","numberValue":2},{"jsonPath":"$.a.c","numberValue":3}""", """{"a":{"b":2,"c":3}}""")]
    [InlineData("""{"jsonPath":"$.a[0]","numberValue":1},{"jsonPath":"$.a[0].b","numberValue":2}""", """{"a":[{"b":2}]}""")]
    public async Task Pieces_become_the_arguments(string pieces, string args) => AssertJson(args, JsonSerializer.SerializeToElement((await CallAsync(pieces)).Arguments, AIJsonUtilities.DefaultOptions));

    [Theory]
    [InlineData("3", "3")]
    [InlineData("3.0", "3")]
    [InlineData("-7", "-7")]
    [InlineData("1.5", "1.5")]
    [InlineData("1e20", "1E+20")]
    public async Task A_whole_number_is_written_as_one(string sent, string read) =>
        Assert.Equal(read, Assert.IsType<JsonElement>((await CallAsync($$"""{"jsonPath":"$.n","numberValue":{{sent}}}""")).Arguments!["n"]).GetRawText());

    [Fact]
    public async Task The_largest_index_is_bounded()
    {
        Assert.Equal(10_000, Assert.IsType<JsonElement>((await CallAsync("""{"jsonPath":"$.a[9999]","numberValue":1}""")).Arguments!["a"]).GetArrayLength());
        await Assert.ThrowsAsync<GeminiException>(() => CallAsync("""{"jsonPath":"$.a[10000]","numberValue":1}"""));
    }

    [Theory]
    [InlineData("$.a[")]
    [InlineData("$.a[-1]")]
    [InlineData("$.a[x]")]
    [InlineData("$.a[]]")]
    [InlineData("$.a[']")]
    [InlineData("$.a..b")]
    [InlineData("$.a.")]
    [InlineData("$.")]
    [InlineData("$[0]")]
    [InlineData("$[0].a")]
    public async Task A_path_that_cannot_be_read_is_an_error_that_names_it(string path)
    {
        var error = await Assert.ThrowsAsync<GeminiException>(() => CallAsync($$"""{"jsonPath":"{{path}}","numberValue":1}"""));
        Assert.Contains($"'{path}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_signature_counts_wherever_it_came()
    {
        _service.AnswerEvents(
            Event("""{"functionCall":{"name":"f","willContinue":true,"args":{"whole":1}}}"""),
            Event("""{"functionCall":{"partialArgs":[{"jsonPath":"$.a","stringValue":"x"}],"willContinue":true},"thoughtSignature":"c2ln"}"""),
            Event("""{"functionCall":{"args":{"last":{"x":[1]},"none":null}},"thoughtSignature":"b3RoZXI="}""", isLast: true));

        var call = Assert.Single((await _service.Chat().AskAsync(streaming: true, [User("hi")])).Messages[0].Contents.OfType<FunctionCallContent>());

        Assert.Equal("c2ln", call.AdditionalProperties!["gemini.thoughtSignature"]);
        AssertJson("""{"whole":1,"last":{"x":[1]},"none":null,"a":"x"}""", JsonSerializer.SerializeToElement(call.Arguments, AIJsonUtilities.DefaultOptions));
    }

    [Theory]
    [InlineData("""{"functionCall":{"name":"g","args":{}}}""")]
    [InlineData("""{"functionCall":{"name":"g","partialArgs":[{"jsonPath":"$.b","numberValue":1}]}}""")]
    public async Task A_call_that_was_never_closed_is_handed_out_before_the_next(string next)
    {
        _service.AnswerEvents(Event("""{"functionCall":{"name":"f","willContinue":true,"partialArgs":[{"jsonPath":"$.a","stringValue":"x"}]}}"""), Event(next, isLast: true));

        var calls = (await _service.Chat().AskAsync(streaming: true, [User("hi")])).Messages[0].Contents.OfType<FunctionCallContent>().ToList();

        Assert.Equal(["f", "g"], calls.Select(call => call.Name));
        Assert.Equal("x", calls[0].Arguments!["a"]!.ToString());
    }

    private async Task<FunctionCallContent> CallAsync(string pieces)
    {
        _service.AnswerEvents(Event($$$"""{"functionCall":{"name":"f","partialArgs":[{{{pieces}}}]}}""", isLast: true));
        return Assert.Single((await _service.Chat().AskAsync(streaming: true, [User("hi")])).Messages[0].Contents.OfType<FunctionCallContent>());
    }

    private static string Event(string part, bool isLast = false) =>
        $$"""{"candidates":[{"content":{"parts":[{{part}}]}{{(isLast ? ",\"finishReason\":\"STOP\"" : "")}}}],"responseId":"r"}""";
}
