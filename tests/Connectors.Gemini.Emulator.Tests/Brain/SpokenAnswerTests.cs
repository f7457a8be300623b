using System.Text;
using System.Text.Json.Nodes;

namespace Connectors.Gemini.Emulator.Tests.Brain;

public sealed class SpokenAnswerTests
{
    private const string Old = "gemini-3.1-flash-tts-preview";
    private const string New = "gemini-3.8-flash-tts";

    private static string Say(string text, string more = "") => EmulatorClient.Ask(text, $$""" "generationConfig":{"responseModalities":["AUDIO"]{{more}}}""");

    [Fact]
    public async Task The_same_words_in_the_same_voice_are_the_same_samples()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);

        var first = Audio(await client.GenerateAsync(Say("Hello."), Old));
        var again = Audio(await client.GenerateAsync(Say("Hello."), Old));
        var other = Audio(await client.GenerateAsync(Say("Goodbye."), Old));

        Assert.Equal("audio/L16;codec=pcm;rate=24000", first.MimeType);
        Assert.Equal(first.Data, again.Data);
        Assert.NotEqual(first.Data, other.Data);
        Assert.Equal(0, first.Data.Length % 2);
    }

    [Fact]
    public async Task Samples_are_streamed_in_several_events_that_joined_are_the_whole()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);
        var whole = Audio(await client.GenerateAsync(Say("A long story."), Old));

        var events = await client.StreamAsync(Say("A long story."), Old);

        var pieces = events.Where(item => item.Parts().Count > 0).Select(Audio).ToList();
        Assert.True(pieces.Count > 3, $"{pieces.Count} events.");
        Assert.All(pieces, piece => Assert.Equal(whole.MimeType, piece.MimeType));
        Assert.Equal(whole.Data, pieces.SelectMany(piece => piece.Data).ToArray());
        Assert.Equal("STOP", events[^1].FinishReason());
    }

    [Theory]
    [InlineData(New, "", "audio/wav")]
    [InlineData(New, ""","responseFormat":{"audio":{"mimeType":"AUDIO_L16"}}""", "audio/L16;codec=pcm;rate=24000")]
    [InlineData(Old, ""","responseFormat":{"audio":{"mimeType":"AUDIO_WAV"}}""", "audio/wav")]
    public async Task Models_of_3_8_give_WAV_unless_asked_otherwise(string model, string format, string mimeType)
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);

        var audio = Audio(await client.GenerateAsync(Say("Hello.", format), model));

        Assert.Equal(mimeType, audio.MimeType);
        Assert.Equal(mimeType == "audio/wav", audio.Data.AsSpan().StartsWith("RIFF"u8));
    }

    [Fact]
    public async Task Audio_that_it_did_not_speak_itself_is_told_by_its_type_and_length()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);
        var audio = Convert.ToBase64String(Encoding.ASCII.GetBytes("ID3 a song"));

        var answer = await client.GenerateAsync(
            $$$"""{"contents":[{"role":"user","parts":[{"inlineData":{"mimeType":"audio/mpeg","data":"{{{audio}}}"}},{"text":"Write down what is said."}]}]}""");

        Assert.Equal("(audio/mpeg of 10 bytes)", answer.Text());
    }

    private static (string MimeType, byte[] Data) Audio(JsonObject answer)
    {
        var blob = Assert.Single(answer.Parts())["inlineData"]!;
        return (blob["mimeType"]!.ToString(), Convert.FromBase64String(blob["data"]!.ToString()));
    }
}
