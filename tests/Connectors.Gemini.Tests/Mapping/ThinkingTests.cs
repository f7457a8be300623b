using Connectors.Gemini.Tests.Chat;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;
using static Connectors.Gemini.Tests.Chat.Conversation;

namespace Connectors.Gemini.Tests.Mapping;

public class ThinkingTests
{
    private readonly FakeService _service = new FakeService().Answer("""{"text":"ok"}""");

    [Theory]
    [InlineData("gemini-3.8-flash", ReasoningEffort.None, "LOW", true)]
    [InlineData("gemini-3.8-flash", ReasoningEffort.Low, "LOW", false)]
    [InlineData("gemini-3.8-flash", ReasoningEffort.Medium, "MEDIUM", false)]
    [InlineData("gemini-3.8-flash", ReasoningEffort.High, "HIGH", false)]
    [InlineData("gemini-3.8-flash", ReasoningEffort.ExtraHigh, "HIGH", false)]
    [InlineData("gemini-3.7-flash", ReasoningEffort.None, "LOW", true)]
    [InlineData("gemini-3.6-flash", ReasoningEffort.None, "MINIMAL", false)]
    [InlineData("gemini-3-flash-preview", ReasoningEffort.None, "MINIMAL", false)]
    [InlineData("gemini-3.5-flash-lite", ReasoningEffort.None, "MINIMAL", false)]
    [InlineData("gemini-3.1-pro-preview", ReasoningEffort.None, "LOW", true)]
    [InlineData("gemini-3.1-pro-preview", ReasoningEffort.High, "HIGH", false)]
    [InlineData("gemini-4-hydrogen", ReasoningEffort.ExtraHigh, "XHIGH", false)]
    [InlineData("gemini-4-argon", ReasoningEffort.ExtraHigh, "HIGH", false)]
    [InlineData("gemini-9-unheard-of", ReasoningEffort.Medium, "MEDIUM", false)]
    public async Task A_neutral_effort_becomes_the_nearest_level(string model, ReasoningEffort effort, string level, bool warned)
    {
        // The emulator's table does not know models of the future.
        var service = model.Contains("unheard", StringComparison.Ordinal) ? new FakeService { RulesDoNotApplyBecause = "the model does not exist" }.Answer("""{"text":"ok"}""") : _service;
        await service.Chat(model).GetResponseAsync([User("hi")], new() { Reasoning = new() { Effort = effort } }, Token);

        AssertJson($$$"""{"thinkingConfig":{"thinkingLevel":"{{{level}}}"}}""", service.Last.GetProperty("generationConfig"));
        Assert.Equal(warned, service.Warnings.Any());
    }

    [Theory]
    [InlineData("gemini-2.5-flash", ReasoningEffort.None, 0, false)]
    [InlineData("gemini-2.5-flash", ReasoningEffort.Low, 1024, false)]
    [InlineData("gemini-2.5-flash", ReasoningEffort.Medium, 8192, false)]
    [InlineData("gemini-2.5-flash", ReasoningEffort.High, 24576, false)]
    [InlineData("gemini-2.5-flash", ReasoningEffort.ExtraHigh, 24576, false)]
    [InlineData("gemini-2.5-flash-lite", ReasoningEffort.None, 0, false)]
    [InlineData("gemini-2.5-pro", ReasoningEffort.None, 128, true)]
    [InlineData("gemini-2.5-pro", ReasoningEffort.ExtraHigh, 32768, false)]
    public async Task A_neutral_effort_becomes_a_budget_on_older_models(string model, ReasoningEffort effort, int budget, bool warned)
    {
        await _service.Chat(model).GetResponseAsync([User("hi")], new() { Reasoning = new() { Effort = effort } }, Token);

        AssertJson($$$"""{"thinkingConfig":{"thinkingBudget":{{{budget}}}}}""", _service.Last.GetProperty("generationConfig"));
        Assert.Equal(warned, _service.Warnings.Any());
    }

    [Fact]
    public async Task A_model_that_does_not_think_gets_nothing_and_a_warning()
    {
        await _service.Chat("gemini-2.0-flash").GetResponseAsync([User("hi")], new() { Reasoning = new() { Effort = ReasoningEffort.High, Output = ReasoningOutput.Full } }, Token);

        Assert.False(_service.Last.TryGetProperty("generationConfig", out _));
        Assert.NotEmpty(_service.Warnings);
    }

    [Theory]
    [InlineData(ReasoningOutput.None, false)]
    [InlineData(ReasoningOutput.Summary, true)]
    [InlineData(ReasoningOutput.Full, true)]
    public async Task Reasoning_output_asks_for_thoughts(ReasoningOutput output, bool include)
    {
        await _service.Chat().GetResponseAsync([User("hi")], new() { Reasoning = new() { Output = output } }, Token);
        AssertJson($$$"""{"thinkingConfig":{"includeThoughts":{{{(include ? "true" : "false")}}}}}""", _service.Last.GetProperty("generationConfig"));
    }

    [Fact]
    public async Task Typed_options_win_over_the_neutral_ones_and_survive_structured_output()
    {
        await _service.Chat().GetResponseAsync(
            [User("hi")],
            new GeminiChatOptions
            {
                ThinkingLevel = ThinkingLevel.Low,
                IncludeThoughts = false,
                Reasoning = new() { Effort = ReasoningEffort.High, Output = ReasoningOutput.Full },
                ResponseFormat = ChatResponseFormat.Json,
            },
            Token);

        AssertJson("""{"thinkingConfig":{"thinkingLevel":"LOW","includeThoughts":false},"responseMimeType":"application/json"}""", _service.Last.GetProperty("generationConfig"));
    }

    [Theory]
    [InlineData(ReasoningEffort.None, null, false)]
    [InlineData(ReasoningEffort.High, null, true)]
    [InlineData(null, ReasoningOutput.Full, true)]
    [InlineData(null, ReasoningOutput.None, false)]
    public async Task A_model_that_does_not_think_is_warned_of_only_where_thinking_was_wanted(ReasoningEffort? effort, ReasoningOutput? output, bool warned)
    {
        await _service.Chat("gemini-2.0-flash").GetResponseAsync([User("hi")], new() { Reasoning = new() { Effort = effort, Output = output } }, Token);

        Assert.False(_service.Last.TryGetProperty("generationConfig", out _));
        Assert.Equal(warned, _service.Warnings.Any());
    }

    [Theory]
    [InlineData("gemini-2.5-flash", -1)]
    [InlineData("gemini-2.5-flash", 0)]
    [InlineData("gemini-2.5-flash", 1)]
    [InlineData("gemini-2.5-flash", 24576)]
    [InlineData("gemini-2.5-pro", 128)]
    [InlineData("gemini-3.5-flash", 1024)]
    public async Task A_budget_that_the_model_takes_is_sent_as_it_is(string model, int budget)
    {
        await _service.Chat(model).GetResponseAsync([User("hi")], new GeminiChatOptions { ThinkingBudget = budget }, Token);
        AssertJson($$$"""{"thinkingConfig":{"thinkingBudget":{{{budget}}}}}""", _service.Last.GetProperty("generationConfig"));
    }

    [Theory]
    [InlineData("gemini-3.8-flash", "MINIMAL", null, "LOW, MEDIUM, HIGH")]
    [InlineData("gemini-2.5-flash", "LOW", null, "ThinkingBudget")]
    [InlineData("gemini-2.0-flash", "LOW", null, "does not think")]
    [InlineData("gemini-2.5-pro", null, 0, "128 to 32768, -1 for its own choice.")]
    [InlineData("gemini-2.5-pro", null, 127, "128 to 32768")]
    [InlineData("gemini-2.5-flash", null, 30000, "to 24576, -1 for its own choice, 0 for none.")]
    [InlineData("gemini-2.0-flash", null, 100, "does not think")]
    [InlineData("gemini-3.8-flash", "LOW", 100, "both set")]
    public async Task What_the_model_refuses_is_refused_before_sending_and_says_what_to_do(string model, string? level, int? budget, string says)
    {
        GeminiChatOptions options = new() { ThinkingLevel = level is null ? null : new ThinkingLevel(level), ThinkingBudget = budget };

        var error = await Assert.ThrowsAsync<ArgumentException>(() => _service.Chat(model).GetResponseAsync([User("hi")], options, Token));

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Empty(_service.Requests);
    }
}
