using Connectors.Gemini.Agents.Tests.Routes;
using Connectors.Gemini.Emulator.Scripts;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Agents.Tests.Agents;

/// <summary>Approvals that are answered twice or never, and sessions that are somebody else's.</summary>
public class BadInputTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_approval_answered_twice_runs_the_function_once(bool streaming)
    {
        await using var scene = await Scene.StartAsync(Trip.Replies);
        var runs = 0;
        var tool = new ApprovalRequiredAIFunction(AIFunctionFactory.Create((string place) => ++runs, "get_weather"));
        var agent = AgentRoutes.Agent(scene.Client(), tool, new ApprovalRequiredAIFunction(Trip.Time));
        var session = await agent.CreateSessionAsync(TestContext.Current.CancellationToken);
        var asked = await agent.AskAsync(streaming, Trip.Question, session);
        var answer = RouteRun.Decide(asked.Messages, _ => true);

        await agent.AskAsync(streaming, [answer], session);
        await agent.AskAsync(streaming, [answer], session);

        Assert.Equal(2, runs);
        scene.AssertAccepted();
        Assert.Equal(Trip.Calls, scene.Requests[^1].Calls.Select(call => call.Place));
        Assert.Equal(3, scene.Requests[^1].Results.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_same_approval_twice_in_one_message_is_one_call_with_one_result_for_the_model(bool streaming)
    {
        await using var scene = await Scene.StartAsync(Trip.Replies);
        var client = new FunctionInvokingChatClient(scene.Client());
        List<ChatMessage> history = [new(ChatRole.User, Trip.Question)];
        var asked = await client.AskAsync(streaming, history, Trip.Options(Trip.ToolsToApprove));
        history.AddMessages(asked);
        var answer = RouteRun.Decide(asked.Messages, _ => true);
        history.Add(new ChatMessage(ChatRole.User, [.. answer.Contents, .. answer.Contents]));

        await client.AskAsync(streaming, history, Trip.Options(Trip.ToolsToApprove));

        scene.AssertAccepted();
        Assert.Equal(Trip.Calls, scene.Requests[^1].Calls.Select(call => call.Place));
        Assert.Equal(3, scene.Requests[^1].Results.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_agent_given_the_same_approval_twice_in_one_message_runs_the_function_once(bool streaming)
    {
        await using var scene = await Scene.StartAsync(Trip.Replies);
        var runs = 0;
        var tool = new ApprovalRequiredAIFunction(AIFunctionFactory.Create((string place) => ++runs, "get_weather"));
        var agent = AgentRoutes.Agent(scene.Client(), tool, new ApprovalRequiredAIFunction(Trip.Time));
        var session = await agent.CreateSessionAsync(TestContext.Current.CancellationToken);
        var asked = await agent.AskAsync(streaming, Trip.Question, session);
        var answer = RouteRun.Decide(asked.Messages, _ => true);

        await agent.AskAsync(streaming, [new ChatMessage(ChatRole.User, [.. answer.Contents, .. answer.Contents])], session);

        Assert.Equal(2, runs);
        scene.AssertAccepted();
        Assert.Equal(3, scene.Requests[^1].Results.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_approval_that_is_never_answered_counts_as_refused(bool streaming)
    {
        await using var scene = await Scene.StartAsync(Trip.ThreeCalls, Reply.Text("As you like."));
        var agent = AgentRoutes.Agent(scene.Client(), Trip.ToolsToApprove);
        var session = await agent.CreateSessionAsync(TestContext.Current.CancellationToken);
        await agent.AskAsync(streaming, Trip.Question, session);

        var response = await agent.AskAsync(streaming, "Never mind.", session);

        Assert.Equal("As you like.", response.Text);
        scene.AssertAccepted();
        var last = scene.Requests[^1];
        Assert.Equal(Trip.Calls, last.Calls.Select(call => call.Place));
        Assert.True(last.Calls[0].HasOwnSignature);
        Assert.Equal(3, last.Results.Count);
        Assert.EndsWith("Never mind.", last.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Only_some_approvals_answered_is_accepted(bool streaming)
    {
        await using var scene = await Scene.StartAsync(Trip.Replies);
        var agent = AgentRoutes.Agent(scene.Client(), Trip.ToolsToApprove);
        var session = await agent.CreateSessionAsync(TestContext.Current.CancellationToken);
        var asked = await agent.AskAsync(streaming, Trip.Question, session);
        var answer = RouteRun.Decide(asked.Messages, _ => true);

        await agent.AskAsync(streaming, [new ChatMessage(ChatRole.User, [answer.Contents[1]])], session);

        scene.AssertAccepted();
        var last = scene.Requests[^1];
        Assert.Equal(Trip.Calls, last.Calls.Select(call => call.Place));
        Assert.Equal(3, last.Results.Count);
        Assert.Contains("Time of Brno", last.Results[1].Response, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_of_another_agent_is_a_history_like_any_other(bool streaming)
    {
        await using var scene = await Scene.StartAsync(Trip.Replies);
        var one = WorkflowRoutes.Agent(scene.Client(), "one", Trip.Tools);
        var two = WorkflowRoutes.Agent(scene.Client(Scene.ModelWithoutIds), "two");
        var session = await one.CreateSessionAsync(TestContext.Current.CancellationToken);
        await one.AskAsync(streaming, Trip.Question, session);

        var response = await two.AskAsync(streaming, Trip.NextQuestion, await session.ThroughJsonAsync(one, two));

        Assert.Equal(Trip.LastAnswer, response.Text);
        scene.AssertAccepted();
        Assert.Equal(Trip.Calls, scene.Requests[^1].Calls.Select(call => call.Place));
    }

    [Fact]
    public async Task A_session_of_an_agent_that_keeps_it_at_its_service_is_refused_by_the_framework()
    {
        await using var scene = await Scene.StartAsync(Reply.Text("Hi."));
        var agent = AgentRoutes.Agent(scene.Client());
        var session = await ((ChatClientAgent)agent).CreateSessionAsync("conversation-1", TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InvalidOperationException>(() => agent.AskAsync(streaming: false, "Hi", session));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_function_that_a_resumed_agent_no_longer_has_is_told_to_the_model(bool streaming)
    {
        await using var scene = await Scene.StartAsync(Trip.Replies);
        var (before, after) = (AgentRoutes.Agent(scene.Client(), Trip.ToolsToApprove), AgentRoutes.Agent(scene.Client(), Trip.Time));
        var session = await before.CreateSessionAsync(TestContext.Current.CancellationToken);
        var asked = await before.AskAsync(streaming, Trip.Question, session);

        await after.AskAsync(streaming, [RouteRun.Decide(asked.Messages, _ => true)], await session.ThroughJsonAsync(before, after));

        scene.AssertAccepted();
        Assert.Equal(Trip.Calls, scene.Requests[^1].Calls.Select(call => call.Place));
        Assert.Contains("not found", scene.Requests[^1].Results[0].Response, StringComparison.Ordinal);
    }
}
