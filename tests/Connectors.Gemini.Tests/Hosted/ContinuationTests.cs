using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Scripts;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Hosted;

public class ContinuationTests
{
    private static readonly ChatMessage Question = new(ChatRole.User, "Write a novel.");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_over_three_requests_is_one_message_with_the_usage_of_all(bool streamed)
    {
        await using var chat = await EmulatedChat.StartAsync("gemini-4-argon");
        chat.Emulator.Script.Next(Hop("One. ", "dG9rLTE="), Hop("Two. ", "dG9rLTI="), Reply.Text("Three.").WithUsage(Usage));

        var answer = await chat.AskAsync([Question], streamed);

        Assert.Equal("One. Two. Three.", answer.Text);
        Assert.Single(answer.Messages);
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
        Assert.Equal((30, 15), (answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount));
        Assert.Equal([null, "dG9rLTE=", "dG9rLTI="], chat.Requests.Select(request => request.Body!.Value.TryGetProperty("continuationToken", out var token) ? token.GetString() : null));
        Assert.All(chat.Requests, request => Assert.Equal(1, request.Body!.Value.GetProperty("contents").GetArrayLength()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_that_never_ends_stops_at_the_cap_and_says_so(bool streamed)
    {
        await using var chat = await EmulatedChat.StartAsync("gemini-4-argon");
        chat.Emulator.Script.Otherwise(_ => Hop("more ", "dG9r"));

        var answer = await chat.AskAsync([Question], streamed, new GeminiChatOptions { MaxContinuations = 3 });

        Assert.Equal(4, chat.Requests.Count);
        Assert.Equal("more more more more ", answer.Text);
        Assert.Equal("CONTINUATION", answer.FinishReason!.Value.Value);
        Assert.Equal("dG9r", answer.Messages[0].AdditionalProperties!["gemini.continuationToken"]);
    }

    [Fact]
    public async Task Without_continuations_a_split_answer_ends_with_its_first_part()
    {
        await using var chat = await EmulatedChat.StartAsync("gemini-4-argon");
        chat.Emulator.Script.Next(Hop("One. ", "dG9r"));

        var answer = await chat.AskAsync([Question], streamed: false, new GeminiChatOptions { MaxContinuations = 0 });

        Assert.Equal("One. ", answer.Text);
        Assert.Single(chat.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_hop_that_fails_keeps_what_was_received(bool streamed)
    {
        await using var chat = await EmulatedChat.StartAsync("gemini-4-argon");
        chat.Emulator.Script.Next(Hop("One. ", "dG9r"), Reply.Error(ServiceError.Overloaded()));

        var failure = await Assert.ThrowsAsync<GeminiException>(() => chat.AskAsync([Question], streamed));

        Assert.Equal(503, (int)failure.StatusCode!.Value);
        Assert.Equal("One. ", failure.PartialResponse!.Text);
        Assert.Equal("dG9r", failure.PartialResponse.Messages[0].AdditionalProperties!["gemini.continuationToken"]);
    }

    [Fact]
    public async Task A_stream_that_breaks_right_at_a_token_goes_on_without_repeating_anything()
    {
        await using var chat = await EmulatedChat.StartAsync("gemini-4-argon");
        chat.Emulator.Script.Next(Checkpoint("One ", after: null), Reply.Text("and two."));

        var answer = await chat.AskAsync([Question], streamed: true);

        Assert.Equal("One and two.", answer.Text);
        Assert.Equal("Y2hlY2s=", chat.Requests[1].Body!.Value.GetProperty("continuationToken").GetString());
    }

    [Fact]
    public async Task A_stream_that_breaks_after_text_since_the_token_is_an_error_that_carries_the_token()
    {
        await using var chat = await EmulatedChat.StartAsync("gemini-4-argon");
        chat.Emulator.Script.Next(Checkpoint("One ", after: "tail "));

        var failure = await Assert.ThrowsAsync<GeminiException>(() => chat.AskAsync([Question], streamed: true));

        Assert.Equal("One tail ", failure.PartialResponse!.Text);
        Assert.Equal("Y2hlY2s=", failure.PartialResponse.Messages[0].AdditionalProperties!["gemini.continuationToken"]);
        Assert.Single(chat.Requests);
    }

    private const string Usage = """{"promptTokenCount":10,"candidatesTokenCount":5,"thoughtsTokenCount":null,"totalTokenCount":15}""";

    private static Reply Hop(string text, string token) =>
        Reply.Text(text).WithFinish("CONTINUATION").WithCandidateField("continuationToken", $"\"{token}\"").WithUsage(Usage);

    private static Reply Checkpoint(string before, string? after)
    {
        string[] events =
        [
            $$"""{"candidates":[{"content":{"role":"model","parts":[{"text":"{{before}}"}]},"index":0,"continuationToken":"Y2hlY2s="}],"responseId":"r"}""",
            .. after is null ? Array.Empty<string>() : [$$"""{"candidates":[{"content":{"role":"model","parts":[{"text":"{{after}}"}]},"index":0}],"responseId":"r"}"""],
        ];
        return Reply.Json(events).CutAfter(events.Length);
    }
}
