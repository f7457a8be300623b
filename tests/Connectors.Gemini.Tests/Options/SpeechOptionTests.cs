using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Options;

public class SpeechOptionTests
{
    private static GeminiSpeechOptions Speech => new() { Style = "warm", Speakers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Joe"] = "Puck", ["Jane"] = "Kore" } };

    private static GeminiTranscriptionOptions Transcription => new() { MediaType = "audio/L16;rate=8000", Instructions = "Sum up.", Timestamps = true, Diarization = false, Vocabulary = ["Gemini", "Kore"] };

    [Fact]
    public void Settings_survive_clones_and_JSON()
    {
        var speech = JsonSerializer.Deserialize<TextToSpeechOptions>(JsonSerializer.Serialize<TextToSpeechOptions>(Speech.Clone(), AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;
        var transcription = JsonSerializer.Deserialize<SpeechToTextOptions>(JsonSerializer.Serialize<SpeechToTextOptions>(Transcription.Clone(), AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;

        AssertAll(speech.AsGemini());
        AssertAll(transcription.AsGemini());
        AssertAll(Assert.IsType<GeminiSpeechOptions>(Speech.Clone()));
        AssertAll(Assert.IsType<GeminiTranscriptionOptions>(Transcription.Clone()));
    }

    [Fact]
    public void A_view_writes_to_the_options_it_was_made_of()
    {
        var speech = new TextToSpeechOptions { VoiceId = "Kore" };
        var transcription = new SpeechToTextOptions();

        speech.AsGemini().Style = "slow";
        transcription.AsGemini().Vocabulary = ["a"];

        Assert.Equal("slow", speech.AdditionalProperties!["gemini.style"]);
        Assert.Equal("slow", speech.AsGemini().Style);
        Assert.Equal("Kore", speech.AsGemini().VoiceId);
        Assert.Equal(["a"], transcription.AsGemini().Vocabulary!);
        Assert.Same(Speech.GetType(), Speech.AsGemini().GetType());
    }

    [Fact]
    public void What_is_set_to_nothing_is_gone()
    {
        var speech = Speech;
        var transcription = Transcription;

        (speech.Style, speech.Speakers) = (null, null);
        (transcription.MediaType, transcription.Instructions, transcription.Timestamps, transcription.Diarization, transcription.Vocabulary) = (null, null, null, null, null);

        Assert.Empty(speech.AdditionalProperties!);
        Assert.Empty(transcription.AdditionalProperties!);
    }

    private static void AssertAll(GeminiSpeechOptions options)
    {
        Assert.Equal("warm", options.Style);
        Assert.Equal([new("Joe", "Puck"), new("Jane", "Kore")], options.Speakers!);
    }

    private static void AssertAll(GeminiTranscriptionOptions options)
    {
        Assert.Equal(("audio/L16;rate=8000", "Sum up.", true, false), (options.MediaType, options.Instructions, options.Timestamps, options.Diarization));
        Assert.Equal(["Gemini", "Kore"], options.Vocabulary!);
    }
}
