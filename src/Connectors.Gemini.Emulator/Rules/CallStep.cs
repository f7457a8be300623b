namespace Connectors.Gemini.Emulator.Rules;

/// <summary>One step of a turn: the function calls of consecutive model contents and the results that follow at once.</summary>
/// <param name="Calls">The calls with the index of their content.</param>
/// <param name="Results">The results, those that the service itself wrote into the model's contents included.</param>
/// <param name="Start">The index of the step's first content.</param>
/// <param name="End">The index after the step's last content, results included.</param>
internal sealed record CallStep(IReadOnlyList<(int Content, PartView Part)> Calls, IReadOnlyList<(int Content, PartView Part)> Results, int Start, int End);
