using Microsoft.Extensions.AI;
using static Connectors.Gemini.Tests.Chat.Conversation;

namespace Connectors.Gemini.Tests.Chat;

public class UsageTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Thoughts_are_inside_output_and_cached_tokens_inside_input(bool streaming)
    {
        var usage = await UsageOfAsync(streaming, """
            {"promptTokenCount":100,"cachedContentTokenCount":60,"candidatesTokenCount":10,"thoughtsTokenCount":30,"toolUsePromptTokenCount":5,"totalTokenCount":145,
             "promptTokensDetails":[{"modality":"TEXT","tokenCount":70},{"modality":"IMAGE","tokenCount":25},{"modality":"AUDIO","tokenCount":5}],
             "candidatesTokensDetails":[{"modality":"TEXT","tokenCount":4},{"modality":"AUDIO","tokenCount":6}],
             "cacheTokensDetails":[{"modality":"TEXT","tokenCount":60}],"toolUsePromptTokensDetails":[{"modality":"DOCUMENT","tokenCount":5}]}
            """);

        Assert.Equal(100, usage.InputTokenCount);
        Assert.Equal(40, usage.OutputTokenCount);
        Assert.Equal(145, usage.TotalTokenCount);
        Assert.Equal(60, usage.CachedInputTokenCount);
        Assert.Equal(30, usage.ReasoningTokenCount);
        Assert.Equal(70, usage.InputTextTokenCount);
        Assert.Equal(5, usage.InputAudioTokenCount);
        Assert.Equal(6, usage.OutputAudioTokenCount);
        Assert.Equal(25, usage.AdditionalCounts!["gemini.prompt.IMAGE"]);
        Assert.Equal(60, usage.AdditionalCounts["gemini.cache.TEXT"]);
        Assert.Equal(5, usage.AdditionalCounts["gemini.toolUse.DOCUMENT"]);
        Assert.Equal(5, usage.AdditionalCounts["gemini.toolUsePromptTokenCount"]);
    }

    [Fact]
    public async Task A_missing_total_is_the_sum()
    {
        var usage = await UsageOfAsync(streaming: false, """{"promptTokenCount":3,"candidatesTokenCount":4,"thoughtsTokenCount":5}""");
        Assert.Equal(12, usage.TotalTokenCount);
    }

    [Fact]
    public async Task Counts_may_come_as_strings()
    {
        var usage = await UsageOfAsync(streaming: false, """{"promptTokenCount":"3","candidatesTokenCount":"4","totalTokenCount":"7"}""");
        Assert.Equal((3, 4, 7), (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount));
    }

    [Fact]
    public async Task Without_usage_there_is_none()
    {
        var response = await new FakeService().AnswerJson("""{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"}]}""").Chat().AskAsync(User("hi"));
        Assert.Null(response.Usage);
    }

    [Fact]
    public async Task Of_a_stream_the_last_count_of_each_kind_is_given_once()
    {
        var service = new FakeService().AnswerEvents(
            """{"candidates":[{"content":{"parts":[{"text":"a"}]}}],"usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":1,"thoughtsTokenCount":7,"totalTokenCount":18}}""",
            """{"candidates":[{"content":{"parts":[{"text":"b"}]}}],"usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":2}}""",
            """{"candidates":[{"content":{"parts":[{"text":"c"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":12,"candidatesTokenCount":3,"totalTokenCount":22}}""");

        var updates = await service.Chat().StreamAsync(User("hi"));

        var usage = Assert.Single(updates.SelectMany(u => u.Contents).OfType<UsageContent>()).Details;
        Assert.Equal((12, 10, 22, 7), (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount, usage.ReasoningTokenCount));
        var second = (Connectors.Gemini.Wire.GenerateContentResponse)updates[1].RawRepresentation!;
        Assert.Null(second.UsageMetadata!.ThoughtsTokenCount);
    }

    private static async Task<UsageDetails> UsageOfAsync(bool streaming, string usage)
    {
        var body = """{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"}],"usageMetadata":""" + usage.ReplaceLineEndings(" ") + "}";
        return (await new FakeService().AnswerJson(body).Chat().AskAsync(streaming, [User("hi")])).Usage!;
    }
}
