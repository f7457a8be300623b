using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class FunctionResponseCountRule() : GenerateRule(
    "function-response-count",
    "Every function call has one result (models before 2.5 take a step without any)",
    EmulatorRuleEvidence.Documented)
{
    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model)
    {
        var mismatch = context.Conversation.Steps.Any(step =>
            step.Calls.Count(call => !IsEndMarker(call.Part)) != step.Results.Count && (model.WantsEveryCallAnswered || step.Results.Count > 0));
        if (mismatch)
        {
            yield return Refuse("Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.");
        }
    }

    // Streamed arguments (Vertex AI): pieces after the first and the end marker have no name and are the same call.
    private static bool IsEndMarker(PartView call) =>
        call.Payload.ValueKind == System.Text.Json.JsonValueKind.Object && !call.Payload.TryGetProperty("name", out _);
}
