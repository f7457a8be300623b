using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Scripts;

namespace Connectors.Gemini.Emulator.Tests.Scripts;

public sealed class ScriptTests
{
    private const string AfterResult =
        """
        {"contents":[
          {"role":"user","parts":[{"text":"go"}]},
          {"role":"model","parts":[{"functionCall":{"name":"look","args":{"at":"a"}},"thoughtSignature":"skip_thought_signature_validator"},{"functionCall":{"name":"look","args":{"at":"b"}}}]},
          {"role":"user","parts":[{"functionResponse":{"name":"look","response":{"output":1}}},{"functionResponse":{"name":"look","response":{"output":2}}}]}],
         "tools":[{"functionDeclarations":[{"name":"look"}]}]}
        """;

    [Fact]
    public async Task A_rule_answers_the_texts_that_it_matches_and_the_brain_the_rest()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);
        emulator.Script.When("weather").Reply(Reply.Text("Sunny."));

        Assert.Equal("Sunny.", (await client.GenerateAsync(EmulatorClient.Ask("The WEATHER?"))).Text());
        Assert.Equal("You said: Hello", (await client.GenerateAsync(EmulatorClient.Ask("Hello"))).Text());
    }

    [Fact]
    public async Task The_queue_comes_before_the_rules_and_each_reply_of_it_once()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);
        emulator.Script.When(_ => true).Reply(Reply.Text("rule"));
        emulator.Script.Next(Reply.Text("one"), Reply.Text("two"));

        var answers = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            answers.Add((await client.GenerateAsync(EmulatorClient.Ask("x"))).Text());
        }

        Assert.Equal(["one", "two", "rule"], answers);
    }

    [Fact]
    public async Task A_sequence_repeats_its_last_reply_and_a_limit_passes_on()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);
        emulator.Script.When("x").Reply(Reply.Text("one"), Reply.Text("two")).Times(3);
        emulator.Script.Otherwise(Reply.Text("otherwise"));

        var answers = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            answers.Add((await client.GenerateAsync(EmulatorClient.Ask("x"))).Text());
        }

        Assert.Equal(["one", "two", "two", "otherwise"], answers);
    }

    [Fact]
    public async Task A_rule_by_function_result_sees_the_results_with_their_arguments()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);
        emulator.Script.OnFunctionResult("look").Reply(request => Reply.Text(string.Join(
            ' ', request.FunctionResults.Select(result => $"{result.Arguments.GetProperty("at")}={result.Response.GetProperty("output")}"))));

        Assert.Equal("a=1 b=2", (await client.GenerateAsync(AfterResult)).Text());
    }

    [Fact]
    public async Task A_rule_by_turn_counts_the_turns_of_the_model()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);
        emulator.Script.OnTurn(1).Reply(Reply.Text("first"));
        emulator.Script.OnTurn(2).Reply(Reply.Text("second"));

        Assert.Equal("first", (await client.GenerateAsync(EmulatorClient.Ask("go"))).Text());
        Assert.Equal("second", (await client.GenerateAsync(AfterResult)).Text());
    }

    [Fact]
    public async Task A_cleared_script_leaves_the_brain()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);
        emulator.Script.Next(Reply.Text("one")).Otherwise(Reply.Text("other"));
        emulator.Script.When("x").Reply(Reply.Text("rule"));

        emulator.Script.Clear();

        Assert.Equal("You said: x", (await client.GenerateAsync(EmulatorClient.Ask("x"))).Text());
    }

    [Fact]
    public async Task A_script_that_throws_is_told_in_the_answer_and_in_the_journal()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);
        emulator.Script.When(_ => throw new InvalidOperationException("my mistake")).Reply(Reply.Text("never"));

        using var response = await client.PostAsync($"v1beta/models/{EmulatorClient.Model}:generateContent", EmulatorClient.Ask("x"));

        Assert.Equal(500, (int)response.StatusCode);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["error"]!;
        Assert.Contains("my mistake", error["message"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("my mistake", emulator.Journal.Entries[0].Fault, StringComparison.Ordinal);
    }
}
