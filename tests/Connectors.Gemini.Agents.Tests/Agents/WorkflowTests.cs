using Connectors.Gemini.Agents.Tests.Routes;
using Connectors.Gemini.Emulator.Scripts;
using Connectors.Gemini.Samples.AgentFramework;
using Microsoft.Agents.AI;
using Microsoft.Agents.AI.Workflows;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Agents.Tests.Agents;

/// <summary>Agents on Gemini and on another provider in one workflow.</summary>
public class WorkflowTests
{
    private static readonly CompletionReply OtherCalls = CompletionReply.Call(
        new CompletionCall("call_a", "get_weather", """{"place":"Prague"}"""), new CompletionCall("call_b", "get_time", """{"place":"Brno"}"""));

    [Theory]
    [InlineData(false, Scene.Model)]
    [InlineData(true, Scene.Model)]
    [InlineData(false, Scene.ModelWithoutIds)]
    [InlineData(true, Scene.ModelWithoutIds)]
    public async Task An_agent_of_another_provider_takes_over_after_tools(bool streaming, string model)
    {
        await using var scene = await Scene.StartAsync(Trip.Replies[..2]);
        var workflow = AgentWorkflowBuilder.BuildSequential(
        [
            WorkflowRoutes.Agent(scene.Client(model), "traveller", Trip.Tools),
            WorkflowRoutes.Agent(scene.OtherClient(CompletionReply.Say("Well written.")), "writer"),
        ]);

        var output = await WorkflowRoutes.RunAsync(workflow, streaming, RouteRun.User(Trip.Question));

        Assert.Equal("Well written.", output[^1].Text.Trim());
        scene.AssertAccepted();
        Assert.Contains(Trip.Answer, Assert.Single(scene.OtherRequests).GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, Scene.Model)]
    [InlineData(true, Scene.Model)]
    [InlineData(false, Scene.ModelWithoutIds)]
    [InlineData(true, Scene.ModelWithoutIds)]
    public async Task Gemini_takes_over_after_tools_of_an_agent_of_another_provider(bool streaming, string model)
    {
        await using var scene = await Scene.StartAsync(Reply.Text("Well written."));
        var workflow = AgentWorkflowBuilder.BuildSequential(
        [
            WorkflowRoutes.Agent(scene.OtherClient(OtherCalls, CompletionReply.Say(Trip.Answer)), "traveller", Trip.Tools),
            WorkflowRoutes.Agent(scene.Client(model), "writer"),
        ]);

        var output = await WorkflowRoutes.RunAsync(workflow, streaming, RouteRun.User(Trip.Question));

        Assert.Equal("Well written.", output[^1].Text);
        scene.AssertAccepted();
        var request = Assert.Single(scene.Requests);
        Assert.Equal(["get_weather(Prague)", "get_time(Brno)"], request.Calls.Select(call => call.Place));
        // Ids of another provider were never Gemini's.
        Assert.All(request.Calls, call => Assert.Null(call.Id));
        Assert.Equal(2, request.Results.Count);
        Assert.Contains(Trip.Answer, request.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Gemini_hands_off_to_another_provider_that_hands_back(bool streaming)
    {
        await using var scene = await Scene.StartAsync();
        var turn = 0;
        scene.Emulator.Script.Otherwise(request => ++turn switch
        {
            1 => Reply.Call("get_weather", Trip.At("Prague")),
            2 => Reply.Text("The writer knows more. ").ThenCall("handoff_to_1"),
            _ => Reply.Text("All said."),
        });
        var traveller = WorkflowRoutes.Agent(scene.Client(), "traveller", Trip.Tools);
        var writer = WorkflowRoutes.Agent(scene.OtherClient(CompletionReply.Call(new CompletionCall("call_h", "handoff_to_1", "{}"))), "writer");
        var workflow = AgentWorkflowBuilder.CreateHandoffBuilderWith(traveller).WithHandoff(traveller, writer).WithHandoff(writer, traveller).Build();

        var output = await WorkflowRoutes.RunAsync(workflow, streaming, RouteRun.User(Trip.Question));

        Assert.Equal("All said.", output[^1].Text);
        scene.AssertAccepted();
        Assert.Equal(3, scene.Journal.Count);
        Assert.Single(scene.OtherRequests);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task An_approval_inside_of_a_workflow_is_asked_and_answered_through_its_agent(bool approved, bool streaming)
    {
        await using var scene = await Scene.StartAsync(Trip.Replies);
        var team = AgentWorkflowBuilder
            .BuildSequential([WorkflowRoutes.Agent(scene.Client(), "traveller", Trip.Weather, new ApprovalRequiredAIFunction(Trip.Time)), WorkflowRoutes.Agent(scene.Client(), "writer")])
            .AsAIAgent("team", "team");
        var session = await team.CreateSessionAsync(TestContext.Current.CancellationToken);

        var asked = await team.AskAsync(streaming, Trip.Question, session);
        // The workflow shows its agent's request and its own, which names the agent before it: that one is to be answered.
        var requests = asked.Messages.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>().GroupBy(request => request.ToolCall.CallId).Select(group => group.MaxBy(request => request.RequestId.Length)!);
        var response = await team.AskAsync(streaming, [new ChatMessage(ChatRole.User, [.. requests.Select(request => request.CreateResponse(approved))])], session);

        Assert.EndsWith(Trip.LastAnswer, response.Text.TrimEnd(), StringComparison.Ordinal);
        scene.AssertAccepted();
        Assert.Equal(3, scene.Journal.Count);
        var step = scene.Requests[1];
        Assert.Equal(Trip.Calls, step.Calls.Select(call => call.Place));
        Assert.True(step.Calls[0].HasOwnSignature);
        Assert.Contains(approved ? "Time of Brno" : "rejected", step.Results[1].Response, StringComparison.Ordinal);
        Assert.Contains("Weather of Prague", step.Results[0].Response, StringComparison.Ordinal);
    }

    /// <summary>The framework takes one answer per step of a workflow; the documented way round is one call at a time.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Several_approvals_inside_of_a_workflow_come_one_at_a_time_with_parallel_calls_off(bool streaming)
    {
        await using var scene = await Scene.StartAsync(Trip.ThreeCalls, Reply.Call("get_time", Trip.At("Brno")), Reply.Text(Trip.Answer), Reply.Text(Trip.LastAnswer));
        var traveller = new ChatClientAgent(scene.Client(), new ChatClientAgentOptions
        {
            Id = "traveller",
            Name = "traveller",
            ChatOptions = new ChatOptions { Tools = [.. Trip.ToolsToApprove], AllowMultipleToolCalls = false },
        });
        var team = AgentWorkflowBuilder.BuildSequential([traveller, WorkflowRoutes.Agent(scene.Client(), "writer")]).AsAIAgent("team", "team");
        var session = await team.CreateSessionAsync(TestContext.Current.CancellationToken);

        var response = await team.AskAsync(streaming, Trip.Question, session);
        for (var step = 0; step < 2; step++)
        {
            var request = response.Messages.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>().MaxBy(request => request.RequestId.Length)!;
            response = await team.AskAsync(streaming, [new ChatMessage(ChatRole.User, [request.CreateResponse(approved: true)])], session);
        }

        Assert.EndsWith(Trip.LastAnswer, response.Text.TrimEnd(), StringComparison.Ordinal);
        scene.AssertAccepted();
        Assert.Equal(["get_weather(Prague)", "get_time(Brno)"], scene.Requests[2].Calls.Select(call => call.Place));
        Assert.All(scene.Requests[2].Calls, call => Assert.True(call.HasOwnSignature));
        Assert.Contains("Time of Brno", scene.Requests[2].Results[1].Response, StringComparison.Ordinal);
    }
}
