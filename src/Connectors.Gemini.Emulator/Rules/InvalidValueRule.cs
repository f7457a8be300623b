using Connectors.Gemini.Emulator.Messages;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class InvalidValueRule() : ShapeRule(
    "invalid-value",
    "Every value has its field's type: numbers, enum values, base64, durations, objects",
    EmulatorRuleEvidence.Documented,
    ShapeProblemKind.InvalidValue);
