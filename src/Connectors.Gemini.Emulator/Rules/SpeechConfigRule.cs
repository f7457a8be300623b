using System.Text.Json;
using Connectors.Gemini.Emulator.Messages;
using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class SpeechConfigRule() : GenerateRule(
    "speech-config",
    "One voice or the voices of exactly two speakers, voices that exist, and each speaker speaks in the text",
    EmulatorRuleEvidence.Documented)
{
    /// <summary>From this generation on texts are spoken word for word, and who speaks stands beside them.</summary>
    private const decimal FirstVerbatim = 3.8m;

    private static readonly HashSet<string> Voices = new(StringComparer.OrdinalIgnoreCase)
    {
        "achernar", "achird", "algenib", "algieba", "alnilam", "aoede", "autonoe", "callirrhoe", "charon", "despina", "enceladus", "erinome", "fenrir", "gacrux", "iapetus", "kore", "laomedeia", "leda",
        "orus", "puck", "pulcherrima", "rasalgethi", "sadachbia", "sadaltager", "schedar", "sulafat", "umbriel", "vindemiatrix", "zephyr", "zubenelgenubi",
    };

    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model)
    {
        if (!model.OutputModalities.Any(modalities => modalities.Contains("AUDIO", StringComparison.Ordinal)) || context.Config.Field("speechConfig") is not { } config)
        {
            yield break;
        }

        var speakers = config.Field("multiSpeakerVoiceConfig").Items("speakerVoiceConfigs").ToList();
        if (config.Field("voiceConfig") is not null && speakers.Count > 0)
        {
            yield return Refuse("voice_config and multi_speaker_voice_config are mutually exclusive.");
        }

        if (config.Field("multiSpeakerVoiceConfig") is not null && speakers.Count != 2)
        {
            yield return Refuse("The number of enabled_voices must equal 2.");
        }

        foreach (var voice in speakers.Select(speaker => speaker.Field("voiceConfig")).Append(config.Field("voiceConfig")))
        {
            if (voice.Field("prebuiltVoiceConfig").Text("voiceName") is { } name && !Voices.Contains(name))
            {
                yield return Refuse($"Voice name {name} is not supported. Allowed voice names are: {string.Join(", ", Voices)}");
            }
        }

        var names = speakers.Select(speaker => speaker.Text("speaker") ?? "").ToHashSet(StringComparer.Ordinal);
        if (names.Count > 0 && model.Generation >= FirstVerbatim && Parts(context.Body).Any(part => part.Text("text") is not null && !names.Contains(part.Field("speechMetadata").Text("speaker") ?? "")))
        {
            yield return Refuse("Each text part must name one of the configured speakers in speech_metadata.speaker.");
            yield break;
        }

        foreach (var name in speakers.Select(speaker => speaker.Text("speaker") ?? ""))
        {
            if (!Speaks(context.Body, name))
            {
                yield return Refuse($"The speaker '{name}' does not occur in the text.");
            }
        }
    }

    private static IEnumerable<JsonElement> Parts(JsonElement body) => body.Items("contents").SelectMany(content => content.Items("parts"));

    private static bool Speaks(JsonElement body, string name) => Parts(body).Any(part =>
        part.Field("speechMetadata").Text("speaker") is { } speaker
            ? speaker == name
            : part.Text("text")?.Contains(name, StringComparison.Ordinal) == true);
}
