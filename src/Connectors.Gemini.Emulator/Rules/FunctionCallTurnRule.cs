using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class FunctionCallTurnRule() : GenerateRule(
    "function-call-turn",
    "Function calls come directly after a user turn or after function results",
    EmulatorRuleEvidence.Documented)
{
    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model)
    {
        var misplaced = context.Conversation.Steps.Any(step => step.Start == 0)
            || context.Conversation.Contents.Any(content => !content.IsModel && content.Parts.Any(part => part.IsCall));
        if (misplaced)
        {
            yield return Refuse("Please ensure that function call turn comes immediately after a user turn or after a function response turn.");
        }
    }
}
