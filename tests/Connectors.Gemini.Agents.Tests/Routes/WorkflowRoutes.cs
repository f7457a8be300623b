using Connectors.Gemini.Emulator.Scripts;
using Microsoft.Agents.AI;
using Microsoft.Agents.AI.Workflows;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Agents.Tests.Routes;

/// <summary>Several agents, all of them on Gemini: the first one has the tools.</summary>
internal static class WorkflowRoutes
{
    public static readonly Route[] All =
    [
        new("sequential workflow", SequentialAsync) { Saves = false, KeepsReasoning = null },
        new("group chat", GroupChatAsync) { Saves = false, KeepsReasoning = null, Requests = 4 },
        new("concurrent workflow", ConcurrentAsync) { Saves = false, KeepsReasoning = null },
        // These workflows turn parallel calls off: the first call alone is handed out.
        new("hand-off after tools", run => HandoffAsync(run, andBack: false)) { Saves = false, KeepsReasoning = null, Calls = Trip.Calls[..1] },
        new("hand-off after tools, and back", run => HandoffAsync(run, andBack: true)) { Saves = false, KeepsReasoning = null, Requests = 5, Calls = Trip.Calls[..1] },
        new("workflow as agent", AsAgentAsync) { KeepsReasoning = null, Requests = 5 },
    ];

    public static ChatClientAgent Agent(IChatClient client, string name, params AITool[] tools) => new(client, new ChatClientAgentOptions
    {
        Id = name,
        Name = name,
        Description = $"Knows {name} things",
        ChatOptions = new ChatOptions { Instructions = $"You are {name}.", Tools = [.. tools] },
    });

    /// <summary>Runs a workflow of agents over a user's message.</summary>
    /// <returns>The messages of the output.</returns>
    public static async Task<List<ChatMessage>> RunAsync(Workflow workflow, bool streaming, params ChatMessage[] messages)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var run = await InProcessExecution.RunStreamingAsync(workflow, messages.ToList(), cancellationToken: cancellationToken);
        await run.TrySendMessageAsync(new TurnToken(emitEvents: streaming));
        List<ChatMessage> output = [];
        await foreach (var happened in run.WatchStreamAsync(cancellationToken))
        {
            switch (happened)
            {
                case WorkflowOutputEvent { Data: List<ChatMessage> list }:
                    output = list;
                    break;
                case ExecutorFailedEvent { Data: Exception failure }:
                    Assert.Fail(failure.ToString());
                    break;
                case WorkflowErrorEvent { Data: Exception error }:
                    Assert.Fail(error.ToString());
                    break;
            }
        }

        return output;
    }

    private static async Task SequentialAsync(RouteRun run)
    {
        var workflow = AgentWorkflowBuilder.BuildSequential([Agent(run.Client(Trip.Replies), "traveller", Trip.Tools), Agent(run.Client(), "writer")]);
        run.Text = (await RunAsync(workflow, run.Streaming, RouteRun.User(Trip.Question)))[^1].Text;
        Assert.Contains(Trip.Answer, run.Scene.Requests[^1].Text, StringComparison.Ordinal);
    }

    private static async Task GroupChatAsync(RouteRun run)
    {
        AIAgent[] agents = [Agent(run.Client([.. Trip.Replies[..2], Reply.Text("Well written."), Trip.Replies[2]]), "traveller", Trip.Tools), Agent(run.Client(), "writer")];
        var workflow = AgentWorkflowBuilder
            .CreateGroupChatBuilderWith(all => new RoundRobinGroupChatManager(all) { MaximumIterationCount = 3 })
            .AddParticipants(agents)
            .Build();
        run.Text = (await RunAsync(workflow, run.Streaming, RouteRun.User(Trip.Question)))[^1].Text;
    }

    private static async Task ConcurrentAsync(RouteRun run)
    {
        var script = run.Scene.Emulator.Script;
        script.When(request => request.SystemText.Contains("writer", StringComparison.Ordinal)).Reply(Reply.Text("Written."));
        script.When(request => request.FunctionResults.Count > 0).Reply(Trip.Replies[2]);
        script.Otherwise(Trip.ThreeCalls);
        var workflow = AgentWorkflowBuilder.BuildConcurrent([Agent(run.Client(), "traveller", Trip.Tools), Agent(run.Client(), "writer")]);
        var output = await RunAsync(workflow, run.Streaming, RouteRun.User(Trip.Question));
        Assert.Contains(output, message => message.Text == "Written.");
        run.Text = output.Single(message => message.AuthorName == "traveller").Text;
    }

    private static async Task HandoffAsync(RouteRun run, bool andBack)
    {
        var requests = 0;
        run.Scene.Emulator.Script.Otherwise(request => ++requests switch
        {
            1 => Trip.ThreeCalls,
            2 => Reply.Text("The writer shall say it. ").ThenCall(Handoffs(request)[0], new() { ["reasonForHandoff"] = "words" }),
            3 when andBack => Reply.Text("Back to you. ").ThenCall(Handoffs(request)[0]),
            4 => Reply.Text("And now I say it: ").ThenCall("get_time", Trip.At("Rome")),
            _ => Trip.Replies[2],
        });
        var (traveller, writer) = (Agent(run.Client(), "traveller", Trip.Tools), Agent(run.Client(), "writer"));
        var workflow = AgentWorkflowBuilder.CreateHandoffBuilderWith(traveller)
            .WithToolCallFilteringBehavior(HandoffToolCallFilteringBehavior.HandoffOnly)
            .WithHandoff(traveller, writer)
            .WithHandoff(writer, traveller)
            .Build();
        run.Text = (await RunAsync(workflow, run.Streaming, RouteRun.User(Trip.Question)))[^1].Text;
    }

    private static async Task AsAgentAsync(RouteRun run)
    {
        var workflow = () => AgentWorkflowBuilder
            .BuildSequential([Agent(run.Client(), "traveller", Trip.Tools), Agent(run.Client(), "writer")])
            .AsAIAgent("team", "team");
        run.Client([.. Trip.Replies[..2], Reply.Text("Written."), Reply.Text("They thank us."), Trip.Replies[2]]);
        var (first, second) = (workflow(), workflow());
        var session = await first.CreateSessionAsync();
        await run.AskAsync(first, session, RouteRun.User(Trip.Question));
        (session, var agent) = run.Json ? (await session.ThroughJsonAsync(first, second), second) : (session, first);
        await run.AskAsync(agent, session, RouteRun.User(Trip.NextQuestion));
    }

    /// <summary>The functions with which an agent gives the conversation away.</summary>
    private static List<string> Handoffs(ScriptRequest request) =>
        [.. new SentRequest(request.Body).FunctionNames.Where(name => name.StartsWith("handoff", StringComparison.Ordinal))];
}
