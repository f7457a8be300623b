using System.Text.Json.Nodes;

namespace Connectors.Gemini.Emulator.Tests.Server;

public sealed class AnswerShapeTests
{
    [Fact]
    public async Task A_unary_answer_has_the_fields_of_the_service()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);

        var answer = await client.GenerateAsync(EmulatorClient.Ask("Hello there"));

        Assert.Equal("model", answer.Candidate()["content"]!["role"]!.ToString());
        Assert.Contains("Hello there", answer.Text(), StringComparison.Ordinal);
        Assert.Equal("STOP", answer.FinishReason());
        Assert.Equal(0, answer.Candidate()["index"]!.GetValue<int>());
        Assert.Equal(3, answer.Tokens("promptTokenCount"));
        Assert.Equal("TEXT", answer["usageMetadata"]!["promptTokensDetails"]![0]!["modality"]!.ToString());
        Assert.Equal("standard", answer["usageMetadata"]!["serviceTier"]!.ToString());
        Assert.Equal(EmulatorClient.Model, answer["modelVersion"]!.ToString());
        Assert.Equal(22, answer["responseId"]!.ToString().Length);
        Assert.Null(answer["createTime"]);
    }

    [Fact]
    public async Task A_streamed_answer_ends_with_a_signed_empty_text_and_the_finish_reason()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);

        var events = await client.StreamAsync(EmulatorClient.Ask("Hello there"));

        Assert.Contains("Hello there", events.Text(), StringComparison.Ordinal);
        var last = events[^1];
        Assert.Equal("", last.Parts()[0]["text"]!.ToString());
        Assert.NotNull(last.Parts()[0]["thoughtSignature"]);
        Assert.Equal("STOP", last.FinishReason());
        Assert.All(events.SkipLast(1), item => Assert.Null(item.FinishReason()));
    }

    [Fact]
    public async Task Without_alt_sse_the_stream_is_one_json_array()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);

        using var response = await client.PostAsync($"v1beta/models/{EmulatorClient.Model}:streamGenerateContent", EmulatorClient.Ask("Hello there"));

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Hello there", JsonNode.Parse(text)!.AsArray().Select(item => item!.AsObject()).Text(), StringComparison.Ordinal);
    }
}
