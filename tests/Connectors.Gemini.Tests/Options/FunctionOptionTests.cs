using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Options;

public class FunctionOptionTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Strict_on_any_function_holds_all_arguments_to_their_schemas(bool auto)
    {
        var body = await Wire.SendAsync(new ChatOptions { Tools = [AIFunctionFactory.Create(() => 1, "g"), Strict("f")], ToolMode = auto ? ChatToolMode.Auto : null });

        Wire.AssertEqual("""{"functionCallingConfig":{"mode":"VALIDATED"}}""", body.GetProperty("toolConfig"));
    }

    [Fact]
    public async Task A_forced_choice_stays_forced_with_strict_functions()
    {
        var any = await Wire.SendAsync(new ChatOptions { Tools = [Strict("f")], ToolMode = ChatToolMode.RequireAny });
        var none = await Wire.SendAsync(new ChatOptions { Tools = [Strict("f")], ToolMode = ChatToolMode.None });

        Wire.AssertEqual("""{"functionCallingConfig":{"mode":"ANY"}}""", any.GetProperty("toolConfig"));
        Wire.AssertEqual("""{"functionCallingConfig":{"mode":"NONE"}}""", none.GetProperty("toolConfig"));
    }

    [Fact]
    public async Task Allowed_names_that_are_not_declared_are_left_out_with_a_warning()
    {
        var handler = new WireHandler();

        var body = await Wire.SendAsync(new GeminiChatOptions { Tools = [AIFunctionFactory.Create(() => 1, "f")], AllowedFunctionNames = ["f", "gone"] }, handler: handler);

        Wire.AssertEqual("""{"functionCallingConfig":{"mode":"VALIDATED","allowedFunctionNames":["f"]}}""", body.GetProperty("toolConfig"));
        Assert.True(handler.Warned("gone"));
    }

    [Theory]
    [InlineData("get weather")]
    [InlineData("1st")]
    [InlineData("größe")]
    [InlineData("a/b")]
    public async Task A_name_that_the_service_forbids_is_refused_by_name(string name) =>
        Assert.Contains($"'{name}'", (await Wire.RefusedAsync(new ChatOptions { Tools = [AIFunctionFactory.Create(() => 1, name)] })).Message, StringComparison.Ordinal);

    [Fact]
    public async Task The_model_of_the_options_decides_what_is_taken()
    {
        var handler = new WireHandler();

        await Wire.SendAsync(new ChatOptions { ModelId = Wire.Model25, Reasoning = new() { Effort = ReasoningEffort.Low } }, handler: handler);

        Assert.Contains("models/gemini-2.5-flash:", handler.Requests[0].Address.AbsolutePath, StringComparison.Ordinal);
        Wire.AssertEqual("""{"thinkingBudget":1024}""", handler.Body.GetProperty("generationConfig").GetProperty("thinkingConfig"));
    }

    [Fact]
    public async Task A_raw_request_is_completed_and_never_overwritten()
    {
        var body = await Wire.SendAsync(new GeminiChatOptions
        {
            Temperature = 1,
            Seed = 3,
            MediaResolution = MediaResolution.Low,
            Labels = new Dictionary<string, string> { ["a"] = "b" },
            RawRepresentationFactory = _ => new GenerateContentRequest
            {
                GenerationConfig = new() { Temperature = 0.5f, MediaResolution = MediaResolution.High, StopSequences = ["X"] },
                Labels = new Dictionary<string, string> { ["own"] = "1" },
            },
        });

        Wire.AssertEqual("""{"temperature":0.5,"mediaResolution":"MEDIA_RESOLUTION_HIGH","stopSequences":["X"],"seed":3}""", body.GetProperty("generationConfig"));
        Wire.AssertEqual("""{"own":"1"}""", body.GetProperty("labels"));
        Assert.Equal("Hello", body.GetProperty("contents")[0].GetProperty("parts")[0].GetProperty("text").GetString());
    }

    private static AIFunction Strict(string name) =>
        AIFunctionFactory.Create((string x) => x, new AIFunctionFactoryOptions { Name = name, AdditionalProperties = new Dictionary<string, object?> { ["strict"] = true } });
}
