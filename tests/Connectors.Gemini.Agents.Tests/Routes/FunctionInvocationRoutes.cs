using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Agents.Tests.Routes;

/// <summary>FunctionInvokingChatClient over the caller's own list of messages.</summary>
internal static class FunctionInvocationRoutes
{
    public static readonly Route[] All =
    [
        new("functions", run => ListAsync(run, concurrent: false)),
        new("functions, concurrent", run => ListAsync(run, concurrent: true)),
        new("functions, each step by hand", ByHandAsync),
        new("functions, all approved", run => ApprovalAsync(run, Trip.ToolsToApprove, _ => true)),
        new("functions, the second rejected", run => ApprovalAsync(run, Trip.ToolsToApprove, call => RouteRun.PlaceOf(call) != "Brno")),
        new("functions, only the second approved", run => ApprovalAsync(run, Trip.ToolsToApprove, call => RouteRun.PlaceOf(call) == "Brno")),
        new("functions, the second needs no approval", run => ApprovalAsync(run, Trip.ToolsOfBothKinds, _ => true)),
        new("functions, the third rejected, the second needs none", run => ApprovalAsync(run, Trip.ToolsOfBothKinds, call => RouteRun.PlaceOf(call) != "Oslo")),
    ];

    private static async Task ListAsync(RouteRun run, bool concurrent)
    {
        var client = run.Invoking(Trip.Replies);
        client.AllowConcurrentInvocation = concurrent;
        List<ChatMessage> history = [];
        await run.AskAsync(client, history, Trip.Options(Trip.Tools), RouteRun.User(Trip.Question));
        history = run.Saved(history);
        await run.AskAsync(run.Invoking(), history, Trip.Options(Trip.Tools), RouteRun.User(Trip.NextQuestion));
    }

    private static async Task ByHandAsync(RouteRun run)
    {
        var client = run.Client(Trip.Replies);
        var options = Trip.Options(Trip.Tools);
        List<ChatMessage> history = [];
        var response = await run.AskAsync(client, history, options, RouteRun.User(Trip.Question));
        var calls = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ToList();
        history = run.Saved(history);
        // Results come when they are ready, each in a message of its own.
        calls.Reverse();
        await run.AskAsync(client, history, options, [.. calls.Select(call => new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, "done")]))]);
        history = run.Saved(history);
        await run.AskAsync(run.Client(), history, options, RouteRun.User(Trip.NextQuestion));
    }

    private static async Task ApprovalAsync(RouteRun run, AITool[] tools, Func<FunctionCallContent, bool> approves)
    {
        var options = Trip.Options(tools);
        List<ChatMessage> history = [];
        var asked = await run.AskAsync(run.Invoking(Trip.Replies), history, options, RouteRun.User(Trip.Question));
        Assert.Single(run.Scene.Journal);
        history = run.Saved(history);
        await run.AskAsync(run.Invoking(), history, options, RouteRun.Decide(asked.Messages, approves));
        history = run.Saved(history);
        await run.AskAsync(run.Invoking(), history, options, RouteRun.User(Trip.NextQuestion));
    }
}
