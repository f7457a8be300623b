using Connectors.Gemini.Emulator.Messages;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class UnknownFieldRule() : ShapeRule(
    "unknown-field",
    "Every field is known to the surface (Gemini API or Vertex AI), schema keywords of the OpenAPI fields included",
    EmulatorRuleEvidence.Documented,
    ShapeProblemKind.UnknownName);
