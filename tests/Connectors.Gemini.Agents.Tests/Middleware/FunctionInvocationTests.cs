using Connectors.Gemini.Emulator.Scripts;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Agents.Tests.Middleware;

public class FunctionInvocationTests
{
    private static readonly byte[] Pixel = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public static TheoryData<string, bool> Results()
    {
        var data = new TheoryData<string, bool>();
        foreach (var kind in (string[])["null", "nothing", "big", "image", "images", "exception", "object"])
        {
            data.Add(kind, false);
            data.Add(kind, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Results))]
    public async Task Whatever_a_function_gives_the_model_gets_an_object(string kind, bool streaming)
    {
        await using var scene = await Scene.StartAsync(Reply.Call("look"), Reply.Text("Seen."), Reply.Text("Still there."));
        var client = new FunctionInvokingChatClient(scene.Client());
        var options = Trip.Options(Function(kind));
        List<ChatMessage> history = [new(ChatRole.User, "Look.")];

        var response = await client.AskAsync(streaming, history, options);
        history.AddMessages(response);
        // A saved history says the same, but for the exception: JSON keeps its text alone.
        history = history.ThroughJson();
        history.Add(new ChatMessage(ChatRole.User, "Again?"));
        await client.AskAsync(streaming, history, options);

        Assert.Equal("Seen.", response.Text);
        scene.AssertAccepted();
        var (atOnce, reloaded) = (Assert.Single(scene.Requests[1].Results), Assert.Single(scene.Requests[2].Results));
        Assert.Equal(atOnce.Response, kind == "exception" ? reloaded.Response.Replace("output", "error", StringComparison.Ordinal) : reloaded.Response);
        Assert.Contains(
            kind switch
            {
                "null" => """{"output":null}""",
                "nothing" => "Success: Function completed.",
                "big" => "xxxxxxxxxx",
                "exception" => """{"error":"Error: Function failed."}""",
                "object" => "\"degrees\":21",
                _ => "",
            },
            atOnce.Response,
            StringComparison.Ordinal);
        if (kind == "big")
        {
            Assert.True(atOnce.Response.Length > 10_000_000);
        }

        if (kind is "image" or "images")
        {
            var pictures = atOnce.Result!.Value.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("inlineData").GetProperty("data").GetString());
            Assert.Equal(Enumerable.Repeat(Convert.ToBase64String(Pixel), kind == "image" ? 1 : 2), pictures);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_image_of_a_function_follows_in_a_turn_of_its_own_where_a_model_takes_none_in_results(bool streaming)
    {
        await using var scene = await Scene.StartAsync(Reply.Call("look"), Reply.Text("Seen."));
        var client = new FunctionInvokingChatClient(scene.Client("gemini-2.5-flash"));

        await client.AskAsync(streaming, [new(ChatRole.User, "Look.")], new ChatOptions { Tools = [Function("image")] });

        scene.AssertAccepted();
        Assert.Equal("user model user user", scene.Requests[1].Roles);
        Assert.Equal(Convert.ToBase64String(Pixel), scene.Requests[1].Turns[3].Parts[0].Json.GetProperty("inlineData").GetProperty("data").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_of_an_unknown_function_is_told_to_the_model(bool streaming)
    {
        await using var scene = await Scene.StartAsync(Reply.Call("get_weather", Trip.At("Prague")).ThenCall("does_not_exist"), Reply.Text("I see."));
        var client = new FunctionInvokingChatClient(scene.Client());

        var response = await client.AskAsync(streaming, [new(ChatRole.User, "Go.")], Trip.Options(Trip.Tools));

        Assert.Equal("I see.", response.Text);
        scene.AssertAccepted();
        Assert.Collection(
            scene.Requests[1].Results,
            result => Assert.Contains("Weather of Prague", result.Response, StringComparison.Ordinal),
            result => Assert.Contains("not found", result.Response, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Termination_leaves_calls_unanswered_and_the_conversation_goes_on(bool streaming)
    {
        await using var scene = await Scene.StartAsync(Trip.ThreeCalls, Reply.Text("On we go."));
        var client = new FunctionInvokingChatClient(scene.Client())
        {
            FunctionInvoker = (context, cancellationToken) =>
            {
                context.Terminate = true;
                return context.Function.InvokeAsync(context.Arguments, cancellationToken);
            },
        };
        List<ChatMessage> history = [new(ChatRole.User, Trip.Question)];

        history.AddMessages(await client.AskAsync(streaming, history, Trip.Options(Trip.Tools)));
        history.Add(new ChatMessage(ChatRole.User, "Go on."));
        await client.AskAsync(streaming, history, Trip.Options(Trip.Tools));

        scene.AssertAccepted();
        Assert.Collection(
            scene.Requests[1].Results,
            result => Assert.Contains("Weather of Prague", result.Response, StringComparison.Ordinal),
            result => Assert.Contains("no result was recorded", result.Response, StringComparison.Ordinal),
            result => Assert.Contains("no result was recorded", result.Response, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, Scene.Model)]
    [InlineData(true, Scene.Model)]
    [InlineData(false, Scene.ModelWithoutIds)]
    [InlineData(true, Scene.ModelWithoutIds)]
    public async Task Forty_rounds_are_accepted_and_the_last_one_has_no_functions(bool streaming, string model)
    {
        await using var scene = await Scene.StartAsync();
        var round = 0;
        scene.Emulator.Script.Otherwise(request => new SentRequest(request.Body).HasFunctions ? Reply.Call("get_time", Trip.At($"City {round++}")) : Reply.Text("Enough."));
        var client = new FunctionInvokingChatClient(scene.Client(model));
        List<ChatMessage> history = [new(ChatRole.User, "Go.")];

        var response = await client.AskAsync(streaming, history, Trip.Options(Trip.Tools));

        Assert.EndsWith("Enough.", response.Text, StringComparison.Ordinal);
        Assert.Equal(41, scene.Journal.Count);
        scene.AssertAccepted();
        var last = scene.Requests[^1];
        Assert.False(last.HasFunctions);
        Assert.Equal(40, last.Calls.Count);
        Assert.All(last.Calls, call => Assert.True(call.HasOwnSignature));
        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"get_time(City {i})"), last.Calls.Select(call => call.Place));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_fourth_failing_round_in_a_row_gives_the_app_its_exception(bool streaming)
    {
        await using var scene = await Scene.StartAsync();
        scene.Emulator.Script.Otherwise(Reply.Call("look"));
        var client = new FunctionInvokingChatClient(scene.Client());

        var exception = await Assert.ThrowsAsync<InvalidTimeZoneException>(() => client.AskAsync(streaming, [new(ChatRole.User, "Look.")], Trip.Options(Function("exception"))));

        Assert.Equal("The secret reason.", exception.Message);
        Assert.Equal(4, scene.Journal.Count);
        scene.AssertAccepted();
        Assert.All(scene.Requests, request => Assert.DoesNotContain("secret", request.Body.GetRawText(), StringComparison.Ordinal));
    }

    private static AIFunction Function(string kind) => kind == "nothing" ? AIFunctionFactory.Create(() => { }, "look") : AIFunctionFactory.Create(
        object? () => kind switch
        {
            "null" => null,
            "big" => new string('x', 10_000_000),
            "image" => new DataContent(Pixel, "image/png"),
            "images" => new List<AIContent> { new DataContent(Pixel, "image/png"), new TextContent("two"), new DataContent(Pixel, "image/png") },
            "exception" => throw new InvalidTimeZoneException("The secret reason."),
            _ => new { degrees = 21 },
        },
        "look");
}
