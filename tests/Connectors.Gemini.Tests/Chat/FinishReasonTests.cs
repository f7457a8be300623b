using Microsoft.Extensions.AI;
using static Connectors.Gemini.Tests.Chat.Conversation;

namespace Connectors.Gemini.Tests.Chat;

public class FinishReasonTests
{
    [Theory]
    [InlineData("\"STOP\"", "stop")]
    [InlineData("\"MAX_TOKENS\"", "length")]
    [InlineData("\"SAFETY\"", "content_filter")]
    [InlineData("\"RECITATION\"", "content_filter")]
    [InlineData("\"LANGUAGE\"", "content_filter")]
    [InlineData("\"BLOCKLIST\"", "content_filter")]
    [InlineData("\"PROHIBITED_CONTENT\"", "content_filter")]
    [InlineData("\"SPII\"", "content_filter")]
    [InlineData("\"IMAGE_SAFETY\"", "content_filter")]
    [InlineData("\"IMAGE_PROHIBITED_CONTENT\"", "content_filter")]
    [InlineData("\"IMAGE_RECITATION\"", "content_filter")]
    [InlineData("\"ESCALATION\"", "content_filter")]
    [InlineData("\"MODEL_ARMOR\"", "content_filter")]
    [InlineData("\"OTHER\"", "OTHER")]
    [InlineData("\"IMAGE_OTHER\"", "IMAGE_OTHER")]
    [InlineData("\"NO_IMAGE\"", "NO_IMAGE")]
    [InlineData("\"MALFORMED_FUNCTION_CALL\"", "MALFORMED_FUNCTION_CALL")]
    [InlineData("\"UNEXPECTED_TOOL_CALL\"", "UNEXPECTED_TOOL_CALL")]
    [InlineData("\"TOO_MANY_TOOL_CALLS\"", "TOO_MANY_TOOL_CALLS")]
    [InlineData("\"MISSING_THOUGHT_SIGNATURE\"", "MISSING_THOUGHT_SIGNATURE")]
    [InlineData("\"MALFORMED_RESPONSE\"", "MALFORMED_RESPONSE")]
    [InlineData("\"BORED\"", "BORED")]
    [InlineData("\"FINISH_REASON_UNSPECIFIED\"", "FINISH_REASON_UNSPECIFIED")]
    [InlineData("1", "stop")]
    [InlineData("2", "length")]
    [InlineData("3", "content_filter")]
    [InlineData("999", "999")]
    public async Task Every_reason_maps_to_something(string reason, string expected)
    {
        foreach (var streaming in new[] { false, true })
        {
            var response = await new FakeService().AnswerEnding(reason, """{"text":"a"}""").Chat().AskAsync(streaming, [User("hi")]);
            Assert.Equal(expected, response.FinishReason!.Value.Value);
        }
    }

    [Theory]
    [InlineData("MAX_TOKENS", "STOP", "length")]
    [InlineData("SAFETY", "STOP", "content_filter")]
    [InlineData("STOP", "MAX_TOKENS", "length")]
    [InlineData("STOP", "FINISH_REASON_UNSPECIFIED", "stop")]
    [InlineData("FINISH_REASON_UNSPECIFIED", "STOP", "stop")]
    [InlineData("STOP", "STOP", "stop")]
    public async Task A_later_stop_does_not_hide_that_the_answer_was_cut(string first, string second, string expected)
    {
        var service = new FakeService().AnswerEvents(
            $$"""{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"{{first}}"}]}""",
            $$"""{"candidates":[{"content":{"parts":[{"text":"b"}]},"finishReason":"{{second}}"}]}""");

        var updates = await service.Chat().StreamAsync(User("hi"));

        Assert.Equal("ab", updates.ToChatResponse().Text);
        Assert.Equal(expected, Assert.Single(updates, u => u.FinishReason is not null).FinishReason!.Value.Value);
        Assert.NotNull(updates[^1].FinishReason);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_finish_message_is_exposed(bool streaming)
    {
        var service = new FakeService().AnswerJson("""{"candidates":[{"finishReason":"UNEXPECTED_TOOL_CALL","finishMessage":"Unexpected tool call: x"}]}""");

        var response = await service.Chat().AskAsync(streaming, [User("hi")]);

        Assert.Equal("Unexpected tool call: x", response.Messages[0].AdditionalProperties!["gemini.finishMessage"]);
        Assert.Contains("Unexpected tool call: x", Assert.Single(response.Messages[0].Contents.OfType<ErrorContent>()).Message, StringComparison.Ordinal);
    }
}
