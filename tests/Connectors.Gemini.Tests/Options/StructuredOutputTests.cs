using System.ComponentModel;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Scripts;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Options;

/// <summary>M.E.AI's own GetResponseAsync of T, over the strict emulator, whose brain fills any schema that it is sent.</summary>
public class StructuredOutputTests
{
    public enum Weather
    {
        Sunny,
        Rainy,
    }

    [Theory]
    [InlineData("gemini-3.8-flash")]
    [InlineData("gemini-2.5-flash")]
    public async Task Objects_arrays_scalars_and_enums(string model)
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = Client(emulator);
        var chat = gemini.AsIChatClient(model);

        Assert.Equal("Name", (await AskAsync<City>(chat)).Name, ignoreCase: true);
        Assert.NotEmpty(await AskAsync<City[]>(chat));
        Assert.NotEmpty(await AskAsync<List<string>>(chat));
        Assert.Equal(1, await AskAsync<int>(chat));
        Assert.Equal(1.0, await AskAsync<double>(chat));
        Assert.NotEmpty(await AskAsync<string>(chat));
        Assert.True(await AskAsync<bool>(chat));
        Assert.Equal(Weather.Sunny, await AskAsync<Weather>(chat));
        Assert.Equal(Weather.Sunny, (await AskAsync<Report>(chat)).Weather);
        Assert.All(emulator.Journal.Entries, entry => Assert.Empty(entry.Refusals));
    }

    [Fact]
    public async Task Recursive_and_repeated_types()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = Client(emulator);
        var chat = gemini.AsIChatClient("gemini-3.8-flash");

        Assert.NotNull((await AskAsync<Tree>(chat)).Label);
        var pair = await AskAsync<Pair>(chat);
        Assert.NotNull(pair.First?.Name);
        Assert.NotNull(pair.Second?.Name);
        Assert.All(emulator.Journal.Entries, entry => Assert.Empty(entry.Refusals));
        Assert.All(emulator.Journal.Entries, entry => Assert.DoesNotContain("\"#/properties", entry.Body!.Value.GetRawText(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Both_booleans(bool answer)
    {
        var handler = new WireHandler().Then(WireHandler.TextAnswer($$"""{"data":{{(answer ? "true" : "false")}}}"""));
        using var gemini = handler.Client();

        Assert.Equal(answer, await AskAsync<bool>(gemini.AsIChatClient(Wire.Model)));
    }

    [Theory]
    [InlineData("gemini-3.8-flash")]
    [InlineData("gemini-2.5-flash")]
    public async Task With_functions_the_loop_runs_and_the_last_answer_is_the_object(string model)
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        emulator.Script.Next(Reply.Call("population", new() { ["city"] = "Brno" }), Reply.Text("""{"name":"Brno","population":400000}"""));
        using var gemini = Client(emulator);
        using var chat = gemini.AsIChatClient(model).AsBuilder().UseFunctionInvocation().Build();
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create((string city) => city == "Brno" ? 400_000 : 0, "population")] };

        var response = await chat.GetResponseAsync<City>("How many live in Brno?", options, cancellationToken: Wire.Token);

        Assert.Equal(new City("Brno", 400_000), response.Result);
        Assert.All(emulator.Journal.Entries, entry => Assert.Empty(entry.Refusals));
        Assert.Equal(2, emulator.Journal.Entries.Count);
    }

    [Fact]
    public async Task A_forced_call_first_and_the_object_then()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        emulator.Script.Next(Reply.Call("population", new() { ["city"] = "Brno" }), Reply.Text("""{"name":"Brno","population":400000}"""));
        using var gemini = Client(emulator);
        using var chat = gemini.AsIChatClient("gemini-3.8-flash").AsBuilder().UseFunctionInvocation().Build();
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create((string city) => 400_000, "population")], ToolMode = ChatToolMode.RequireAny };

        var response = await chat.GetResponseAsync<City>("How many live in Brno?", options, cancellationToken: Wire.Token);

        Assert.Equal("Brno", response.Result.Name);
        Assert.False(emulator.Journal.Entries[0].Body!.Value.TryGetProperty("generationConfig", out _));
        Assert.True(emulator.Journal.Entries[1].Body!.Value.GetProperty("generationConfig").TryGetProperty("responseJsonSchema", out _));
    }

    [Fact]
    public async Task Without_native_schemas_the_schema_is_in_the_prompt()
    {
        var handler = new WireHandler().Then(WireHandler.TextAnswer("""{"name":"Brno","population":1}"""));
        using var gemini = handler.Client();

        var response = await gemini.AsIChatClient(Wire.Model).GetResponseAsync<City>("Brno", useJsonSchemaResponseFormat: false, cancellationToken: Wire.Token);

        Assert.Equal("Brno", response.Result.Name);
        Wire.AssertEqual("""{"responseMimeType":"application/json"}""", handler.Body.GetProperty("generationConfig"));
    }

    private static GeminiClient Client(GeminiEmulator emulator) => new(new GeminiClientOptions { ApiKey = "test-key", BaseAddress = emulator.BaseAddress });

    private static async Task<T> AskAsync<T>(IChatClient chat) => (await chat.GetResponseAsync<T>("Tell me.", cancellationToken: Wire.Token)).Result;

    public sealed record City([property: Description("The city's name.")] string Name, int Population);

    public sealed record Report(Weather Weather, DateTimeOffset At, int? Degrees);

    public sealed record Tree(string Label, List<Tree>? Children = null);

    public sealed record Pair([property: Description("One.")] City? First, [property: Description("The other.")] City? Second);
}
