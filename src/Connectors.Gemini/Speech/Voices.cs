using Connectors.Gemini.Wire;

namespace Connectors.Gemini.Speech;

/// <summary>The voices of speech models: prebuilt ones by name, the caller's own by id.</summary>
internal static class Voices
{
    private static readonly string[] Prebuilt =
    [
        "Achernar", "Achird", "Algenib", "Algieba", "Alnilam", "Aoede", "Autonoe", "Callirrhoe", "Charon", "Despina", "Enceladus", "Erinome", "Fenrir", "Gacrux", "Iapetus", "Kore", "Laomedeia", "Leda",
        "Orus", "Puck", "Pulcherrima", "Rasalgethi", "Sadachbia", "Sadaltager", "Schedar", "Sulafat", "Umbriel", "Vindemiatrix", "Zephyr", "Zubenelgenubi",
    ];

    /// <summary>A name that is not known goes as it is: the service may have it by now, and says so where it has not.</summary>
    internal static VoiceConfig Config(string voice) => voice.StartsWith("voice_", StringComparison.Ordinal) || voice.StartsWith("voicekey_", StringComparison.Ordinal)
        ? new VoiceConfig { Voice = voice }
        // (?) Whether names are matched by case is told differently: the name as the service writes it is right either way.
        : new VoiceConfig { PrebuiltVoiceConfig = new PrebuiltVoiceConfig { VoiceName = Array.Find(Prebuilt, name => name.Equals(voice, StringComparison.OrdinalIgnoreCase)) ?? voice } };
}
