namespace Connectors.Gemini.Emulator.Messages;

/// <summary>One misfit between a body and the service's messages.</summary>
/// <param name="Kind">Which rule it belongs to.</param>
/// <param name="Path">The service's path of the field, empty for the root.</param>
/// <param name="Message">The service's message.</param>
internal sealed record ShapeProblem(ShapeProblemKind Kind, string Path, string Message);
