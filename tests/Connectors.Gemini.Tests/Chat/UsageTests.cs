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

    [Theory]
    [InlineData("promptTokenCount", "input")]
    [InlineData("cachedContentTokenCount", "cached")]
    [InlineData("candidatesTokenCount", "output")]
    [InlineData("thoughtsTokenCount", "reasoning")]
    [InlineData("toolUsePromptTokenCount", "gemini.toolUsePromptTokenCount")]
    [InlineData("totalTokenCount", "total")]
    [InlineData("promptTokensDetails", "gemini.prompt.IMAGE")]
    [InlineData("candidatesTokensDetails", "gemini.candidates.IMAGE")]
    [InlineData("cacheTokensDetails", "gemini.cache.IMAGE")]
    [InlineData("toolUsePromptTokensDetails", "gemini.toolUse.IMAGE")]
    public async Task Of_a_stream_a_later_count_replaces_an_earlier_one_and_none_replaces_nothing(string field, string count)
    {
        string Event(string usage, string end = "") => $$$"""{"candidates":[{"content":{"parts":[{"text":"a"}]}{{{end}}}}],"usageMetadata":{{{{usage}}}}}""";
        string Value(int n) => field.EndsWith("Details", StringComparison.Ordinal) ? $$"""[{"modality":"IMAGE","tokenCount":{{n}}}]""" : $"{n}";
        var service = new FakeService().AnswerEvents(Event($"\"{field}\":{Value(5)}"), Event($"\"{field}\":{Value(7)}"), Event("", ",\"finishReason\":\"STOP\""));

        var usage = (await service.Chat().AskAsync(streaming: true, [User("hi")])).Usage!;

        Assert.Equal(7, count switch
        {
            "input" => usage.InputTokenCount,
            "cached" => usage.CachedInputTokenCount,
            "output" => usage.OutputTokenCount,
            "reasoning" => usage.ReasoningTokenCount,
            "total" => usage.TotalTokenCount,
            _ => usage.AdditionalCounts![count],
        });
    }

    [Theory]
    [InlineData("promptTokenCount")]
    [InlineData("cachedContentTokenCount")]
    [InlineData("candidatesTokenCount")]
    [InlineData("thoughtsTokenCount")]
    [InlineData("toolUsePromptTokenCount")]
    [InlineData("totalTokenCount")]
    [InlineData("promptTokensDetails")]
    [InlineData("candidatesTokensDetails")]
    [InlineData("cacheTokensDetails")]
    [InlineData("toolUsePromptTokensDetails")]
    public async Task Of_a_stream_a_count_that_is_left_out_stays_while_the_others_go_on(string leftOut)
    {
        string[] fields =
        [
            "promptTokenCount", "cachedContentTokenCount", "candidatesTokenCount", "thoughtsTokenCount", "toolUsePromptTokenCount", "totalTokenCount",
            "promptTokensDetails", "candidatesTokensDetails", "cacheTokensDetails", "toolUsePromptTokensDetails",
        ];
        string Counts(int of, string? without = null) => string.Join(',', fields.Where(field => field != without).Select(field =>
            field.EndsWith("Details", StringComparison.Ordinal) ? $$"""  "{{field}}":[{"modality":"IMAGE","tokenCount":{{of}}}]""" : $"\"{field}\":{of}"));
        string Event(string usage, string end = "") => $$$"""{"candidates":[{"content":{"parts":[{"text":"a"}]}{{{end}}}}],"usageMetadata":{{{{usage}}}}}""";
        var service = new FakeService().AnswerEvents(Event(Counts(5)), Event(Counts(7, leftOut), ",\"finishReason\":\"STOP\""));

        var usage = (await service.Chat().AskAsync(streaming: true, [User("hi")])).Usage!;

        long? thoughts = leftOut == "thoughtsTokenCount" ? 5 : 7;
        long?[] read =
        [
            usage.InputTokenCount, usage.CachedInputTokenCount, usage.OutputTokenCount - thoughts, usage.ReasoningTokenCount, usage.AdditionalCounts!["gemini.toolUsePromptTokenCount"], usage.TotalTokenCount,
            usage.AdditionalCounts["gemini.prompt.IMAGE"], usage.AdditionalCounts["gemini.candidates.IMAGE"], usage.AdditionalCounts["gemini.cache.IMAGE"], usage.AdditionalCounts["gemini.toolUse.IMAGE"],
        ];
        Assert.Equal(fields.Select(field => (long?)(field == leftOut ? 5 : 7)), read);
    }

    [Theory]
    [InlineData("""{"promptTokenCount":3,"candidatesTokenCount":4,"totalTokenCount":100}""", 3L, 4L, 100L)]
    [InlineData("""{"promptTokenCount":3,"candidatesTokenCount":4,"toolUsePromptTokenCount":5}""", 3L, 4L, 12L)]
    [InlineData("""{"promptTokenCount":3}""", 3L, 0L, 3L)]
    [InlineData("""{"candidatesTokenCount":4}""", null, 4L, 4L)]
    [InlineData("""{"cachedContentTokenCount":2}""", null, null, null)]
    public async Task What_the_service_does_not_count_is_neither_zero_nor_guessed(string counts, long? input, long? output, long? total)
    {
        var usage = await UsageOfAsync(streaming: false, counts);
        Assert.Equal((input, output, total), (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount));
    }

    [Fact]
    public async Task Text_and_sound_have_members_of_their_own_and_no_further_count()
    {
        var usage = await UsageOfAsync(streaming: false, """
            {"promptTokenCount":3,"promptTokensDetails":[{"modality":"TEXT","tokenCount":1},{"modality":"AUDIO","tokenCount":2}],
             "candidatesTokensDetails":[{"modality":"AUDIO","tokenCount":4},{"modality":"VIDEO","tokenCount":5}]}
            """);

        Assert.Equal((1L, 2L, 4L), (usage.InputTextTokenCount, usage.InputAudioTokenCount, usage.OutputAudioTokenCount));
        Assert.Equal(["gemini.candidates.VIDEO"], usage.AdditionalCounts!.Keys);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_an_answer_in_several_parts_one_may_have_no_usage(bool firstHasIt)
    {
        const string Usage = ""","usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":4,"totalTokenCount":7}""";
        string Part(string reason, bool hasUsage) =>
            $$"""{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"{{reason}}","continuationToken":"t"}]{{(hasUsage ? Usage : "")}}}""";
        var service = new FakeService { RulesDoNotApplyBecause = "the token is made up" }
            .AnswerJson(Part("CONTINUATION", firstHasIt)).AnswerJson(Part("STOP", !firstHasIt));

        var usage = (await service.Chat().AskAsync(User("hi"))).Usage!;

        Assert.Equal((3L, 4L, 7L), (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount));
    }

    private static async Task<UsageDetails> UsageOfAsync(bool streaming, string usage)
    {
        var body = """{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"}],"usageMetadata":""" + usage.ReplaceLineEndings(" ") + "}";
        return (await new FakeService().AnswerJson(body).Chat().AskAsync(streaming, [User("hi")])).Usage!;
    }
}
