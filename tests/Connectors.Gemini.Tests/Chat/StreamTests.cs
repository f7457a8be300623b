using System.Net;
using System.Text;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Scripts;
using Connectors.Gemini.Tests.Http;
using Microsoft.Extensions.AI;
using static Connectors.Gemini.Tests.Chat.Conversation;

namespace Connectors.Gemini.Tests.Chat;

public class StreamTests
{
    private readonly FakeService _service = new();

    [Fact]
    public async Task Every_update_has_the_same_ids_and_a_role()
    {
        _service.Answer("""{"text":"think","thought":true}""", """{"text":"a"}""", CallPart("f", Signature("1")), """{"text":"b"}""");

        var updates = await _service.Chat().StreamAsync(User("hi"));

        Assert.All(updates, update =>
        {
            Assert.Equal("answer-1", update.ResponseId);
            Assert.Equal("answer-1", update.MessageId);
            Assert.Equal(ChatRole.Assistant, update.Role);
            Assert.Equal("gemini-test-001", update.ModelId);
            Assert.NotNull(update.CreatedAt);
            Assert.Null(update.ConversationId);
        });
        Assert.Single(updates.ToChatResponse().Messages);
        Assert.Single(updates, u => u.FinishReason is not null);
        Assert.Equal(ChatFinishReason.ToolCalls, updates[^1].FinishReason);
        Assert.Single(updates[^1].Contents.OfType<UsageContent>());
    }

    [Fact]
    public async Task A_streams_text_is_that_of_the_whole_answer()
    {
        string[] parts = ["""{"text":"Žluťoučký "}""", """{"text":""}""", """{"text":"kůň 🐎"}""", """{"text":"","thoughtSignature":"c2ln"}"""];
        _service.Answer(parts).Answer(parts);

        var streamed = await _service.Chat().AskAsync(streaming: true, [User("hi")]);
        var whole = await _service.Chat().AskAsync(streaming: false, [User("hi")]);

        Assert.Equal(whole.Text, streamed.Text);
        Assert.Equal("Žluťoučký kůň 🐎", streamed.Text);
        Assert.EndsWith(":streamGenerateContent?alt=sse", _service.Addresses[0].PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_finish_reason_may_come_late_and_parts_and_usage_after_it()
    {
        _service.AnswerEvents(
            """{"candidates":[{"content":{"parts":[{"text":"a"}]}}],"responseId":"r"}""",
            """{"candidates":[{"content":{"role":"model"},"finishReason":"STOP"}]}""",
            """{"candidates":[{"content":{"parts":[{"text":"b","thoughtSignature":"c2ln"}]}}]}""",
            """{"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":2,"totalTokenCount":3}}""");

        var updates = await _service.Chat().StreamAsync(User("hi"));

        var response = updates.ToChatResponse();
        Assert.Equal("ab", response.Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal(3, response.Usage!.TotalTokenCount);
        Assert.Null(updates[^2].FinishReason);
        Assert.Equal("c2ln", response.Messages[0].Contents.OfType<TextReasoningContent>().Single().ProtectedData);
    }

    [Fact]
    public async Task Images_of_every_event_are_kept()
    {
        _service.Answer("""{"inlineData":{"mimeType":"image/png","data":"AQ=="}}""", """{"text":"and"}""", """{"inlineData":{"mimeType":"image/png","data":"Ag=="}}""");

        var response = await _service.Chat().AskAsync(streaming: true, [User("hi")]);

        Assert.Equal([1, 2], response.Messages[0].Contents.OfType<DataContent>().Select(d => (int)d.Data.Span[0]));
    }

    [Fact]
    public async Task A_cut_stream_throws_and_keeps_what_was_received()
    {
        _service.AnswerEvents(
            """{"candidates":[{"content":{"parts":[{"text":"Once "}]}}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":1,"totalTokenCount":4},"responseId":"r","modelVersion":"m"}""",
            """{"candidates":[{"content":{"parts":[{"text":"upon"}]}}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2,"totalTokenCount":5}}""");

        List<string> texts = [];
        var error = await Assert.ThrowsAsync<GeminiException>(async () =>
        {
            await foreach (var update in _service.Chat().GetStreamingResponseAsync([User("hi")], null, Token))
            {
                texts.Add(update.Text);
            }
        });

        Assert.Equal(["Once ", "upon"], texts);
        Assert.Equal("Once upon", error.PartialResponse!.Text);
        Assert.Equal(5, error.PartialResponse.Usage!.TotalTokenCount);
        Assert.Equal("m", error.PartialResponse.ModelId);
        Assert.Equal("r", error.ResponseId);
        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task A_stream_without_any_event_throws()
    {
        _service.AnswerEvents();
        var error = await Assert.ThrowsAsync<GeminiException>(() => _service.Chat().StreamAsync(User("hi")));
        Assert.Null(error.PartialResponse);
    }

    [Fact]
    public async Task A_lost_connection_throws_and_keeps_what_was_received()
    {
        var body = Encoding.UTF8.GetBytes("data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Once\"}]}}],\"responseId\":\"r\"}\r\n\r\ndata: {\"cand");
        CutStream stream = new([body], CutStream.Ending.Failure);
        _service.AnswerBytes(stream).Answer("""{"text":"ok"}""");
        var chat = _service.Chat();

        var error = await Assert.ThrowsAsync<GeminiException>(() => chat.StreamAsync(User("hi")));

        Assert.Equal("Once", error.PartialResponse!.Text);
        Assert.True(stream.IsDisposed);
        Assert.Equal("ok", (await chat.AskAsync(User("hi"))).Text);
    }

    [Theory]
    [InlineData("data: {\"error\":{\"code\":503,\"message\":\"Overloaded.\",\"status\":\"UNAVAILABLE\"}}\r\n\r\n")]
    [InlineData("{\n  \"error\": {\n    \"code\": 503,\n    \"message\": \"Overloaded.\",\n    \"status\": \"UNAVAILABLE\"\n  }\n}\n")]
    public async Task An_error_inside_a_stream_is_typed_and_keeps_what_was_received(string tail)
    {
        _service.AnswerBytes(new MemoryStream(Encoding.UTF8.GetBytes("data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Once\"}]}}],\"usageMetadata\":{\"promptTokenCount\":3}}\r\n\r\n" + tail)));

        var error = await Assert.ThrowsAsync<GeminiException>(() => _service.Chat().StreamAsync(User("hi")));

        Assert.Equal("UNAVAILABLE", error.Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, error.StatusCode);
        Assert.Contains("Overloaded.", error.Message, StringComparison.Ordinal);
        Assert.Equal("Once", error.PartialResponse!.Text);
        Assert.Equal(3, error.PartialResponse.Usage!.InputTokenCount);
    }

    [Fact]
    public async Task An_event_that_is_no_json_is_an_error()
    {
        _service.AnswerEvents("""{"candidates":[{"content":{"parts":[{"text":"Once"}]}}]}""", "{nonsense");

        var error = await Assert.ThrowsAsync<GeminiException>(() => _service.Chat().StreamAsync(User("hi")));

        Assert.Equal("Once", error.PartialResponse!.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refusal_is_the_same_error_unary_and_before_the_first_update(bool streaming)
    {
        _service.Fail(HttpStatusCode.BadRequest, """{"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com"}]}}""");

        var error = await Assert.ThrowsAsync<GeminiException>(() => _service.Chat().AskAsync(streaming, [User("hi")]));

        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        Assert.Equal("API_KEY_INVALID", error.Reason);
        Assert.Null(error.PartialResponse);
    }

    [Fact]
    public async Task Events_may_be_framed_in_every_way_that_the_standard_allows()
    {
        const string Body = "\uFEFF: comment\rdata: {\"candidates\":[{\"content\":{\"parts\":[\rdata: {\"text\":\"ža\"}]}}]}\r\r\n\n\nid: 1\nevent: message\ndata:{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"b\"}]},\"finishReason\":\"STOP\"}]}\n\n";
        _service.AnswerBytes(CutStream.ByteByByte(Encoding.UTF8.GetBytes(Body)));

        Assert.Equal("žab", (await _service.Chat().AskAsync(streaming: true, [User("hi")])).Text);
    }

    [Fact]
    public async Task An_array_instead_of_events_is_read_too()
    {
        const string Body = "[{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}\r\n,\r\n{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"b\"}]},\"finishReason\":\"STOP\"}]}]";
        _service.AnswerBytes(CutStream.ByteByByte(Encoding.UTF8.GetBytes(Body)));

        Assert.Equal("ab", (await _service.Chat().AskAsync(streaming: true, [User("hi")])).Text);
    }

    [Fact]
    public async Task The_first_update_is_handed_over_when_the_first_event_arrives()
    {
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var emulator = await GeminiEmulator.StartAsync();
        emulator.Script.Next(Reply.Text("one two").InPieces(4).StallAfter(1, gate.Task));
        using var client = Client(emulator);

        await using var updates = client.AsIChatClient(FakeService.Newest).GetStreamingResponseAsync([User("hi")], null, Token).GetAsyncEnumerator(Token);
        Assert.True(await updates.MoveNextAsync());
        Assert.Equal("one ", updates.Current.Text);
        Assert.False(gate.Task.IsCompleted);

        gate.SetResult();
        List<string> rest = [];
        while (await updates.MoveNextAsync())
        {
            rest.Add(updates.Current.Text);
        }

        Assert.Equal("two", string.Concat(rest));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Cancelling_while_the_service_is_silent_ends_at_once_and_closes_the_connection(int eventsBefore)
    {
        TaskCompletionSource never = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var emulator = await GeminiEmulator.StartAsync();
        emulator.Script.Next(Reply.Text("one two").InPieces(4).StallAfter(eventsBefore, never.Task), Reply.Text("fine"));
        using var client = Client(emulator);
        var chat = client.AsIChatClient(FakeService.Newest);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);

        await using var updates = chat.GetStreamingResponseAsync([User("hi")], null, cancel.Token).GetAsyncEnumerator(cancel.Token);
        for (var i = 0; i < eventsBefore; i++)
        {
            Assert.True(await updates.MoveNextAsync());
        }

        var next = updates.MoveNextAsync().AsTask();
        // Not before the request is there, or the next one would get its reply.
        await emulator.Journal.WaitForAsync(_ => true, Token);
        await cancel.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        Assert.Equal(cancel.Token, error.CancellationToken);
        await emulator.WaitForOpenConnectionsAsync(0, Token);
        Assert.Equal("fine", (await chat.AskAsync(User("again"))).Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancelled_before_the_request_nothing_is_sent(bool streaming)
    {
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();
        _service.Answer("""{"text":"ok"}""");
        var chat = _service.Chat();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => streaming
            ? chat.GetStreamingResponseAsync([User("hi")], null, cancelled.Token).ToChatResponseAsync(cancelled.Token)
            : chat.GetResponseAsync([User("hi")], null, cancelled.Token));

        Assert.Empty(_service.Requests);
        Assert.Equal("ok", (await chat.AskAsync(User("hi"))).Text);
    }

    [Fact]
    public async Task Leaving_a_stream_early_closes_the_connection()
    {
        TaskCompletionSource never = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var emulator = await GeminiEmulator.StartAsync();
        emulator.Script.Next(Reply.Text("one two").InPieces(4).StallAfter(1, never.Task));
        using var client = Client(emulator);

        await foreach (var update in client.AsIChatClient(FakeService.Newest).GetStreamingResponseAsync([User("hi")], null, Token))
        {
            Assert.Equal("one ", update.Text);
            break;
        }

        await emulator.WaitForOpenConnectionsAsync(0, Token);
    }

    [Fact]
    public async Task Disposing_the_adapter_leaves_the_client_usable()
    {
        _service.Answer("""{"text":"ok"}""");
        var client = _service.Client();
        client.AsIChatClient(FakeService.Newest).Dispose();

        Assert.Equal("ok", (await client.AsIChatClient(FakeService.Newest).AskAsync(User("hi"))).Text);
    }

    private static GeminiClient Client(GeminiEmulator emulator) =>
        new(new GeminiClientOptions { ApiKey = "a-key", BaseAddress = emulator.BaseAddress, Retry = new() { MaxAttempts = 1 } });
}
