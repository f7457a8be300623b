using System.Text.Json.Nodes;

namespace Connectors.Gemini.Emulator.Tests.Brain;

public sealed class FunctionCallTests
{
    private const string Weather =
        """{"name":"get_weather","description":"The current weather in a city","parametersJsonSchema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}""";

    private const string Time =
        """{"name":"get_time","description":"The time of day in a city","parameters":{"type":"OBJECT","properties":{"city":{"type":"STRING"}},"required":["city"]}}""";

    private const string Question = "What is the weather in Prague and in Brno?";

    private static string Tools(params string[] functions) => $$"""{"functionDeclarations":[{{string.Join(',', functions)}}]}""";

    private static List<(string Name, string Args)> Calls(JsonObject answer) =>
        [.. answer.Parts().Select(part => part["functionCall"]).OfType<JsonObject>().Select(call => (call["name"]!.ToString(), call["args"]!.ToJsonString()))];

    private static async Task<JsonObject> AskAsync(string text, string tools, string config = "", string model = EmulatorClient.Model)
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);
        return await client.GenerateAsync(EmulatorClient.Ask(text, $"\"tools\":[{tools}]{config}"), model);
    }

    [Fact]
    public async Task Two_cities_in_one_question_give_two_parallel_calls()
    {
        var answer = await AskAsync(Question, Tools(Weather));

        Assert.Equal([("get_weather", """{"city":"Prague"}"""), ("get_weather", """{"city":"Brno"}""")], Calls(answer));
        Assert.Equal("STOP", answer.FinishReason());
    }

    [Fact]
    public async Task Only_the_first_of_parallel_calls_is_signed_and_each_has_an_id_of_its_own()
    {
        var parts = (await AskAsync(Question, Tools(Weather))).Parts();

        Assert.NotNull(parts[0]["thoughtSignature"]);
        Assert.Null(parts[1]["thoughtSignature"]);
        var ids = parts.ConvertAll(part => part["functionCall"]!["id"]!.ToString());
        Assert.All(ids, id => Assert.Matches("^[a-z0-9]{8}$", id));
        Assert.NotEqual(ids[0], ids[1]);
    }

    [Fact]
    public async Task Gemini_2_5_gives_neither_ids_nor_signatures_when_it_does_not_think()
    {
        var parts = (await AskAsync(Question, Tools(Weather), ""","generationConfig":{"thinkingConfig":{"thinkingBudget":0}}""", "gemini-2.5-flash")).Parts();

        Assert.Equal(2, parts.Count);
        Assert.All(parts, part => Assert.True(part["thoughtSignature"] is null && part["functionCall"]!["id"] is null));
    }

    [Fact]
    public async Task After_the_results_the_answer_tells_each_city_and_its_result()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);
        var contents = JsonNode.Parse(EmulatorClient.Ask(Question))!["contents"]!.AsArray();
        var rest = $"\"tools\":[{Tools(Weather)}]";
        var called = await client.GenerateAsync(EmulatorClient.Ask(Question, rest));
        contents.Add(called.Candidate()["content"]!.DeepClone());
        var results = called.Parts().Select((part, i) => (JsonNode)new JsonObject
        {
            ["functionResponse"] = new JsonObject
            {
                ["id"] = part["functionCall"]!["id"]!.ToString(),
                ["name"] = "get_weather",
                ["response"] = new JsonObject { ["output"] = i == 0 ? "21 °C and sunny" : "rain" },
            },
        });
        contents.Add((JsonNode)new JsonObject { ["role"] = "user", ["parts"] = new JsonArray([.. results]) });

        var answer = await client.GenerateAsync($$"""{"contents":{{contents.ToJsonString()}},{{rest}}}""");

        Assert.Equal("Prague: 21 °C and sunny.\nBrno: rain.", answer.Text());
    }

    [Fact]
    public async Task Each_of_two_functions_gets_the_city_that_follows_its_word()
    {
        var answer = await AskAsync("Tell me the weather in New York and the time in Tokyo.", Tools(Weather, Time));

        Assert.Equal([("get_weather", """{"city":"New York"}"""), ("get_time", """{"city":"Tokyo"}""")], Calls(answer));
    }

    [Fact]
    public async Task A_text_that_asks_for_nothing_declared_is_just_answered()
    {
        var answer = await AskAsync("Good morning to you", Tools(Weather));

        Assert.Empty(Calls(answer));
        Assert.Contains("Good morning", answer.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mode_none_calls_nothing()
    {
        var answer = await AskAsync(Question, Tools(Weather), ""","toolConfig":{"functionCallingConfig":{"mode":"NONE"}}""");

        Assert.Empty(Calls(answer));
    }

    [Fact]
    public async Task Mode_any_calls_an_allowed_function_whatever_the_text_says()
    {
        var answer = await AskAsync("Good morning", Tools(Weather, Time), ""","toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["get_time"]}}""");

        Assert.Equal([("get_time", """{"city":"Good morning"}""")], Calls(answer));
    }

    [Fact]
    public async Task Arguments_are_filled_by_their_schema()
    {
        const string Book =
            """{"name":"book_flight","parametersJsonSchema":{"type":"object","properties":{"from":{"type":"string"},"to":{"type":"string"},"seats":{"type":"integer"},"class":{"type":"string","enum":["economy","business"]},"note":{"type":"string"},"insured":{"type":"boolean"}},"required":["from","to","seats","class","insured"]}}""";

        var answer = await AskAsync("Please book a flight from Prague to Oslo with 3 business seats", Tools(Book));

        Assert.Equal([("book_flight", """{"from":"Prague","to":"Oslo","seats":3,"class":"business","insured":true}""")], Calls(answer));
    }
}
