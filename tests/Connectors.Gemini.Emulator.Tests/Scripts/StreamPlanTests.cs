using System.Text;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Scripts;

namespace Connectors.Gemini.Emulator.Tests.Scripts;

public sealed class StreamPlanTests
{
    private static readonly string Path = $"v1beta/models/{EmulatorClient.Model}:streamGenerateContent";

    private static async Task<string> BodyAsync(Reply reply, string query = "?alt=sse")
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);
        emulator.Script.Next(reply);
        using var response = await client.PostAsync(Path + query, EmulatorClient.Ask("x"));
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static List<JsonObject> Events(string body, string lineEnd = "\r\n") =>
        [.. body.Split(lineEnd + lineEnd, StringSplitOptions.RemoveEmptyEntries).Where(block => block.StartsWith("data: ", StringComparison.Ordinal))
            .Select(block => JsonNode.Parse(block["data: ".Length..])!.AsObject())];

    private static async Task<List<JsonObject>> EventsAsync(Reply reply) => Events(await BodyAsync(reply));

    [Fact]
    public async Task Text_is_cut_into_pieces_of_whole_characters()
    {
        var events = await EventsAsync(Reply.Text("ab😀žd").InPieces(2).WithoutSignatures());

        Assert.Equal(["ab", "😀ž", "d"], events.Select(item => item.Text()));
    }

    [Fact]
    public async Task Usage_grows_with_the_stream_to_what_the_unary_answer_says()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);
        emulator.Script.Otherwise(Reply.Text("a text of some length").InPieces(5));

        var events = await client.StreamAsync(EmulatorClient.Ask("x"));
        var whole = await client.GenerateAsync(EmulatorClient.Ask("x"));

        Assert.True(events[0].Tokens("candidatesTokenCount") < events[^1].Tokens("candidatesTokenCount"));
        Assert.Equal(whole.Tokens("candidatesTokenCount"), events[^1].Tokens("candidatesTokenCount"));
        Assert.Single(events.Select(item => item["responseId"]!.ToString()).Distinct());
    }

    [Fact]
    public async Task Parallel_calls_come_in_one_event_or_in_one_each()
    {
        var together = await EventsAsync(Reply.Call("f").ThenCall("g"));
        var apart = await EventsAsync(Reply.Call("f").ThenCall("g").Streamed(new StreamPlan { OneCallPerEvent = true }));

        Assert.Equal(2, Assert.Single(together).Parts().Count);
        Assert.Equal(2, apart.Count);
        Assert.NotNull(apart[0].Parts()[0]["thoughtSignature"]);
        Assert.Null(apart[1].Parts()[0]["thoughtSignature"]);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData("\r\n")]
    public async Task Lines_end_as_planned_and_comments_stand_between(string lineEnd)
    {
        var body = await BodyAsync(Reply.Text("a").Streamed(new StreamPlan { LineEnd = lineEnd, Comment = "still here" }));

        Assert.StartsWith($": still here{lineEnd}{lineEnd}data: ", body, StringComparison.Ordinal);
        Assert.Equal(2, Events(body, lineEnd).Count);
        Assert.Equal(lineEnd.Contains('\r', StringComparison.Ordinal), body.Contains('\r', StringComparison.Ordinal));
        Assert.Equal(lineEnd.Contains('\n', StringComparison.Ordinal), body.Contains('\n', StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_finish_reason_can_come_late_with_a_usage_event_behind_it()
    {
        var events = await EventsAsync(Reply.Text("a").WithoutSignatures().Streamed(new StreamPlan { LateFinish = true, UsageEventAtEnd = true }));

        Assert.Equal([null, "STOP", null], events.Select(Answer.FinishReason));
        Assert.Equal("""{"role":"model"}""", events[1].Candidate()["content"]!.ToJsonString());
        Assert.Null(events[2]["candidates"]);
    }

    [Fact]
    public async Task The_finish_reason_can_come_with_every_event_or_never()
    {
        var every = await EventsAsync(Reply.Text("ab").InPieces(1).Streamed(new StreamPlan { TextPiece = 1, FinishOnEveryEvent = true }));
        var never = await EventsAsync(Reply.Text("ab").Streamed(new StreamPlan { NoFinish = true }));

        Assert.All(every, item => Assert.Equal("STOP", item.FinishReason()));
        Assert.All(never, item => Assert.Null(item.FinishReason()));
    }

    [Fact]
    public async Task Split_bytes_arrive_as_the_same_text()
    {
        var byByte = await EventsAsync(Reply.Text("žluťoučký 😀 kůň").Streamed(new StreamPlan { FlushEvery = 1 }));
        var inside = await EventsAsync(Reply.Text("žluťoučký 😀 kůň").Streamed(new StreamPlan { SplitCharacters = true }));

        Assert.Equal("žluťoučký 😀 kůň", byByte.Text());
        Assert.Equal("žluťoučký 😀 kůň", inside.Text());
    }

    [Fact]
    public async Task A_flush_inside_a_character_really_splits_it()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);
        // The cut shows where the bytes before it ended.
        var bytes = Encoding.UTF8.GetBytes("data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"").Length + 1;
        emulator.Script.Next(Reply.Text("ž").Streamed(new StreamPlan { CutAfterBytes = bytes }));

        using var response = await client.PostAsync(Path + "?alt=sse", EmulatorClient.Ask("x"), until: HttpCompletionOption.ResponseHeadersRead);
        var (received, isCut) = await ReadToCutAsync(response);

        Assert.True(isCut);
        Assert.Equal(bytes, received.Length);
        Assert.Equal("ž"u8[0], received[^1]);
    }

    [Fact]
    public async Task A_stalled_stream_waits_for_its_gate()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);
        var gate = new TaskCompletionSource();
        emulator.Script.Next(Reply.Text("ab").InPieces(1).StallAfter(1, gate.Task));

        using var response = await client.PostAsync(Path + "?alt=sse", EmulatorClient.Ask("x"), until: HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var first = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        var stalled = await emulator.Journal.WaitForAsync(entry => entry.SentEvents == 1, TestContext.Current.CancellationToken);
        gate.SetResult();
        var rest = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Contains("\"a\"", first, StringComparison.Ordinal);
        Assert.False(stalled.Completed);
        Assert.Contains("STOP", rest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_arrive_before_a_stall_of_the_whole_stream()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);
        var gate = new TaskCompletionSource();
        emulator.Script.Next(Reply.Text("a").StallAfter(0, gate.Task));

        using var response = await client.PostAsync(Path + "?alt=sse", EmulatorClient.Ask("x"), until: HttpCompletionOption.ResponseHeadersRead);
        gate.SetResult();

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Contains("STOP", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_cut_stream_delivers_what_came_before_and_then_fails(int events)
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);
        emulator.Script.Next(Reply.Text("abcdef").InPieces(1).CutAfter(events));

        using var response = await client.PostAsync(Path + "?alt=sse", EmulatorClient.Ask("x"), until: HttpCompletionOption.ResponseHeadersRead);
        var (received, isCut) = await ReadToCutAsync(response);

        Assert.True(isCut);
        Assert.Equal("abcdef"[..events], Events(Encoding.UTF8.GetString(received)).Text());
        var entry = (await emulator.Journal.WaitForCompletedAsync(1, TestContext.Current.CancellationToken))[0];
        Assert.Equal(events, entry.SentEvents);
        Assert.False(entry.ClientAborted);
    }

    [Fact]
    public async Task An_error_inside_a_200_has_three_forms()
    {
        var asEvent = await BodyAsync(Reply.Text("ab").InPieces(1).FailAfter(1, ServiceError.Overloaded()));
        var asJson = await BodyAsync(Reply.Text("ab").InPieces(1).FailAfter(1, ServiceError.Overloaded(), StreamErrorForm.RawJson));
        var asArray = await BodyAsync(Reply.Text("ab").InPieces(1).FailAfter(0, ServiceError.Overloaded(), StreamErrorForm.RawArray));
        var inArray = JsonNode.Parse(await BodyAsync(Reply.Text("ab").InPieces(1).FailAfter(1, ServiceError.Overloaded()), ""))!.AsArray();

        Assert.Equal(503, Events(asEvent)[1]["error"]!["code"]!.GetValue<int>());
        Assert.Single(Events(asJson));
        Assert.Contains("\r\n\r\n{\n  \"error\": {\n    \"code\": 503,", asJson, StringComparison.Ordinal);
        Assert.Equal("UNAVAILABLE", JsonNode.Parse(asArray)![0]!["error"]!["status"]!.ToString());
        Assert.Equal(2, inArray.Count);
        Assert.NotNull(inArray[1]!["error"]);
    }

    [Fact]
    public async Task A_raw_body_is_sent_byte_for_byte()
    {
        Assert.Equal("data: {broken\n\n", await BodyAsync(Reply.Bytes("data: {broken\n\n"u8.ToArray(), "text/event-stream")));
    }

    private static async Task<(byte[] Received, bool IsCut)> ReadToCutAsync(HttpResponseMessage response)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var received = new MemoryStream();
        var buffer = new byte[1024];
        try
        {
            while (await stream.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var read)
            {
                received.Write(buffer, 0, read);
            }

            return (received.ToArray(), false);
        }
        catch (IOException)
        {
            return (received.ToArray(), true);
        }
    }
}
