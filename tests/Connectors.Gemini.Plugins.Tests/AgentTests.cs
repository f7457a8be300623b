using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Scripts;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Plugins.Tests;

public class AgentTests
{
    [Fact]
    public async Task An_agent_on_another_providers_model_uses_all_nine_plugins()
    {
        await using var desk = await Desk.OpenAsync();
        await using var site = await Site.StartAsync();
        var urls = new UrlPolicy { AllowedNetworks = { IPNetwork.Parse("127.0.0.1/32") } };
        await File.WriteAllTextAsync(Path.Combine(desk.Folder, "report.txt"), "The turnover was 42.", Desk.Cancellation);
        desk.Emulator.Script.When("Who won?").Reply(Reply.Grounded("who won", new GroundedText("Spain won.", "https://example.com/", "example.com")));
        desk.Emulator.Script.When("Compute").Reply(Reply.Empty().ThenCode("print(6*7)", "42").ThenImage().ThenText("It is 42."));
        desk.Emulator.Script.When("Open the page").Reply(
            Reply.Call("navigate", new JsonObject { ["url"] = site.Address.AbsoluteUri }));
        desk.Emulator.Script.OnFunctionResult("navigate").Reply(Reply.Text("The page is open."));
        using var agent = new ScriptedAgent(
            ("google_search", new() { ["question"] = "Who won?" }),
            ("read_pages", new() { ["question"] = "What is there?", ["urls"] = JsonSerializer.SerializeToElement(new[] { site.Address.AbsoluteUri }) }),
            ("find_places", new() { ["question"] = "Coffee in Prague?", ["latitude"] = 50.08, ["longitude"] = 14.42 }),
            ("run_code", new() { ["task"] = "Compute 6*7." }),
            ("ask_document", new() { ["question"] = "What was the turnover?", ["document"] = "report.txt" }),
            ("draw_image", new() { ["prompt"] = "A cat." }),
            ("edit_image", new() { ["prompt"] = "Make it black.", ["image"] = "image-1.png" }),
            ("speak", new() { ["text"] = "Good morning." }),
            ("transcribe", new() { ["recording"] = "speech-1.wav" }),
            ("use_computer", new() { ["task"] = "Open the page." }))
            .AsBuilder().UseFunctionInvocation().Build();

        var response = await agent.GetResponseAsync(
            "Do everything.", new ChatOptions { Tools = [.. desk.Plugins(urls).SelectMany(plugin => plugin.AsAIFunctions())] }, Desk.Cancellation);

        var results = response.Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>().Select(result => (JsonElement)result.Result!).ToList();
        Assert.Equal(10, results.Count);
        Assert.All(results, result => Assert.False(result.TryGetProperty("error", out var error), error.ToString()));
        Assert.Equal("Spain won.[1]\n\n1. [example.com](https://example.com/)", results[0].GetProperty("answer").GetString());
        Assert.Equal("who won", results[0].GetProperty("queries")[0].GetString());
        Assert.Equal("Spain won.", results[0].GetProperty("supports")[0].GetProperty("text").GetString());
        Assert.Equal("42", results[3].GetProperty("output").GetString());
        Assert.Equal("print(6*7)", results[3].GetProperty("code").GetString());
        Assert.Equal("plot-1.png", results[3].GetProperty("images")[0].GetProperty("path").GetString());
        Assert.Equal("image-2.png", results[6].GetProperty("path").GetString());
        Assert.Equal("Good morning.", results[8].GetProperty("text").GetString());
        Assert.Equal("The page is open.", results[9].GetProperty("answer").GetString());
        Assert.Equal("navigate", Assert.Single(desk.Computer.Done).Name);
        Assert.Equal("All done.", response.Text);
    }

    [Fact]
    public async Task Functions_tell_a_model_what_they_do_and_what_they_take()
    {
        await using var desk = await Desk.OpenAsync();

        var functions = desk.Plugins(new UrlPolicy()).SelectMany(plugin => plugin.AsAIFunctions()).ToList();

        Assert.All(functions, function => Assert.NotEmpty(function.Description));
        Assert.All(functions, function => Assert.All(function.JsonSchema.GetProperty("properties").EnumerateObject(), property => Assert.NotEmpty(property.Value.GetProperty("description").GetString()!)));
        Assert.Equal(functions.Count, functions.Select(function => function.Name).Distinct(StringComparer.Ordinal).Count());
    }
}
