using Connectors.Gemini.Emulator.Scripts;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Agents.Tests.Middleware;

public class ReducerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Counting_outside_of_functions_keeps_the_running_step_and_is_accepted(bool streaming)
    {
        await using var scene = await Scene.StartAsync(Trip.Replies);
        var client = scene.Client().AsBuilder().UseChatReducer(new MessageCountingChatReducer(2)).UseFunctionInvocation().Build();
        List<ChatMessage> history = [new(ChatRole.System, "Be brief."), new(ChatRole.User, Trip.Question)];

        history.AddMessages(await client.AskAsync(streaming, history, Trip.Options(Trip.Tools)));
        history.Add(new ChatMessage(ChatRole.User, Trip.NextQuestion));
        var response = await client.AskAsync(streaming, history, Trip.Options(Trip.Tools));

        Assert.Equal(Trip.LastAnswer, response.Text);
        scene.AssertAccepted();
        Assert.Equal(Trip.Calls, scene.Requests[1].Calls.Select(call => call.Place));
        // The reducer drops calls and their results together; the rest begins with the model, and the connector puts a user turn before it.
        Assert.Empty(scene.Requests[2].Calls);
        Assert.Equal("user model user", scene.Requests[2].Roles);
        Assert.All(scene.Requests, request => Assert.Contains("Be brief.", request.Body.GetProperty("systemInstruction").GetRawText(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_summary_of_any_length_is_accepted_with_the_tool_pairs_whole(int keep)
    {
        await using var scene = await Scene.StartAsync();
        scene.Emulator.Script.Otherwise(request => Reply.Text("Summary or answer."));
        var client = scene.Client().AsBuilder().UseChatReducer(new SummarizingChatReducer(scene.Client(), keep, threshold: 0)).Build();
        List<ChatMessage> history = [];
        for (var i = 0; i < 3; i++)
        {
            scene.Emulator.Script.Next(Trip.Replies[..2]);
            history.Add(new ChatMessage(ChatRole.User, Trip.Question));
            history.AddMessages(await new FunctionInvokingChatClient(scene.Client()).AskAsync(streaming: false, history, Trip.Options(Trip.Tools)));
        }

        history.Add(new ChatMessage(ChatRole.User, Trip.NextQuestion));
        await client.AskAsync(streaming: false, history, Trip.Options(Trip.Tools));

        scene.AssertAccepted();
        var last = scene.Requests[^1];
        Assert.Equal(last.Calls.Count, last.Results.Count);
        Assert.All(last.Calls.Where(call => call.Signature is not null), call => Assert.True(call.HasOwnSignature));
        Assert.Equal(last.Calls.Count / 3, last.Calls.Count(call => call.HasOwnSignature));
    }
}
