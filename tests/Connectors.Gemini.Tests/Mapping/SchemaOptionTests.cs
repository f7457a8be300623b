using System.Text.Json;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Tests.Http;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Mapping;

public class SchemaOptionTests
{
    private static readonly JsonElement Recursive = JsonElement.Parse("""{"type":"object","properties":{"child":{"$ref":"#"}}}""");

    private static readonly AIFunctionDeclaration Rate = AIFunctionFactory.CreateDeclaration(
        "rate",
        "The rate of a currency.",
        JsonElement.Parse("""{"type":"object","properties":{"currency":{"$ref":"#/$defs/C"},"extra":{"type":"object","additionalProperties":{"type":"string"}}},"required":["currency"],"$defs":{"C":{"enum":["EUR","CZK"]}}}"""),
        JsonElement.Parse("""{"$schema":"x","type":"object","properties":{"value":{"type":["number","null"]}}}"""));

    [Fact]
    public async Task What_a_function_returns_is_told_as_JSON_Schema()
    {
        var declaration = Declaration(await SendAsync(new ChatOptions { Tools = [Rate] }));

        Assert.Equal("""{"type":"object","properties":{"value":{"type":["number","null"]}}}""", declaration.GetProperty("responseJsonSchema").GetRawText());
        Assert.False(declaration.TryGetProperty("response", out _));
        Assert.True(declaration.TryGetProperty("parametersJsonSchema", out _));
    }

    [Theory]
    [InlineData("""{"type":"string"}""", false)]
    [InlineData("""{}""", false)]
    [InlineData("true", false)]
    [InlineData("""{"type":"string","description":"A rate such as 24.5 CZK."}""", true)]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", true)]
    public async Task A_result_schema_that_says_no_more_than_a_type_is_not_worth_its_tokens(string schema, bool isSent)
    {
        var function = AIFunctionFactory.CreateDeclaration("f", "F.", JsonElement.Parse("{}"), JsonElement.Parse(schema));

        Assert.Equal(isSent, Declaration(await SendAsync(new ChatOptions { Tools = [function] })).TryGetProperty("responseJsonSchema", out _));
    }

    [Fact]
    public async Task A_result_schema_that_cannot_be_sent_is_left_out_and_logged()
    {
        var log = new LogLines();
        var function = AIFunctionFactory.CreateDeclaration("f", "F.", JsonElement.Parse("{}"), JsonElement.Parse("""{"type":"object","properties":{"x":{"$ref":"https://example.com/x"}}}"""));

        var declaration = Declaration(await SendAsync(new ChatOptions { Tools = [function] }, log));

        Assert.False(declaration.TryGetProperty("responseJsonSchema", out _));
        Assert.Contains(log.Lines, static line => line.Contains("https://example.com/x", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_OpenAPI_subset_is_sent_where_it_is_asked_for_and_what_is_lost_is_logged()
    {
        var log = new LogLines();
        var options = new GeminiChatOptions { Tools = [Rate], UseOpenApiSchemas = true };

        var declaration = Declaration(await SendAsync(options.Clone(), log));

        Assert.Equal("STRING", declaration.GetProperty("parameters").GetProperty("properties").GetProperty("currency").GetProperty("type").GetString());
        Assert.True(declaration.GetProperty("response").GetProperty("properties").GetProperty("value").GetProperty("nullable").GetBoolean());
        Assert.False(declaration.TryGetProperty("parametersJsonSchema", out _));
        Assert.False(declaration.TryGetProperty("responseJsonSchema", out _));
        Assert.Single(log.Lines, static line => line.Contains("additionalProperties at $.properties.extra", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_response_format_is_sent_in_the_OpenAPI_subset_too()
    {
        var options = new GeminiChatOptions { UseOpenApiSchemas = true, ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object","properties":{"n":{"const":"x"}}}""")) };

        var config = (await SendAsync(options)).GetProperty("generationConfig");

        Assert.Equal("application/json", config.GetProperty("responseMimeType").GetString());
        Assert.Equal("x", config.GetProperty("responseSchema").GetProperty("properties").GetProperty("n").GetProperty("enum")[0].GetString());
        Assert.False(config.TryGetProperty("responseJsonSchema", out _));
    }

    [Fact]
    public async Task A_recursive_schema_goes_as_JSON_Schema_and_is_refused_in_the_subset()
    {
        var function = AIFunctionFactory.CreateDeclaration("tree", "A tree.", Recursive);

        Assert.Equal("#", Declaration(await SendAsync(new ChatOptions { Tools = [function] })).GetProperty("parametersJsonSchema").GetProperty("properties").GetProperty("child").GetProperty("$ref").GetString());
        var error = await Assert.ThrowsAsync<ArgumentException>(() => SendAsync(new GeminiChatOptions { Tools = [function], UseOpenApiSchemas = true }));
        Assert.Contains("'tree'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_declaration_of_the_callers_own_stays_as_it_is()
    {
        var options = new GeminiChatOptions
        {
            UseOpenApiSchemas = true,
            Tools = [Rate],
            RawRepresentationFactory = static _ => new Connectors.Gemini.Wire.GenerateContentRequest { Tools = [new() { FunctionDeclarations = [new() { Name = "mine", ParametersJsonSchema = Recursive }] }] },
        };

        var declarations = (await SendAsync(options)).GetProperty("tools")[0].GetProperty("functionDeclarations");

        Assert.True(declarations[0].TryGetProperty("parametersJsonSchema", out _));
        Assert.True(declarations[1].TryGetProperty("parameters", out _));
    }

    [Fact]
    public async Task A_bare_label_is_asked_for_by_its_media_type()
    {
        var options = new GeminiChatOptions { ResponseMimeType = "text/x.enum", ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"string","enum":["yes","no"]}""")) };

        var config = (await SendAsync(options)).GetProperty("generationConfig");

        Assert.Equal("text/x.enum", config.GetProperty("responseMimeType").GetString());
        Assert.Equal("yes", config.GetProperty("responseJsonSchema").GetProperty("enum")[0].GetString());
    }

    private static JsonElement Declaration(JsonElement body) => Assert.Single(body.GetProperty("tools")[0].GetProperty("functionDeclarations").EnumerateArray());

    /// <summary>The body that the emulator got, and took.</summary>
    private static async Task<JsonElement> SendAsync(ChatOptions options, LogLines? log = null)
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = new GeminiClient(new GeminiClientOptions { ApiKey = "test-key", BaseAddress = emulator.BaseAddress, LoggerFactory = log });
        await gemini.AsIChatClient("gemini-3.8-flash").GetResponseAsync("Hello.", options, TestContext.Current.CancellationToken);
        var entry = Assert.Single(emulator.Journal.Entries);
        Assert.Empty(entry.Refusals);
        return entry.Body!.Value;
    }
}
