using System.Text.Json;
using Microsoft.Extensions.AI;
using static Connectors.Gemini.Tests.Chat.Conversation;

namespace Connectors.Gemini.Tests.Chat;

/// <summary>The chat client below the real FunctionInvokingChatClient.</summary>
public class FunctionInvocationTests
{
    private static readonly string S1 = Signature("1");
    private static readonly string S2 = Signature("2");
    private static readonly string S3 = Signature("3");

    private readonly FakeService _service = new();
    private readonly AIFunction _weather = AIFunctionFactory.Create((string q) => $"Sunny in {q}.", "weather");
    private readonly AIFunction _time = AIFunctionFactory.Create(() => 12, "time");

    private static string[] FirstStep =>
    [
        """{"text":"I look","thought":true}""", """{"text":"One moment."}""",
        CallPart("weather", S1, args: """{"q":"Prague"}"""), CallPart("weather", args: """{"q":"Brno"}"""), CallPart("time", args: null),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Parallel_calls_and_a_second_step_go_through_with_their_signatures(bool streaming)
    {
        _service.Answer(FirstStep).Answer(CallPart("time", S2)).Answer("""{"text":"Sun"}""", $$"""{"text":"ny.","thoughtSignature":"{{S3}}"}""").Answer("""{"text":"ok"}""");
        var chat = Invoking();
        ChatOptions options = new() { Tools = [_weather, _time] };

        var response = await chat.AskAsync(streaming, [User("weather?")], options);

        Assert.Equal("Sunny.", response.Messages[^1].Text);
        Assert.Equal(3, _service.Requests.Count);
        AssertStep(_service.LastContents);
        AssertJson($"[{CallPart("time", S2)}]", _service.LastContents[3].GetProperty("parts"));
        Assert.Equal(21, response.Usage!.TotalTokenCount);

        foreach (var history in new[] { response.Messages, ThroughJson(response.Messages) })
        {
            _service.Answer("""{"text":"ok"}""");
            await chat.AskAsync(streaming, [User("weather?"), .. history, User("thanks")], options);
            AssertStep(_service.LastContents);
            AssertJson($$"""{"text":"ny.","thoughtSignature":"{{S3}}"}""", _service.LastContents[5].GetProperty("parts")[1]);
        }

        Assert.Empty(_service.Warnings);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Approvals_keep_the_models_order_and_signatures(bool streaming)
    {
        foreach (var afterJson in new[] { false, true })
        {
            foreach (var approved in new[] { new[] { true, true, true }, [false, true, true], [true, false, true], [true, true, false], [false, false, false] })
            {
                var service = new FakeService().Answer(FirstStep).Answer("""{"text":"Done."}""").Answer("""{"text":"ok"}""");
                var chat = service.Chat().AsBuilder().UseFunctionInvocation().Build();
                ChatOptions options = new() { Tools = [new ApprovalRequiredAIFunction(_weather), _time] };
                List<ChatMessage> history = [User("weather?")];

                var asking = await chat.AskAsync(streaming, history, options);
                history.AddRange(afterJson ? ThroughJson(asking.Messages) : asking.Messages);
                var requests = history.SelectMany(m => m.Contents).OfType<ToolApprovalRequestContent>().ToList();
                history.Add(new ChatMessage(ChatRole.User, [.. requests.Select((request, i) => request.CreateResponse(approved[i], "No."))]));
                var done = await chat.AskAsync(streaming, history, options);
                history.AddRange(afterJson ? ThroughJson(done.Messages) : done.Messages);

                Assert.Equal("Done.", done.Messages[^1].Text);
                AssertParts(service.Requests[1].GetProperty("contents"));
                AssertResults(service.Requests[1].GetProperty("contents"), approved);

                history.Add(User("thanks"));
                await chat.AskAsync(streaming, history, options);
                AssertParts(service.LastContents);
                AssertResults(service.LastContents, approved);
                Assert.Empty(service.Warnings);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Approvals_that_the_app_answers_in_another_order_keep_the_models_order(bool streaming)
    {
        _service.Answer(FirstStep).Answer("""{"text":"Done."}""");
        var chat = Invoking();
        ChatOptions options = new() { Tools = [new ApprovalRequiredAIFunction(_weather), _time] };
        List<ChatMessage> history = [User("weather?")];
        history.AddRange((await chat.AskAsync(streaming, history, options)).Messages);
        var requests = history.SelectMany(m => m.Contents).OfType<ToolApprovalRequestContent>().Reverse().ToList();
        history.Add(new ChatMessage(ChatRole.User, [.. requests.Select(request => request.CreateResponse(true))]));

        await chat.AskAsync(streaming, history, options);

        AssertStep(_service.LastContents);
    }

    [Fact]
    public async Task A_failing_and_an_unknown_function_are_told_to_the_model()
    {
        _service.Answer(CallPart("fails", S1), CallPart("unheard_of")).Answer("""{"text":"Sorry."}""");
        var fails = AIFunctionFactory.Create(string (string q) => throw new InvalidOperationException($"No {q}."), "fails");

        await Invoking().AskAsync(streaming: false, [User("hi")], new() { Tools = [fails] });

        var responses = _service.LastContents[2].GetProperty("parts").EnumerateArray().Select(p => p.GetProperty("functionResponse").GetProperty("response")).ToList();
        Assert.StartsWith("Error", responses[0].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Contains("not found", responses[1].GetProperty("output").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_a_function_returns_reaches_the_model()
    {
        _service.Answer(CallPart("chart", S1, args: null)).Answer("""{"text":"Nice."}""");
        var chart = AIFunctionFactory.Create(AIContent () => new DataContent(new byte[] { 1, 2, 3 }, "image/png"), "chart");

        await Invoking().AskAsync(streaming: false, [User("hi")], new() { Tools = [chart] });

        AssertJson("""[{"functionResponse":{"name":"chart","response":{},"parts":[{"inlineData":{"mimeType":"image/png","data":"AQID"}}]}}]""", _service.LastContents[2].GetProperty("parts"));
    }

    [Fact]
    public async Task Where_only_one_call_is_allowed_only_the_first_is_run()
    {
        _service.Answer(FirstStep).Answer("""{"text":"Done."}""");

        await Invoking().AskAsync(streaming: true, [User("hi")], new() { Tools = [_weather, _time], AllowMultipleToolCalls = false });

        AssertJson($"[{string.Join(',', FirstStep[..3])}]", _service.LastContents[1].GetProperty("parts"));
        Assert.Equal(1, _service.LastContents[2].GetProperty("parts").GetArrayLength());
    }

    [Fact]
    public async Task A_structured_answer_is_parsed_also_after_thoughts()
    {
        _service.Answer("""{"text":"hm","thought":true}""", """{"text":"{\"name\":\"Ann\","}""", $$"""{"text":"\"age\":5}","thoughtSignature":"{{S1}}"}""");

        var response = await _service.Chat().GetResponseAsync<Person>([User("who?")], cancellationToken: Token);

        Assert.Equal(new Person("Ann", 5), response.Result);
        Assert.Equal("application/json", _service.Last.GetProperty("generationConfig").GetProperty("responseMimeType").GetString());
    }

    [Fact]
    public async Task A_cached_answer_goes_back_as_it_came()
    {
        _service.Answer("""{"text":"hm","thought":true}""", """{"text":"a"}""", $$"""{"text":"b","thoughtSignature":"{{S1}}"}""").Answer("""{"text":"ok"}""");
        var cache = new Microsoft.Extensions.Caching.Distributed.MemoryDistributedCache(Microsoft.Extensions.Options.Options.Create(new Microsoft.Extensions.Caching.Memory.MemoryDistributedCacheOptions()));
        var cached = new DistributedCachingChatClient(_service.Chat(), cache);

        await cached.AskAsync(streaming: true, [User("hi")]);
        var replayed = await cached.AskAsync(streaming: true, [User("hi")]);
        await _service.Chat().AskAsync([User("hi"), .. replayed.Messages, User("go on")]);

        Assert.Equal(2, _service.Requests.Count);
        AssertJson($$"""[{"text":"hm","thought":true},{"text":"a"},{"text":"b","thoughtSignature":"{{S1}}"}]""", _service.LastContents[1].GetProperty("parts"));
    }

    private IChatClient Invoking() => _service.Chat().AsBuilder().UseFunctionInvocation().Build();

    private static void AssertStep(JsonElement contents)
    {
        AssertParts(contents);
        AssertResults(contents, [true, true, true]);
    }

    private static void AssertParts(JsonElement contents) => AssertJson($"[{string.Join(',', FirstStep)}]", contents[1].GetProperty("parts"));

    private static void AssertResults(JsonElement contents, bool[] approved)
    {
        var responses = contents[2].GetProperty("parts").EnumerateArray().Select(p => p.GetProperty("functionResponse")).ToList();
        Assert.Equal(["weather", "weather", "time"], responses.Select(r => r.GetProperty("name").GetString()));
        string[] outputs = ["Sunny in Prague.", "Sunny in Brno.", "12"];
        for (var i = 0; i < 3; i++)
        {
            Assert.Contains(approved[i] ? outputs[i] : "rejected", responses[i].GetProperty("response").GetProperty("output").ToString(), StringComparison.Ordinal);
        }
    }

    private sealed record Person(string Name, int Age);
}
