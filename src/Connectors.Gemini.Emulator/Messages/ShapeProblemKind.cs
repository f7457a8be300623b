namespace Connectors.Gemini.Emulator.Messages;

/// <summary>What kind of misfit between a body and the service's messages it is.</summary>
internal enum ShapeProblemKind
{
    UnknownName,
    InvalidValue,
    OneOf,
}
