namespace Connectors.Gemini.Emulator.Faults;

internal enum FaultKind
{
    Answer,
    Reset,
    Hang,
}
