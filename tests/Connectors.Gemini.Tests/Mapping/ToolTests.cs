using System.ComponentModel;
using System.Text.Json;
using Connectors.Gemini.Tests.Chat;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;
using static Connectors.Gemini.Tests.Chat.Conversation;

namespace Connectors.Gemini.Tests.Mapping;

public class ToolTests
{
    private static readonly AIFunction GetWeather = AIFunctionFactory.Create(([Description("The city.")] string city) => city, "get_weather", "Gets the weather.");
    private static readonly AIFunction Now = AIFunctionFactory.Create(() => "12:00", "now");

    private readonly FakeService _service = new FakeService().Answer("""{"text":"ok"}""");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_tools_neither_tools_nor_their_config_are_sent(bool emptyList)
    {
        await AskAsync(new() { Tools = emptyList ? [] : null, ToolMode = ChatToolMode.RequireAny });

        Assert.False(_service.Last.TryGetProperty("tools", out _));
        Assert.False(_service.Last.TryGetProperty("toolConfig", out _));
    }

    [Fact]
    public async Task Without_function_declarations_no_calling_config_is_sent()
    {
        await AskAsync(new() { Tools = [new HostedWebSearchTool()], ToolMode = ChatToolMode.Auto });

        AssertJson("""[{"googleSearch":{}}]""", _service.Last.GetProperty("tools"));
        Assert.False(_service.Last.TryGetProperty("toolConfig", out _));
    }

    [Fact]
    public async Task A_function_is_declared_with_its_json_schema()
    {
        await AskAsync(new() { Tools = [GetWeather, Now] });

        AssertJson("""
            [{"functionDeclarations":[
              {"name":"get_weather","description":"Gets the weather.","parametersJsonSchema":{"type":"object","properties":{"city":{"description":"The city.","type":"string"}},"required":["city"]}},
              {"name":"now"}]}]
            """, _service.Last.GetProperty("tools"));
        Assert.False(_service.Last.TryGetProperty("toolConfig", out _));
    }

    [Theory]
    [InlineData("auto", """{"mode":"AUTO"}""")]
    [InlineData("none", """{"mode":"NONE"}""")]
    [InlineData("any", """{"mode":"ANY"}""")]
    [InlineData("now", """{"mode":"ANY","allowedFunctionNames":["now"]}""")]
    public async Task Tool_modes_map_to_calling_modes(string mode, string config)
    {
        await AskAsync(new()
        {
            Tools = [GetWeather, Now],
            ToolMode = mode switch
            {
                "auto" => ChatToolMode.Auto,
                "none" => ChatToolMode.None,
                "any" => ChatToolMode.RequireAny,
                _ => ChatToolMode.RequireSpecific(mode),
            },
        });

        AssertConfig(config);
    }

    [Fact]
    public async Task Validated_is_a_mode_of_the_typed_options()
    {
        await AskAsync(new GeminiChatOptions { Tools = [Now], FunctionCallingMode = FunctionCallingMode.Validated });
        AssertConfig("""{"mode":"VALIDATED"}""");
    }

    [Fact]
    public async Task Allowed_names_with_a_free_choice_are_sent_as_validated()
    {
        await AskAsync(new GeminiChatOptions { Tools = [GetWeather, Now], ToolMode = ChatToolMode.Auto, AllowedFunctionNames = ["now"] });
        AssertConfig("""{"mode":"VALIDATED","allowedFunctionNames":["now"]}""");
    }

    [Fact]
    public async Task Allowed_names_with_a_forced_choice_stay_forced()
    {
        await AskAsync(new GeminiChatOptions { Tools = [GetWeather, Now], ToolMode = ChatToolMode.RequireAny, AllowedFunctionNames = ["now"] });
        AssertConfig("""{"mode":"ANY","allowedFunctionNames":["now"]}""");
    }

    [Fact]
    public async Task Where_no_function_may_be_called_no_names_are_sent()
    {
        await AskAsync(new GeminiChatOptions { Tools = [GetWeather, Now], ToolMode = ChatToolMode.None, AllowedFunctionNames = ["now"] });
        AssertConfig("""{"mode":"NONE"}""");
    }

    [Fact]
    public async Task An_empty_list_of_allowed_names_is_none_at_all()
    {
        await AskAsync(new GeminiChatOptions { Tools = [Now], AllowedFunctionNames = [] });
        Assert.False(_service.Last.TryGetProperty("toolConfig", out _));
    }

    [Fact]
    public async Task A_required_function_that_is_not_declared_is_refused_before_sending()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => AskAsync(new() { Tools = [Now], ToolMode = ChatToolMode.RequireSpecific("missing") }));

        Assert.Contains("'missing'", error.Message, StringComparison.Ordinal);
        Assert.Empty(_service.Requests);
    }

    [Fact]
    public async Task Allowed_names_that_are_not_declared_are_left_out_and_logged()
    {
        await AskAsync(new GeminiChatOptions { Tools = [GetWeather, Now], AllowedFunctionNames = ["missing", "now"] });

        AssertConfig("""{"mode":"VALIDATED","allowedFunctionNames":["now"]}""");
        Assert.Single(_service.Warnings, line => line.Contains("missing", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Where_none_of_the_allowed_names_is_declared_no_function_may_be_called(bool forced)
    {
        await AskAsync(new GeminiChatOptions { Tools = [Now], AllowedFunctionNames = ["missing"], ToolMode = forced ? ChatToolMode.RequireAny : null });

        AssertConfig("""{"mode":"NONE"}""");
        Assert.Single(_service.Warnings, line => line.Contains("missing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_frameworks_add_to_a_schemas_root_is_left_out()
    {
        var schema = JsonElement.Parse("""{"$schema":"https://json-schema.org/draft/2020-12/schema","condition":"Gets it.","type":"object","properties":{"condition":{"type":"string"}},"required":["condition"]}"""u8);
        await AskAsync(new() { Tools = [AIFunctionFactory.CreateDeclaration("f", "d", schema)] });

        AssertJson("""{"type":"object","properties":{"condition":{"type":"string"}},"required":["condition"]}""", Declaration("parametersJsonSchema"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"type":"object"}""")]
    [InlineData("""{"type":"object","properties":{}}""")]
    [InlineData("""{"type":"object","properties":{},"condition":"d","additionalProperties":false,"$schema":"s"}""")]
    public async Task A_function_without_parameters_has_no_schema(string schema)
    {
        await AskAsync(new() { Tools = [AIFunctionFactory.CreateDeclaration("f", "d", JsonElement.Parse(schema))] });

        AssertJson("""[{"functionDeclarations":[{"name":"f","description":"d"}]}]""", _service.Last.GetProperty("tools"));
    }

    [Theory]
    [InlineData("1st")]
    [InlineData("get weather")]
    [InlineData("wetter_für")]
    [InlineData("a/b")]
    public async Task A_function_name_that_the_api_refuses_is_named_before_sending(string name)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => AskAsync(new() { Tools = [AIFunctionFactory.Create(() => 1, name)] }));

        Assert.Contains($"'{name}'", error.Message, StringComparison.Ordinal);
        Assert.Empty(_service.Requests);
    }

    [Fact]
    public async Task A_function_name_of_more_than_128_characters_is_refused_before_sending() =>
        await Assert.ThrowsAsync<ArgumentException>(() => AskAsync(new() { Tools = [AIFunctionFactory.Create(() => 1, new string('a', 129))] }));

    [Fact]
    public async Task Two_functions_of_one_name_are_refused_before_sending()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => AskAsync(new() { Tools = [Now, AIFunctionFactory.Create(() => 1, "now")] }));
        Assert.Contains("'now'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_cannot_be_sent_is_named_before_sending()
    {
        var error = await Assert.ThrowsAsync<NotSupportedException>(() => AskAsync(new() { Tools = [new StrangeTool()] }));
        Assert.Contains(nameof(StrangeTool), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_that_the_raw_request_declares_is_not_declared_again()
    {
        await AskAsync(new()
        {
            Tools = [Now, GetWeather],
            RawRepresentationFactory = _ => new GenerateContentRequest { Tools = [new Tool { FunctionDeclarations = [new FunctionDeclaration { Name = "now", Description = "raw" }] }] },
        });

        var names = _service.Last.GetProperty("tools").EnumerateArray().SelectMany(t => t.GetProperty("functionDeclarations").EnumerateArray()).Select(d => d.GetProperty("name").GetString());
        Assert.Equal(["get_weather", "now"], names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_structured_answer_is_asked_for_by_json_schema()
    {
        var schema = JsonElement.Parse("""{"$schema":"s","type":"object","properties":{"n":{"type":["integer","null"]}}}"""u8);
        await AskAsync(new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(schema, "thing") });

        AssertJson("""{"responseMimeType":"application/json","responseJsonSchema":{"type":"object","properties":{"n":{"type":["integer","null"]}}}}""", _service.Last.GetProperty("generationConfig"));
    }

    [Fact]
    public async Task Json_without_a_schema_is_asked_for_by_media_type()
    {
        await AskAsync(new() { ResponseFormat = ChatResponseFormat.Json });
        AssertJson("""{"responseMimeType":"application/json"}""", _service.Last.GetProperty("generationConfig"));
    }

    private Task<ChatResponse> AskAsync(ChatOptions options) => _service.Chat().GetResponseAsync([User("hi")], options, Token);

    private void AssertConfig(string config) => AssertJson($$"""{"functionCallingConfig":{{config}}}""", _service.Last.GetProperty("toolConfig"));

    private JsonElement Declaration(string member) => _service.Last.GetProperty("tools")[0].GetProperty("functionDeclarations")[0].GetProperty(member);

    private sealed class StrangeTool : AITool;
}
