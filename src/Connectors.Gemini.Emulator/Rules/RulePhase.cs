namespace Connectors.Gemini.Emulator.Rules;

/// <summary>Rules that are applied together; a later phase only sees what every earlier one let through.</summary>
/// <param name="IsStrict">Whether the phase is left out by the loose switch.</param>
/// <param name="Rules">The rules, in the order in which the service complains.</param>
internal sealed record RulePhase(bool IsStrict, IReadOnlyList<Rule> Rules);
