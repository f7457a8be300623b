using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Agents.Tests.Routes;

/// <summary>ChatClientAgent with a session.</summary>
internal static class AgentRoutes
{
    public static readonly Route[] All =
    [
        new("agent", SessionAsync),
        new("agent, all approved", run => ApprovalAsync(run, Trip.ToolsToApprove, _ => true)),
        new("agent, the second rejected", run => ApprovalAsync(run, Trip.ToolsToApprove, call => RouteRun.PlaceOf(call) != "Brno")),
        new("agent, only the second approved", run => ApprovalAsync(run, Trip.ToolsToApprove, call => RouteRun.PlaceOf(call) == "Brno")),
        new("agent, the second needs no approval", run => ApprovalAsync(run, Trip.ToolsOfBothKinds, _ => true)),
        new("agent, the third rejected, the second needs none", run => ApprovalAsync(run, Trip.ToolsOfBothKinds, call => RouteRun.PlaceOf(call) != "Oslo")),
        new("agent as chat client", AsChatClientAsync),
    ];

    public static AIAgent Agent(IChatClient client, params AITool[] tools) => new ChatClientAgent(client, new ChatClientAgentOptions
    {
        Name = "traveller",
        ChatOptions = WithInstructions(Trip.Options(tools)),
    });

    private static ChatOptions WithInstructions(ChatOptions options)
    {
        options.Instructions = "You know places.";
        return options;
    }

    private static async Task SessionAsync(RouteRun run)
    {
        var (first, second) = (Agent(run.Client(Trip.Replies), Trip.Tools), Agent(run.Client(), Trip.Tools));
        var session = await first.CreateSessionAsync();
        await run.AskAsync(first, session, RouteRun.User(Trip.Question));
        session = await run.SavedAsync(session, first, second);
        await run.AskAsync(second, session, RouteRun.User(Trip.NextQuestion));
    }

    private static async Task ApprovalAsync(RouteRun run, AITool[] tools, Func<FunctionCallContent, bool> approves)
    {
        var (first, second) = (Agent(run.Client(Trip.Replies), tools), Agent(run.Client(), tools));
        var session = await first.CreateSessionAsync();
        var asked = await run.AskAsync(first, session, RouteRun.User(Trip.Question));
        session = await run.SavedAsync(session, first, second);
        await run.AskAsync(second, session, RouteRun.Decide(asked.Messages, approves));
        session = await run.SavedAsync(session, second, first);
        await run.AskAsync(first, session, RouteRun.User(Trip.NextQuestion));
    }

    private static async Task AsChatClientAsync(RouteRun run)
    {
        var client = Agent(run.Client(Trip.Replies), Trip.Tools).AsIChatClient();
        List<ChatMessage> history = [];
        await run.AskAsync(client, history, options: null, RouteRun.User(Trip.Question));
        history = run.Saved(history);
        await run.AskAsync(client, history, options: null, RouteRun.User(Trip.NextQuestion));
    }
}
