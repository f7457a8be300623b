using System.Diagnostics;
using Connectors.Gemini.Agents.Tests.Routes;
using Connectors.Gemini.Emulator.Scripts;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Agents.Tests.Agents;

public class AgentTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public sealed record Place(string Name, int Population, string[] Rivers);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_goes_on_in_another_process(bool streaming)
    {
        await using var scene = await Scene.StartAsync(Trip.Replies);
        var agent = AgentRoutes.Agent(scene.Client(), Trip.Tools);
        var session = await agent.CreateSessionAsync(Cancellation);
        await agent.AskAsync(streaming, Trip.Question, session);
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, (await agent.SerializeSessionAsync(session, cancellationToken: Cancellation)).GetRawText(), Cancellation);

            var (exitCode, output) = await RunAsync(ResumedSession.Command, scene.Emulator.BaseAddress.ToString(), path);

            Assert.True(exitCode == 0, output);
            Assert.Equal(Trip.LastAnswer, output.Trim());
        }
        finally
        {
            File.Delete(path);
        }

        scene.AssertAccepted();
        var last = scene.Requests[2];
        Assert.Equal("user model user model user", last.Roles);
        Assert.True(last.Calls[0].HasOwnSignature);
        Assert.Contains(last.Turns[3].Parts, part => part is { IsThought: false, HasOwnSignature: true });
    }

    [Theory]
    [InlineData("object")]
    [InlineData("list")]
    [InlineData("number")]
    public async Task Structured_output_is_read_also_after_tools(string shape)
    {
        await using var scene = await Scene.StartAsync();
        scene.Emulator.Script.Next(Reply.Thought("Hm.").ThenCall("get_weather", Trip.At("Prague")));
        var agent = AgentRoutes.Agent(scene.Client(), Trip.Tools);

        switch (shape)
        {
            case "object":
                scene.Emulator.Script.Next(Reply.Text("""{"name":"Prague","population":1400000,"rivers":["Vltava"]}""").InPieces(7));
                Assert.Equal("Prague", (await agent.RunAsync<Place>("Prague?", cancellationToken: Cancellation)).Result.Name);
                break;
            case "list":
                scene.Emulator.Script.Next(Reply.Text("""{"data":[{"name":"Brno","population":400000,"rivers":[]}]}"""));
                Assert.Equal("Brno", Assert.Single((await agent.RunAsync<Place[]>("Cities?", cancellationToken: Cancellation)).Result).Name);
                break;
            default:
                scene.Emulator.Script.Next(Reply.Text("""{"data":42}"""));
                Assert.Equal(42, (await agent.RunAsync<int>("How many?", cancellationToken: Cancellation)).Result);
                break;
        }

        scene.AssertAccepted();
        Assert.All(scene.Requests, request => Assert.Equal("application/json", request.Body.GetProperty("generationConfig").GetProperty("responseMimeType").GetString()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_agent_is_a_function_of_another_one(bool streaming)
    {
        await using var scene = await Scene.StartAsync();
        var script = scene.Emulator.Script;
        script.When(request => request.SystemText.Contains("traveller", StringComparison.Ordinal) && request.FunctionResults.Count > 0).Reply(Reply.Text(Trip.Answer));
        script.When(request => request.SystemText.Contains("traveller", StringComparison.Ordinal)).Reply(Trip.ThreeCalls);
        script.Next(Reply.Thought("I ask.").ThenCall("traveller", new() { ["query"] = "Places?" }));
        script.When(request => request.FunctionResults.Count > 0).Reply(request => Reply.Text("It says: " + request.FunctionResults[0].Response.GetProperty("output").GetString()));
        var traveller = WorkflowRoutes.Agent(scene.Client(Scene.ModelWithoutIds), "traveller", Trip.Tools);
        var boss = WorkflowRoutes.Agent(scene.Client(), "boss", traveller.AsAIFunction());

        var response = await boss.AskAsync(streaming, "Ask about places.");

        Assert.Equal("It says: Let me look. " + Trip.Answer, response.Text.ReplaceLineEndings(""));
        Assert.Equal(4, scene.Journal.Count);
        scene.AssertAccepted();
        Assert.True(Assert.Single(scene.Requests[3].Calls).HasOwnSignature);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Options_of_Gemini_reach_the_service_from_the_agent_and_from_a_run(bool streaming)
    {
        await using var scene = await Scene.StartAsync(Reply.Text("One."), Reply.Text("Two."));
        var agent = new ChatClientAgent(scene.Client(), new ChatClientAgentOptions { ChatOptions = new GeminiChatOptions { IncludeThoughts = true, ThinkingLevel = Wire.ThinkingLevel.Low } });
        var run = new ChatClientAgentRunOptions(new ChatOptions { Temperature = 0.5f });

        await agent.AskAsync(streaming, "Hi");
        if (streaming)
        {
            await agent.RunStreamingAsync("Hi", options: run, cancellationToken: Cancellation).ToAgentResponseAsync(Cancellation);
        }
        else
        {
            await agent.RunAsync("Hi", options: run, cancellationToken: Cancellation);
        }

        scene.AssertAccepted();
        Assert.All(scene.Requests, request =>
        {
            var thinking = request.Body.GetProperty("generationConfig").GetProperty("thinkingConfig");
            Assert.True(thinking.GetProperty("includeThoughts").GetBoolean());
            Assert.Equal("LOW", thinking.GetProperty("thinkingLevel").GetString());
        });
        Assert.Equal(0.5, scene.Requests[1].Body.GetProperty("generationConfig").GetProperty("temperature").GetDouble(), precision: 5);
    }

    [Fact]
    public async Task A_cut_stream_stores_nothing_and_the_session_goes_on()
    {
        await using var scene = await Scene.StartAsync(Reply.Text("First."), Reply.Text("Half an answer").InPieces(4).CutAfter(2), Reply.Text("Third."));
        var agent = AgentRoutes.Agent(scene.Client());
        var session = await agent.CreateSessionAsync(Cancellation);

        await agent.AskAsync(streaming: true, "One", session);
        await Assert.ThrowsAsync<GeminiException>(() => agent.AskAsync(streaming: true, "Two", session));
        var response = await agent.AskAsync(streaming: true, "Three", session);

        Assert.Equal("Third.", response.Text);
        Assert.Equal("One|First.|Three", scene.Requests[2].Text);
        scene.AssertAccepted();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Usage_of_a_run_counts_each_request_once(bool streaming)
    {
        await using var scene = await Scene.StartAsync(
            Reply.Call("get_time", Trip.At("Oslo")).WithUsage("""{"promptTokenCount":100,"candidatesTokenCount":10,"thoughtsTokenCount":5,"totalTokenCount":115}"""),
            Reply.Text("A long answer in pieces.").InPieces(3).WithUsage("""{"promptTokenCount":200,"candidatesTokenCount":20,"thoughtsTokenCount":7,"totalTokenCount":227}"""));

        var response = await AgentRoutes.Agent(scene.Client(), Trip.Tools).AskAsync(streaming, "Hi");

        Assert.Equal((300, 42, 342), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.TotalTokenCount));
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.ChangeExtension(typeof(AgentTests).Assembly.Location, OperatingSystem.IsWindows() ? "exe" : null), arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, await output + await errors);
    }
}
