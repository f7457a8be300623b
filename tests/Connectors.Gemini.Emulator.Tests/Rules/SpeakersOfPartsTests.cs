using static Connectors.Gemini.Emulator.Tests.Rules.Verdict;

namespace Connectors.Gemini.Emulator.Tests.Rules;

public class SpeakersOfPartsTests
{
    private const string Joe = """{"text":"Hi, Jane.","speechMetadata":{"speaker":"Joe"}}""";
    private const string Jane = """{"text":"Hi, Joe.","speechMetadata":{"speaker":"Jane"}}""";
    private const string Message = "Each text part must name one of the configured speakers in speech_metadata.speaker.";

    [Fact]
    public void Parts_that_name_their_speakers_are_accepted() => Accepts(On(Body(Joe, Jane), "gemini-3.8-flash-tts"));

    [Theory]
    [InlineData("""{"text":"Joe and Jane."}""")]
    [InlineData("""{"text":"Hello.","speechMetadata":{"speaker":"Jim"}}""")]
    public void A_part_without_a_configured_speaker_is_refused(string part) => Refuses(On(Body(Joe, Jane, part), "gemini-3.8-flash-tts"), "speech-config", Message);

    [Fact]
    public void Models_that_take_a_prompt_find_the_speakers_in_it() => Accepts(On(Body("""{"text":"Joe: Hi!\nJane: Hello."}"""), "gemini-3.1-flash-tts-preview"));

    private static string Body(params string[] parts)
    {
        var speakers = $$"""{"multiSpeakerVoiceConfig":{"speakerVoiceConfigs":[{{Speaker("Joe", "Kore")}},{{Speaker("Jane", "Puck")}}]""" + "}}";
        return $$"""{"contents":[{"role":"user","parts":[{{string.Join(',', parts)}}]}],"generationConfig":{"responseModalities":["AUDIO"],"speechConfig":{{speakers}}""" + "}}";
    }

    private static string Speaker(string name, string voice) => $$"""{"speaker":"{{name}}","voiceConfig":{"prebuiltVoiceConfig":{"voiceName":"{{voice}}"}""" + "}}";
}
