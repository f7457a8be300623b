using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Scripts;

namespace Connectors.Gemini.Web.Tests;

/// <summary>The endpoint without a browser.</summary>
public sealed class EndpointTests : IAsyncDisposable
{
    private readonly WebSample _sample = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_kind_of_content_is_an_event_of_its_own()
    {
        _sample.Emulator.Script.Next(
            Reply.Thought("Hm.").ThenCall("get_weather", new JsonObject { ["city"] = "Prague" }),
            Reply.Text("Sun").ThenText("ny."));

        var events = await AskAsync(_sample, "deep", "What is the weather in Prague?");

        Assert.Equal(["thought", "call", "result", "text", "text", "done"], events.Select(static item => item.Type));
        Assert.Equal("get_weather", events[1].Data.GetProperty("name").GetString());
        Assert.Equal("Prague", events[1].Data.GetProperty("arguments").GetProperty("city").GetString());
        Assert.Equal(events[1].Data.GetProperty("id").GetString(), events[2].Data.GetProperty("id").GetString());
        Assert.Equal("sunny", events[2].Data.GetProperty("result").GetProperty("sky").GetString());
        Assert.True(events[^1].Data.GetProperty("outputTokens").GetInt64() > 0);
    }

    [Fact]
    public async Task The_fast_client_answers_a_repeated_question_from_the_cache_and_runs_functions_anew()
    {
        var first = await AskAsync(_sample, "fast", "What is the weather in Prague?");
        var requests = _sample.Emulator.Journal.Entries.Count;

        var second = await AskAsync(_sample, "fast", "What is the weather in Prague?");

        Assert.Equal(2, requests);
        Assert.Equal(requests, _sample.Emulator.Journal.Entries.Count);
        Assert.Equal(TextOf(first), TextOf(second));
        Assert.Contains(second, static item => item.Type == "result");
    }

    [Fact]
    public async Task The_deep_client_asks_the_model_each_time()
    {
        await AskAsync(_sample, "deep", "Good morning");
        await AskAsync(_sample, "deep", "Good morning");

        Assert.Equal(2, _sample.Emulator.Journal.Entries.Count);
    }

    [Fact]
    public async Task A_conversation_with_calls_goes_on_with_either_client()
    {
        var conversation = Guid.NewGuid();
        await AskAsync(_sample, "deep", "What is the weather in Prague and in Brno?", conversation);
        await AskAsync(_sample, "fast", "What time is it in Tokyo?", conversation);

        var events = await AskAsync(_sample, "deep", "Good morning", conversation);

        Assert.Contains("You said: Good morning", TextOf(events), StringComparison.Ordinal);
        Assert.All(_sample.Emulator.Journal.Entries, static entry => Assert.Empty(entry.Refusals));
    }

    [Theory]
    [InlineData("huge", "Hello", "huge")]
    [InlineData("fast", " ", "empty")]
    public async Task A_question_that_cannot_be_asked_is_refused_by_name(string model, string text, string reason)
    {
        using var client = _sample.CreateClient();

        using var response = await client.PostAsJsonAsync("/api/chat", new { conversation = Guid.NewGuid(), model, text }, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(reason, await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Empty(_sample.Emulator.Journal.Entries);
    }

    [Fact]
    public async Task Models_and_functions_are_traced()
    {
        var trace = ActivityTraceId.CreateRandom();
        ConcurrentQueue<string> names = new();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Connectors.Gemini.Samples.Web",
            ActivityStopped = activity =>
            {
                if (activity.TraceId == trace)
                {
                    names.Enqueue(activity.DisplayName);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);

        await AskAsync(_sample, "deep", "What is the weather in Prague?", traceParent: $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");

        Assert.Contains("chat gemini-3.1-pro-preview", names);
        Assert.Contains("execute_tool get_weather", names);
    }

    [Theory]
    [InlineData("Gemini:ApiKey")]
    [InlineData("GOOGLE_API_KEY")]
    [InlineData("GEMINI_API_KEY")]
    public async Task With_a_key_the_configured_service_is_asked_and_no_emulator_is_started(string setting)
    {
        const string Key = "a-key-that-the-service-knows";
        await using var service = await GeminiEmulator.StartAsync(new GeminiEmulatorOptions { ValidApiKeys = [Key] });
        await using var sample = new WebSample((setting, Key), ("Gemini:BaseAddress", service.BaseAddress.ToString()));

        var events = await AskAsync(sample, "fast", "Good morning");

        Assert.Contains("You said: Good morning", TextOf(events), StringComparison.Ordinal);
        Assert.Single(service.Journal.Entries);
        Assert.Null(sample.Services.GetService(typeof(GeminiEmulator)));
    }

    public ValueTask DisposeAsync() => _sample.DisposeAsync();

    private static async Task<List<(string Type, JsonElement Data)>> AskAsync(
        WebSample sample, string model, string text, Guid? conversation = null, string? traceParent = null)
    {
        using var client = sample.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat")
        {
            Content = JsonContent.Create(new { conversation = conversation ?? Guid.NewGuid(), model, text }),
        };
        if (traceParent is not null)
        {
            request.Headers.Add("traceparent", traceParent);
        }

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);

        List<(string Type, JsonElement Data)> events = [];
        await using var body = await response.Content.ReadAsStreamAsync(Cancellation);
        await foreach (var item in SseParser.Create(body, static (_, data) => JsonElement.Parse(data)).EnumerateAsync(Cancellation))
        {
            events.Add((item.EventType, item.Data));
        }

        return events;
    }

    private static string TextOf(IEnumerable<(string Type, JsonElement Data)> events) =>
        string.Concat(events.Where(static item => item.Type == "text").Select(static item => item.Data.GetProperty("text").GetString()));
}
