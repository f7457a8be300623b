using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Faults;
using Connectors.Gemini.Emulator.Scripts;
using Connectors.Gemini.Samples.AgentFramework;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Agents.Tests.Routes;

/// <summary>Gemini beside another provider; the conversation crosses over in the middle of a tool step.</summary>
internal static class FailoverRoutes
{
    private const string OtherAnswer = "The other one says: sunny, noon, rain.";

    private static readonly CompletionReply OtherCalls = CompletionReply.Call(
        new CompletionCall("call_a", "get_weather", """{"place":"Prague"}"""),
        new CompletionCall("call_b", "get_time", """{"place":"Brno"}"""),
        new CompletionCall("call_c", "get_weather", """{"place":"Oslo"}"""));

    public static readonly Route[] All =
    [
        new("fail-over, Gemini calls, the other answers, Gemini goes on", ToOtherAndBackAsync) { KeepsReasoning = null },
        new("fail-over, the other calls, Gemini answers and goes on", FromOtherAsync) { Signatures = "placeholder+none", Requests = 2 },
        new("by hand, Gemini calls, the other answers, and back", run => ByHandAsync(run, geminiFirst: true)) { KeepsReasoning = null, Requests = 2 },
        new("by hand, the other calls, Gemini answers, and back", run => ByHandAsync(run, geminiFirst: false)) { Signatures = "placeholder", KeepsReasoning = null, Requests = 1 },
    ];

    private static async Task ToOtherAndBackAsync(RouteRun run)
    {
        var gemini = run.Client(Trip.ThreeCalls, Reply.Text(Trip.LastAnswer));
        run.Scene.Emulator.Faults.Add(Fault.Error(ServiceError.Overloaded()).OnCall(2));
        var client = new FunctionInvokingChatClient(new OrderedFailoverChatClient([gemini, run.Scene.OtherClient(CompletionReply.Say(OtherAnswer))]));
        List<ChatMessage> history = [];
        var response = await run.AskAsync(client, history, Trip.Options(Trip.Tools), RouteRun.User(Trip.Question));
        Assert.EndsWith(OtherAnswer, response.Text.Trim(), StringComparison.Ordinal);
        history = run.Saved(history);
        await run.AskAsync(client, history, Trip.Options(Trip.Tools), RouteRun.User(Trip.NextQuestion));
        Assert.Single(run.Scene.OtherRequests);
    }

    private static async Task FromOtherAsync(RouteRun run)
    {
        var fails = CompletionReply.Refuse(503, "Overloaded.");
        var other = run.Scene.OtherClient(OtherCalls, fails, fails);
        var client = new FunctionInvokingChatClient(new OrderedFailoverChatClient([other, run.Client(Trip.Replies[1..])]));
        List<ChatMessage> history = [];
        await run.AskAsync(client, history, Trip.Options(Trip.Tools), RouteRun.User(Trip.Question));
        history = run.Saved(history);
        await run.AskAsync(client, history, Trip.Options(Trip.Tools), RouteRun.User(Trip.NextQuestion));
        Assert.Equal(3, run.Scene.OtherRequests.Count);
    }

    /// <summary>The step is begun by one, answered by the other, and the first one goes on.</summary>
    private static async Task ByHandAsync(RouteRun run, bool geminiFirst)
    {
        var gemini = run.Client(geminiFirst ? [Trip.ThreeCalls, Reply.Text(Trip.LastAnswer)] : [Trip.Replies[1]]);
        var other = run.Scene.OtherClient(geminiFirst ? [CompletionReply.Say(OtherAnswer)] : [OtherCalls, CompletionReply.Say(Trip.LastAnswer)]);
        var (first, second) = geminiFirst ? (gemini, other) : (other, gemini);
        var options = Trip.Options(Trip.Tools);
        List<ChatMessage> history = [];
        var response = await run.AskAsync(first, history, options, RouteRun.User(Trip.Question));
        history = run.Saved(history);
        var calls = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>();
        await run.AskAsync(second, history, options, new ChatMessage(ChatRole.Tool, [.. calls.Select(call => (AIContent)new FunctionResultContent(call.CallId, "done"))]));
        history = run.Saved(history);
        await run.AskAsync(first, history, options, RouteRun.User(Trip.NextQuestion));
    }
}
