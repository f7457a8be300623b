using Connectors.Gemini.Emulator.Scripts;

namespace Connectors.Gemini.Emulator.Brain;

internal static class DefaultBrain
{
    public static Reply Answer(ScriptRequest request) => Reply.Text("You said: " + request.LastUserText);
}
