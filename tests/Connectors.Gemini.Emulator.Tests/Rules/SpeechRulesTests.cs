using static Connectors.Gemini.Emulator.Tests.Rules.Verdict;

namespace Connectors.Gemini.Emulator.Tests.Rules;

public class SpeechRulesTests
{
    private const string New = "gemini-3.8-flash-tts";
    private const string Old = "gemini-2.5-flash-preview-tts";

    [Theory]
    [InlineData("Kore")]
    [InlineData("kore")]
    public void A_voice_that_exists_is_accepted(string voice) => Accepts(Ask(Old, "Hello.", Voice(voice)));

    [Fact]
    public void An_unknown_voice_is_refused_with_the_names_that_exist()
    {
        var refusal = Assert.Single(Ask(Old, "Hello.", Voice("Nobody")));

        Assert.Equal("speech-config", refusal.RuleId);
        Assert.StartsWith("Voice name Nobody is not supported. Allowed voice names are: achernar, achird, algenib,", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stored_voice_goes_by_its_id() => Accepts(Ask(New, "Hello.", """{"voiceConfig":{"voice":"voice_abc"}}"""));

    [Fact]
    public void Two_speakers_that_the_text_names_are_accepted() => Accepts(Ask(Old, "Joe: Hi!\\nJane: Hello.", Speakers("Joe", "Jane")));

    [Theory]
    [InlineData("Joe")]
    [InlineData("Joe", "Jane", "Jim")]
    public void A_dialogue_has_exactly_two_speakers(params string[] names) =>
        Refuses(Ask(Old, "Joe: Hi!\\nJane: Hello.\\nJim: Oh.", Speakers(names)), "speech-config", "The number of enabled_voices must equal 2.");

    [Fact]
    public void A_speaker_occurs_in_the_text() =>
        Refuses(Ask(Old, "Joe: Hi!", Speakers("Joe", "Jane")), "speech-config", "The speaker 'Jane' does not occur in the text.");

    [Fact]
    public void A_part_with_a_speaker_speaks_for_that_one_alone()
    {
        const string Parts = """{"text":"Jane?","speechMetadata":{"speaker":"Joe"}}""";

        Accepts(On(Body(Parts + """,{"text":"Yes.","speechMetadata":{"speaker":"Jane"}}""", Speakers("Joe", "Jane")), New));
        Refuses(On(Body(Parts, Speakers("Joe", "Jane")), New), "speech-config", "The speaker 'Jane' does not occur in the text.");
    }

    [Fact]
    public void One_voice_and_the_voices_of_speakers_exclude_each_other() => Refuses(
        Ask(Old, "Joe: Hi!\\nJane: Hello.", Voice("Kore")[..^1] + "," + Speakers("Joe", "Jane")[1..]),
        "speech-config",
        "voice_config and multi_speaker_voice_config are mutually exclusive.");

    [Fact]
    public void Speech_of_generation_2_5_is_not_streamed()
    {
        var body = Body("""{"text":"Hello."}""", Voice("Kore"));

        Accepts(OnPath($"/v1beta/models/{New}:streamGenerateContent?alt=sse", body));
        Accepts(OnPath($"/v1beta/models/{Old}:generateContent", body));
        Refuses(
            OnPath($"/v1beta/models/{Old}:streamGenerateContent?alt=sse", body),
            "model",
            $"models/{Old} is not found for API version v1beta, or is not supported for streamGenerateContent. Call ListModels to see the list of available models and their supported methods.",
            404,
            "NOT_FOUND");
    }

    private static IReadOnlyList<EmulatorRefusal> Ask(string model, string text, string speechConfig) => On(Body($$"""{"text":"{{text}}"}""", speechConfig), model);

    private static string Body(string parts, string speechConfig) =>
        $$$"""{"contents":[{"role":"user","parts":[{{{parts}}}]}],"generationConfig":{"responseModalities":["AUDIO"],"speechConfig":{{{speechConfig}}}}}""";

    private static string Voice(string name) => """{"voiceConfig":{"prebuiltVoiceConfig":{"voiceName":"NAME"}}}""".Replace("NAME", name, StringComparison.Ordinal);

    private static string Speakers(params string[] names) =>
        """{"multiSpeakerVoiceConfig":{"speakerVoiceConfigs":[""" + string.Join(',', names.Select(name => $$"""{"speaker":"{{name}}",{{Voice("Kore")[1..]}}""")) + "]}}";
}
