using System.Text.Json;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Scripts;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Gemini.Tests.Options;

/// <summary>What M.E.AI's own integration tests ask of a client, over the strict emulator.</summary>
public sealed class ConformanceTests : IAsyncLifetime
{
    private GeminiEmulator _emulator = null!;
    private GeminiClient _gemini = null!;
    private IChatClient _chat = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await GeminiEmulator.StartAsync();
        _gemini = new GeminiClient(new GeminiClientOptions { ApiKey = "test-key", BaseAddress = _emulator.BaseAddress });
        _chat = _gemini.AsIChatClient(Wire.Model);
    }

    public async ValueTask DisposeAsync()
    {
        Assert.All(_emulator.Journal.Entries, entry => Assert.Empty(entry.Refusals));
        _gemini.Dispose();
        await _emulator.DisposeAsync();
    }

    [Fact]
    public async Task One_message_and_many_messages_are_answered()
    {
        Assert.Contains("one", (await _chat.GetResponseAsync("one", cancellationToken: Wire.Token)).Text, StringComparison.Ordinal);
        var many = await _chat.GetResponseAsync(
            [new(ChatRole.System, "Be short."), new(ChatRole.User, "first"), new(ChatRole.Assistant, "answer"), new(ChatRole.User, ""), new(ChatRole.User, "second")], cancellationToken: Wire.Token);
        Assert.Contains("second", many.Text, StringComparison.Ordinal);
        Assert.Contains("turn 2", many.Text, StringComparison.Ordinal);
        Assert.Contains("Be short.", many.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_streamed_answer_in_the_history_works_on_the_next_turn()
    {
        List<ChatMessage> history = [new(ChatRole.User, "first")];
        history.AddMessages(await _chat.GetStreamingResponseAsync(history, cancellationToken: Wire.Token).ToListAsync(Wire.Token));
        history.Add(new(ChatRole.User, "second"));

        Assert.Contains("turn 2", (await _chat.GetResponseAsync(history, cancellationToken: Wire.Token)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Functions_with_no_optional_nested_and_array_arguments_run_in_parallel(bool streamed)
    {
        _emulator.Script.Next(
            Reply.Call("none").ThenCall("optional", new() { ["a"] = 1 }).ThenCall("nested", new() { ["place"] = new System.Text.Json.Nodes.JsonObject { ["name"] = "Brno", ["population"] = 4.0 } })
                .ThenCall("array", new() { ["values"] = new System.Text.Json.Nodes.JsonArray(1, 2, 3) }),
            Reply.Text("done"));
        var calls = new System.Collections.Concurrent.ConcurrentBag<string>();
        using var chat = _chat.AsBuilder().UseFunctionInvocation(configure: client => client.AllowConcurrentInvocation = true).Build();
        var options = new ChatOptions
        {
            Tools =
            [
                AIFunctionFactory.Create(() => calls.Add("none"), "none"),
                AIFunctionFactory.Create((int a, string b = "default") => calls.Add($"optional {a} {b}"), "optional"),
                AIFunctionFactory.Create((StructuredOutputTests.City place) => calls.Add($"nested {place.Name} {place.Population}"), "nested"),
                AIFunctionFactory.Create((int[] values) => calls.Add($"array {values.Sum()}"), "array"),
            ],
        };

        var response = streamed
            ? await chat.GetStreamingResponseAsync("Go", options, Wire.Token).ToChatResponseAsync(Wire.Token)
            : await chat.GetResponseAsync("Go", options, Wire.Token);

        Assert.Equal("done", response.Text);
        Assert.Equal(["array 6", "nested Brno 4", "none", "optional 1 default"], calls.Order(StringComparer.Ordinal));
        // Results stand together in one user turn, in the order of the calls.
        var turn = _emulator.Journal.Entries[1].Body!.Value.GetProperty("contents")[2];
        Assert.Equal("user", turn.GetProperty("role").GetString());
        Assert.Equal(["none", "optional", "nested", "array"], turn.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("functionResponse").GetProperty("name").GetString()));
        // The signature belongs to the call.
        Assert.All(turn.GetProperty("parts").EnumerateArray(), part => Wire.AssertAbsent("thoughtSignature", part));
        Assert.True(_emulator.Journal.Entries[1].Body!.Value.GetProperty("contents")[1].GetProperty("parts")[0].TryGetProperty("thoughtSignature", out _));
    }

    [Fact]
    public async Task A_required_function_is_called_any_or_the_named_one()
    {
        using var chat = _chat.AsBuilder().UseFunctionInvocation().Build();
        foreach (var mode in new ChatToolMode[] { ChatToolMode.RequireAny, ChatToolMode.RequireSpecific("second") })
        {
            var called = new List<string>();
            var options = new ChatOptions { ToolMode = mode, Tools = [AIFunctionFactory.Create(() => called.Add("first"), "first"), AIFunctionFactory.Create(() => called.Add("second"), "second")] };

            await chat.GetResponseAsync("Hello", options, Wire.Token);

            Assert.Contains(mode is RequiredChatToolMode { RequiredFunctionName: { } name } ? name : called[0], called);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_equal_prompt_is_answered_by_the_cache(bool streamed)
    {
        var cache = new MemoryDistributedCache(Microsoft.Extensions.Options.Options.Create(new MemoryDistributedCacheOptions()));
        using var chat = _chat.AsBuilder().UseDistributedCache(cache).Build();

        var answers = new List<ChatResponse>();
        for (var i = 0; i < 2; i++)
        {
            answers.Add(streamed
                ? await chat.GetStreamingResponseAsync("Hello", cancellationToken: Wire.Token).ToChatResponseAsync(Wire.Token)
                : await chat.GetResponseAsync("Hello", cancellationToken: Wire.Token));
        }

        Assert.Single(_emulator.Journal.Entries);
        Assert.Equal(answers[0].Text, answers[1].Text);
        Assert.Equal(answers[0].Usage!.TotalTokenCount, answers[1].Usage!.TotalTokenCount);
        Assert.Equal(answers[0].ResponseId, answers[1].ResponseId);
        await chat.GetResponseAsync("Something else", cancellationToken: Wire.Token);
        Assert.Equal(2, _emulator.Journal.Entries.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cache_before_or_after_function_invocation_keeps_the_signatures(bool cacheOutside)
    {
        _emulator.Script.Next(Reply.Call("f"), Reply.Text("done"));
        var cache = new MemoryDistributedCache(Microsoft.Extensions.Options.Options.Create(new MemoryDistributedCacheOptions()));
        var builder = cacheOutside ? _chat.AsBuilder().UseDistributedCache(cache).UseFunctionInvocation() : _chat.AsBuilder().UseFunctionInvocation().UseDistributedCache(cache);
        using var chat = builder.Build();
        var runs = 0;
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create(() => Interlocked.Increment(ref runs) > 0, "f")] };

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("done", (await chat.GetResponseAsync("Go", options, Wire.Token)).Text);
        }

        // Inside, the cache answers each step of the second run: its call comes back signed, and so the same request finds the same answer.
        Assert.Equal(2, _emulator.Journal.Entries.Count);
        Assert.Equal(cacheOutside ? 1 : 2, runs);
    }

    [Fact]
    public async Task A_refused_approval_is_sent_as_a_result()
    {
        _emulator.Script.Next(Reply.Call("f"), Reply.Text("as you like"));
        using var chat = _chat.AsBuilder().UseFunctionInvocation().Build();
        var options = new ChatOptions { Tools = [new ApprovalRequiredAIFunction(AIFunctionFactory.Create(() => 1, "f"))] };
        List<ChatMessage> history = [new(ChatRole.User, "Go")];

        var asked = await chat.GetResponseAsync(history, options, Wire.Token);
        history.AddMessages(asked);
        history.Add(new(ChatRole.User, [Assert.Single(asked.Messages.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>()).CreateResponse(approved: false)]));
        var answer = await chat.GetResponseAsync(history, options, Wire.Token);

        Assert.Equal("as you like", answer.Text);
        var result = _emulator.Journal.Entries[1].Body!.Value.GetProperty("contents")[2].GetProperty("parts")[0].GetProperty("functionResponse");
        Assert.Equal("f", result.GetProperty("name").GetString());
        Assert.Contains("reject", result.GetProperty("response").GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task When_the_loop_ends_without_tools_their_settings_go_too()
    {
        _emulator.Script.Next(Reply.Call("f"), Reply.Text("done"));
        using var chat = _chat.AsBuilder().UseFunctionInvocation(configure: client => client.MaximumIterationsPerRequest = 1).Build();
        var options = new GeminiChatOptions { Tools = [AIFunctionFactory.Create(() => 1, "f")], AllowedFunctionNames = ["f"] };

        Assert.Equal("done", (await chat.GetResponseAsync("Go", options, Wire.Token)).Text);

        var last = _emulator.Journal.Entries[1].Body!.Value;
        Wire.AssertAbsent("tools", last);
        Wire.AssertAbsent("toolConfig", last);
    }

    [Fact]
    public void Services_are_found_through_the_pipeline()
    {
        using var chat = _chat.AsBuilder().UseFunctionInvocation().Build();

        var metadata = chat.GetService<ChatClientMetadata>()!;
        Assert.Equal("gcp.gemini", metadata.ProviderName);
        Assert.Equal(Wire.Model, metadata.DefaultModelId);
        Assert.Equal(_emulator.BaseAddress, metadata.ProviderUri);
        Assert.Same(_gemini, chat.GetService<GeminiClient>());
        Assert.Same(_chat, _chat.GetService<IChatClient>());
        Assert.Same(_chat, _chat.GetService(typeof(object)));
        Assert.Null(_chat.GetService(typeof(IChatClient), "key"));
        Assert.Null(_chat.GetService(typeof(string)));
        Assert.Throws<ArgumentNullException>(() => _chat.GetService(null!));
    }

    [Fact]
    public async Task Null_arguments_are_refused_and_metadata_is_right_for_every_constructor()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(() => _chat.GetResponseAsync((IEnumerable<ChatMessage>)null!, cancellationToken: Wire.Token));
        Assert.ThrowsAny<ArgumentException>(() => _gemini.AsIChatClient(null!));
        Assert.ThrowsAny<ArgumentException>(() => _gemini.AsIChatClient(" "));
        Assert.Throws<ArgumentNullException>(() => new GeminiClient((string)null!));
        Assert.Throws<ArgumentNullException>(() => new GeminiClient((GeminiClientOptions)null!));

        using var simple = new GeminiClient("test-key");
        using var vertex = new GeminiClient(new GeminiClientOptions { ApiKey = "test-key", Vertex = new GeminiVertexOptions() });
        Assert.Equal(new Uri("https://generativelanguage.googleapis.com/"), Metadata(simple).ProviderUri);
        Assert.Equal(("gcp.vertex_ai", "aiplatform.googleapis.com"), (Metadata(vertex).ProviderName, Metadata(vertex).ProviderUri!.Host));

        static ChatClientMetadata Metadata(GeminiClient client) => client.AsIChatClient(Wire.Model).GetService<ChatClientMetadata>()!;
    }

    [Fact]
    public async Task Messages_and_options_are_left_as_they_were()
    {
        var options = new GeminiChatOptions { Temperature = 1, Tools = [AIFunctionFactory.Create((int a) => a, "f")], ThinkingLevel = Gemini.Wire.ThinkingLevel.Low };
        List<ChatMessage> history = [new(ChatRole.System, "s"), new(ChatRole.Assistant, "a"), new(ChatRole.User, [new TextContent("t"), new DataContent(new byte[] { 0x89, 0x50, 0x4E, 0x47 }, "image/*")])];
        var (before, tools) = (Json(history), options.Tools.ToArray());

        await _chat.GetResponseAsync(history, options, Wire.Token);

        Assert.Equal(before, Json(history));
        Assert.Equal(tools, options.Tools);
        Assert.Single(options.AdditionalProperties!);

        static string Json(List<ChatMessage> messages) => JsonSerializer.Serialize(messages, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(IEnumerable<ChatMessage>)));
    }

    [Fact]
    public async Task A_stall_before_the_response_times_out_and_is_repeated_and_a_stream_that_is_cut_later_never_is()
    {
        var clock = new FakeTimeProvider();
        using var gemini = new GeminiClient(new GeminiClientOptions
        {
            ApiKey = "test-key",
            BaseAddress = _emulator.BaseAddress,
            Timeout = TimeSpan.FromMinutes(1),
            TimeProvider = clock,
            Retry = { MaxAttempts = 2, BaseDelay = TimeSpan.Zero },
        });
        _emulator.Faults.Add(Emulator.Faults.Fault.Hang().OnCall(1));

        var answer = gemini.AsIChatClient(Wire.Model).GetStreamingResponseAsync("Hello", cancellationToken: Wire.Token).ToChatResponseAsync(Wire.Token);
        await _emulator.Journal.WaitForAsync(entry => entry.Fault is not null, Wire.Token);
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.NotEmpty((await answer).Text);
        Assert.Equal(2, _emulator.Journal.Entries.Count);

        _emulator.Script.Next(Reply.Text("one two three four").InPieces(4).CutAfter(2));
        await Assert.ThrowsAsync<GeminiException>(() => gemini.AsIChatClient(Wire.Model).GetStreamingResponseAsync("Hello", cancellationToken: Wire.Token).ToChatResponseAsync(Wire.Token));
        Assert.Equal(3, _emulator.Journal.Entries.Count);
    }

    [Fact]
    public async Task Thoughts_alone_are_not_an_answer()
    {
        _emulator.Script.Next(Reply.Thought("Hm.").WithThoughtsUnasked());

        var response = await _chat.GetStreamingResponseAsync("Hello", cancellationToken: Wire.Token).ToChatResponseAsync(Wire.Token);

        Assert.Empty(response.Text);
        Assert.Contains(response.Messages.SelectMany(message => message.Contents), content => content is ErrorContent);
    }
}
