using Connectors.Gemini.Emulator.Messages;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class OneDataFieldRule() : ShapeRule(
    "one-data-field",
    "A part has one payload, not two",
    EmulatorRuleEvidence.Documented,
    ShapeProblemKind.OneOf);
