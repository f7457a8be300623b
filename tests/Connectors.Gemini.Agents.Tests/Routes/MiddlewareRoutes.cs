using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Connectors.Gemini.Agents.Tests.Routes;

/// <summary>M.E.AI's middleware around the client.</summary>
internal static class MiddlewareRoutes
{
    public static readonly Route[] All =
    [
        // A second conversation with the same words comes out of the cache up to its last question.
        new("distributed cache inside of functions", run => CacheAsync(run, outside: false)) { Saves = false },
        new("distributed cache outside of functions", run => CacheAsync(run, outside: true)) { Saves = false },
        new("logging, OpenTelemetry", TelemetryAsync),
        new("reducer that summarises, outside of functions", SummaryAsync) { Requests = 4 },
    ];

    private static async Task CacheAsync(RouteRun run, bool outside)
    {
        IDistributedCache cache = new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()));
        var builder = run.Client(Trip.Replies).AsBuilder();
        builder = outside ? builder.UseDistributedCache(cache).UseFunctionInvocation() : builder.UseFunctionInvocation().UseDistributedCache(cache);
        var client = builder.Build();
        for (var round = 0; round < 2; round++)
        {
            List<ChatMessage> history = [];
            await run.AskAsync(client, history, Trip.Options(Trip.Tools), RouteRun.User(Trip.Question));
            Assert.Equal(2, run.Scene.Journal.Count);
            if (round == 1)
            {
                await run.AskAsync(client, history, Trip.Options(Trip.Tools), RouteRun.User(Trip.NextQuestion));
            }
        }
    }

    private static async Task TelemetryAsync(RouteRun run)
    {
        var client = run.Client(Trip.Replies).AsBuilder()
            .UseLogging(NullLoggerFactory.Instance)
            .UseFunctionInvocation()
            .UseOpenTelemetry(configure: telemetry => telemetry.EnableSensitiveData = true)
            .Build();
        List<ChatMessage> history = [];
        await run.AskAsync(client, history, Trip.Options(Trip.Tools), RouteRun.User(Trip.Question));
        history = run.Saved(history);
        await run.AskAsync(client, history, Trip.Options(Trip.Tools), RouteRun.User(Trip.NextQuestion));
    }

    private static async Task SummaryAsync(RouteRun run)
    {
        // The last but one request is the summary's.
        run.Scene.Emulator.Script.When(request => request.Body.GetRawText().Contains("summary", StringComparison.OrdinalIgnoreCase))
            .Reply(Emulator.Scripts.Reply.Text("They spoke of places."));
        var replies = Trip.Replies;
        var client = run.Client(replies[..2]).AsBuilder()
            .UseChatReducer(new SummarizingChatReducer(run.Client(), targetCount: 3, threshold: 1))
            .UseFunctionInvocation()
            .Build();
        List<ChatMessage> history = [];
        await run.AskAsync(client, history, Trip.Options(Trip.Tools), RouteRun.User(Trip.Question));
        history = run.Saved(history);
        run.Scene.Emulator.Script.Otherwise(replies[2]);
        await run.AskAsync(client, history, Trip.Options(Trip.Tools), RouteRun.User(Trip.NextQuestion));
    }
}
