using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class FunctionResponseTurnRule() : GenerateRule(
    "function-response-turn",
    "Function results come directly after the calls, and nothing else is in their content",
    EmulatorRuleEvidence.Documented)
{
    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model)
    {
        var conversation = context.Conversation;
        var misplaced = conversation.Contents
            .Where(content => !content.IsModel && content.HasResults)
            .Any(content => !content.IsResults || !conversation.Steps.Any(step => step.Start < content.Index && content.Index < step.End));
        if (misplaced)
        {
            yield return Refuse("Please ensure that function response turn comes immediately after a function call turn.");
        }
    }
}
