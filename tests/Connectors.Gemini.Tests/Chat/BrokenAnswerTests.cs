using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using static Connectors.Gemini.Tests.Chat.Conversation;

namespace Connectors.Gemini.Tests.Chat;

/// <summary>Answers that mutated recordings taught us: each ends in an answer or in a <see cref="GeminiException"/>, and an answer can go back.</summary>
public class BrokenAnswerTests
{
    private readonly FakeService _service = new();

    [Theory]
    [InlineData("""{"functionCall":{"name":"f","args":{"x":"\ud800"}}}""")]
    [InlineData("""{"functionCall":{"name":"f","args":{"\udc00\ud800":1}}}""")]
    [InlineData("""{"text":"a","novelty":{"x":["\uD83D"]}}""")]
    [InlineData("""{"inlineData":{"mimeType":"video/mp4","data":"AQID"},"videoMetadata":{"fps":1e400}}""")]
    [InlineData("""{"toolCall":{"id":"1","toolType":"GOOGLE_SEARCH_WEB","args":{"x":"\ud800"}}}""")]
    public async Task A_string_that_is_no_text_and_a_number_without_end_are_errors_of_the_answer(string part)
    {
        foreach (var streaming in new[] { false, true })
        {
            _service.Answer(part);

            var error = await Assert.ThrowsAsync<GeminiException>(() => _service.Chat().AskAsync(streaming, [User("hi")]));

            Assert.IsType<JsonException>(error.InnerException);
        }
    }

    [Fact]
    public async Task A_stream_that_is_no_utf_8_is_an_error_of_the_answer()
    {
        byte[] body = [.. "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\""u8, 0xC3, .. "\"}]},\"finishReason\":\"STOP\"}]}\n\n"u8];
        using var stream = new MemoryStream(body);
        _service.AnswerBytes(stream);

        var error = await Assert.ThrowsAsync<GeminiException>(() => _service.Chat().StreamAsync(User("hi")));

        Assert.IsType<JsonException>(error.InnerException);
    }

    [Theory]
    [InlineData("""{"text":"an escaped \\ud800, a pair \ud83d\ude00"}""")]
    [InlineData("""{"functionCall":{"name":"f","args":{"x":"\ud83d\ude00 and \\ud800"}}}""")]
    public async Task Whole_pairs_and_escaped_escapes_are_text(string part)
    {
        _service.Answer(part).Answer("""{"text":"ok"}""");
        var history = new List<ChatMessage> { User("hi") };
        history.AddMessages(await _service.Chat().AskAsync([.. history]));

        await _service.Chat().AskAsync([.. history, User("go on")]);

        Assert.Contains("😀", _service.LastContents[1].GetRawText().Replace("\\ud83d\\ude00", "😀", StringComparison.OrdinalIgnoreCase), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_of_any_depth_go_back()
    {
        var deep = new string('[', 100) + new string(']', 100);
        _service.Answer(CallPart("f", args: $$"""{"x":{{deep}}}""")).Answer("""{"text":"ok"}""");
        var first = await _service.Chat().AskAsync(User("hi"));
        var call = first.Messages[0].Contents.OfType<FunctionCallContent>().Single();

        await _service.Chat().AskAsync(User("hi"), first.Messages[0], Tool(Result(call.CallId)));

        Assert.Equal(deep, _service.LastContents[1].GetProperty("parts")[0].GetProperty("functionCall").GetProperty("args").GetProperty("x").GetRawText());
    }

    [Theory]
    [InlineData("""{"candidates":[null,{"content":{"parts":[null,{"text":"a"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":1,"promptTokensDetails":[null,{"modality":"TEXT","tokenCount":1}]}}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP","safetyRatings":[null],"urlContextMetadata":{"urlMetadata":[null]},"citationMetadata":{"citationSources":[null]},"groundingMetadata":{"webSearchQueries":[null],"groundingChunks":[null],"groundingSupports":[null]}}],"usageMetadata":{"promptTokenCount":1}}""")]
    public async Task A_null_in_a_list_is_passed_over(string answer)
    {
        foreach (var streaming in new[] { false, true })
        {
            var response = await _service.AnswerJson(answer).Chat().AskAsync(streaming, [User("hi")]);

            Assert.Equal("a", response.Text);
            Assert.Equal(1, response.Usage!.InputTokenCount);
        }
    }

    [Theory]
    [InlineData("null", """{"a":"x"}""")]
    [InlineData("""{"jsonPath":"$.b","nullValue":"NULL_VALUE"}""", """{"a":"x","b":null}""")]
    public async Task A_null_among_streamed_arguments_is_passed_over(string piece, string args)
    {
        _service.AnswerEvents(
            $$$"""{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","willContinue":true,"partialArgs":[{"jsonPath":"$.a","stringValue":"x"},{{{piece}}}]}}]}}],"responseId":"r"}""",
            """{"candidates":[{"content":{"parts":[{"functionCall":{}}]},"finishReason":"STOP"}]}""");

        var response = await _service.Chat().AskAsync(streaming: true, [User("hi")]);

        var call = Assert.Single(response.Messages[0].Contents.OfType<FunctionCallContent>());
        AssertJson(args, JsonSerializer.SerializeToElement(call.Arguments, AIJsonUtilities.DefaultOptions));
    }

    [Theory]
    [InlineData("""{"jsonPath":"$.n","numberValue":1e400}""", "not valid")]
    [InlineData("""{"jsonPath":"$.n[","stringValue":"x"}""", "cannot be read")]
    public async Task A_streamed_argument_that_cannot_be_read_is_an_error_and_keeps_what_was_received(string piece, string words)
    {
        _service.AnswerEvents(
            """{"candidates":[{"content":{"parts":[{"text":"so far"}]}}],"responseId":"r"}""",
            $$$"""{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","willContinue":true,"partialArgs":[{{{piece}}}]}}]}}]}""");

        var error = await Assert.ThrowsAsync<GeminiException>(() => _service.Chat().StreamAsync(User("hi")));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal("so far", error.PartialResponse?.Text);
        Assert.Equal("r", error.ResponseId);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\" \"")]
    public async Task A_blank_finish_reason_is_none(string reason)
    {
        _service.AnswerEnding(reason, """{"text":"a"}""").AnswerEnding(reason, """{"text":"a"}""");

        var whole = await _service.Chat().AskAsync(User("hi"));
        var error = await Assert.ThrowsAsync<GeminiException>(() => _service.Chat().StreamAsync(User("hi")));

        Assert.Null(whole.FinishReason);
        Assert.Contains("without a finish reason", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"error":{"code":400,"message":"\ud800"}}""")]
    [InlineData("""{"error":{"code":400,"message":"m","details":[{"@type":"a.ErrorInfo","reason":"\udc00"}]}}""")]
    public async Task An_error_whose_words_are_no_text_is_still_the_error(string body)
    {
        _service.Fail(HttpStatusCode.BadRequest, body);

        var error = await Assert.ThrowsAsync<GeminiException>(() => _service.Chat().AskAsync(User("hi")));

        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        Assert.Equal(body, error.ResponseBody);
    }

    [Fact]
    public async Task An_error_in_a_stream_whose_words_are_no_text_keeps_what_was_received()
    {
        const string Body = """
            data: {"candidates":[{"content":{"parts":[{"text":"so far"}]}}]}

            {"error":{"code":503,"message":"\ud800"}}
            """;
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Body));
        _service.AnswerBytes(stream);

        var error = await Assert.ThrowsAsync<GeminiException>(() => _service.Chat().StreamAsync(User("hi")));

        Assert.Equal("so far", error.PartialResponse?.Text);
    }
}
