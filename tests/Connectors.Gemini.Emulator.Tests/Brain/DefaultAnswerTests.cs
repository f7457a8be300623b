using System.Text;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Media;

namespace Connectors.Gemini.Emulator.Tests.Brain;

public sealed class DefaultAnswerTests
{
    private static async Task<JsonObject> AskAsync(string body, string model = EmulatorClient.Model)
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);
        return await client.GenerateAsync(body, model);
    }

    [Fact]
    public async Task The_same_request_gets_the_same_answer()
    {
        var first = await AskAsync(EmulatorClient.Ask("Hello"));
        var second = await AskAsync(EmulatorClient.Ask("Hello"));

        Assert.Equal(first.ToJsonString(), second.ToJsonString());
    }

    [Fact]
    public async Task Thoughts_come_first_and_only_when_asked_for_and_count_either_way()
    {
        var hidden = await AskAsync(EmulatorClient.Ask("Hello"));
        var shown = await AskAsync(EmulatorClient.Ask("Hello", """ "generationConfig":{"thinkingConfig":{"includeThoughts":true}}"""));

        Assert.DoesNotContain(hidden.Parts(), part => part["thought"] is not null);
        Assert.True(shown.Parts()[0]["thought"]!.GetValue<bool>());
        Assert.Null(shown.Parts()[0]["thoughtSignature"]);
        Assert.Equal(hidden.Tokens("thoughtsTokenCount"), shown.Tokens("thoughtsTokenCount"));
        Assert.Equal(
            shown.Tokens("promptTokenCount") + shown.Tokens("candidatesTokenCount") + shown.Tokens("thoughtsTokenCount"),
            shown.Tokens("totalTokenCount"));
    }

    [Fact]
    public async Task A_spent_token_budget_cuts_the_text_with_max_tokens()
    {
        var config = """ "generationConfig":{"maxOutputTokens":4,"thinkingConfig":{"thinkingBudget":0}}""";

        var answer = await AskAsync(EmulatorClient.Ask("Hello, how are you today?", config), "gemini-2.5-flash");

        Assert.Equal("MAX_TOKENS", answer.FinishReason());
        Assert.Equal("You said: Hello,", answer.Text());
    }

    [Fact]
    public async Task A_budget_spent_on_thinking_gives_content_without_parts()
    {
        var answer = await AskAsync(EmulatorClient.Ask("Hello", """ "generationConfig":{"maxOutputTokens":2}"""));

        Assert.Equal("MAX_TOKENS", answer.FinishReason());
        Assert.Equal("""{"role":"model"}""", answer.Candidate()["content"]!.ToJsonString());
    }

    [Fact]
    public async Task A_stop_sequence_ends_the_text_before_itself()
    {
        var answer = await AskAsync(EmulatorClient.Ask("one two three", """ "generationConfig":{"stopSequences":[" two"]}"""));

        Assert.Equal("You said: one", answer.Text());
        Assert.Equal("STOP", answer.FinishReason());
    }

    [Fact]
    public async Task As_many_candidates_come_as_are_wanted()
    {
        var answer = await AskAsync(EmulatorClient.Ask("Hello", """ "generationConfig":{"candidateCount":3}"""));

        Assert.Equal([0, 1, 2], answer["candidates"]!.AsArray().Select(candidate => candidate!["index"]!.GetValue<int>()));
        Assert.NotEqual(answer.Text(1), answer.Text(2));
    }

    [Fact]
    public async Task An_image_in_the_prompt_is_seen_with_its_size()
    {
        var png = SampleMedia.Png();
        var body = $$$"""{"contents":[{"role":"user","parts":[{"inlineData":{"mimeType":"image/png","data":"{{{Convert.ToBase64String(png)}}}"}},{"text":"What is this?"}]}]}""";

        var answer = await AskAsync(body);

        Assert.Contains($"I see an image/png of {png.Length} bytes.", answer.Text(), StringComparison.Ordinal);
        Assert.Contains(answer["usageMetadata"]!["promptTokensDetails"]!.AsArray(), detail => detail!["modality"]!.ToString() == "IMAGE");
    }

    [Fact]
    public async Task An_image_model_answers_with_text_and_a_signed_image()
    {
        var answer = await AskAsync(EmulatorClient.Ask("Draw a cat", """ "generationConfig":{"responseModalities":["TEXT","IMAGE"]}"""), "gemini-3.1-flash-image");

        var parts = answer.Parts();
        Assert.NotNull(parts[0]["text"]);
        Assert.Equal("image/jpeg", parts[1]["inlineData"]!["mimeType"]!.ToString());
        Assert.Equal([0xFF, 0xD8, 0xFF], Convert.FromBase64String(parts[1]["inlineData"]!["data"]!.ToString())[..3]);
        Assert.All(parts, part => Assert.NotNull(part["thoughtSignature"]));
        Assert.Contains(answer["usageMetadata"]!["candidatesTokensDetails"]!.AsArray(), detail => detail!["modality"]!.ToString() == "IMAGE");
    }

    [Fact]
    public async Task The_system_instruction_shows_in_the_answer()
    {
        var answer = await AskAsync(EmulatorClient.Ask("Hello", """ "systemInstruction":{"parts":[{"text":"Be terse."}]}"""));

        Assert.Contains("Be terse.", answer.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_very_long_text_is_not_echoed_whole()
    {
        var answer = await AskAsync(EmulatorClient.Ask(new StringBuilder().Insert(0, "long ", 100_000).ToString()));

        Assert.True(answer.Text().Length < 1_000);
        Assert.Contains("(500000 characters)", answer.Text(), StringComparison.Ordinal);
    }
}
