using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class FirstTurnRule() : GenerateRule(
    "first-and-last-turn",
    "A conversation begins with the user; on generation 3 and later it also ends with the user",
    EmulatorRuleEvidence.Inferred)
{
    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model)
    {
        var contents = context.Conversation.Contents;
        // A call at the very beginning has its own message.
        if (contents[0].IsModel && !contents[0].Parts.Any(part => part.IsCall))
        {
            yield return Refuse("Please ensure that multiturn requests begin with a user role.");
        }
        else if (contents[^1].IsModel && !model.AcceptsPrefill && !contents[^1].HasResults)
        {
            yield return Refuse("Please ensure that multiturn requests end with a user role or a function response.");
        }
    }
}
