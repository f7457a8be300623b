using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Tests.Chat;
using Connectors.Gemini.Tests.Recorded;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Speech;

/// <summary>The recorded exchanges of the real service that ask for speech.</summary>
public class RecordedSpeechTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, "audio/L16;codec=pcm;rate=24000", 0)]
    [InlineData("wav", "audio/wav", 44)]
    public async Task A_recorded_answer_is_its_samples_and_its_usage(string? format, string mediaType, int header)
    {
        var response = Exchange("langchain-ai__langchainjs/chat-8-mock.json").Response.GetProperty("bodyText").GetString()!;
        using var recorded = JsonDocument.Parse(response);
        var samples = recorded.RootElement.GetProperty("candidates")[0].GetProperty("content").GetProperty("parts")[0].GetProperty("inlineData").GetProperty("data").GetBytesFromBase64();
        // In a stream an event is one line.
        var line = JsonSerializer.Serialize(recorded.RootElement);
        var service = new FakeService().AnswerJson(response).AnswerJson(line);
        var client = service.Client().AsITextToSpeechClient("gemini-2.5-flash-preview-tts");

        var whole = await client.GetAudioAsync("Say something.", new() { AudioFormat = format }, Cancellation);
        var streamed = (await client.GetStreamingAudioAsync("Say something.", new() { AudioFormat = format }, Cancellation).ToListAsync(Cancellation)).ToTextToSpeechResponse();

        Assert.All([whole, streamed], answer =>
        {
            var audio = Assert.Single(answer.Contents.OfType<DataContent>());
            Assert.Equal(mediaType, audio.MediaType);
            Assert.Equal(samples, audio.Data[header..].ToArray());
            Assert.Equal((9, 47, 56), (answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount, answer.Usage.TotalTokenCount));
            Assert.Equal("ML5IaLztF9LN1MkPv--8gQk", answer.ResponseId);
        });
    }

    [Fact]
    public async Task A_recorded_refusal_is_asked_for_with_the_same_fields_and_told_in_the_services_words()
    {
        var (request, response) = Exchange("googleapis__dotnet-genai/GenerateContentErrorHandlingTest.GenerateContentMultiSpeakerVoiceConfigGeminiTest.json");
        var service = new FakeService { RulesDoNotApplyBecause = "the recorded model gives no audio" }.Fail(System.Net.HttpStatusCode.BadRequest, response.GetProperty("bodyText").GetString()!);
        var client = service.Client().AsITextToSpeechClient("gemini-2.5-flash");

        var refusal = await Assert.ThrowsAsync<GeminiException>(() => client.GetAudioAsync(
            "Alice says 'Hi', Bob replies with 'what's up?'",
            new GeminiSpeechOptions { Speakers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Alice"] = "leda", ["Bob"] = "kore" } },
            Cancellation));

        Assert.Contains("This model only supports text output.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("INVALID_ARGUMENT", refusal.Status);

        // The names of voices are sent as the service writes them: newer models tell capitals from small letters.
        var expected = JsonNode.Parse(request.GetProperty("json").GetRawText().Replace("\"leda\"", "\"Leda\"", StringComparison.Ordinal).Replace("\"kore\"", "\"Kore\"", StringComparison.Ordinal));
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(service.Last.GetRawText())), service.Last.GetRawText());
    }

    private static (JsonElement Request, JsonElement Response) Exchange(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(SharedRecordings.Folder("traffic"), file)));
        var exchange = document.RootElement.GetProperty("exchanges")[0];
        return (exchange.GetProperty("request").Clone(), exchange.GetProperty("response").Clone());
    }
}
