using Connectors.Gemini.Emulator.Messages;
using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class ThoughtSignatureRule() : GenerateRule(
    "thought-signature",
    "On generation 3 and later the first function call of each step of the current turn carries a thought signature",
    EmulatorRuleEvidence.Documented)
{
    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model)
    {
        if (!model.ValidatesSignatures)
        {
            yield break;
        }

        foreach (var step in context.Conversation.Steps.Where(step => step.Start >= context.Conversation.CurrentTurn))
        {
            var (content, call) = step.Calls[0];
            if (call.Signature is { Length: > 0 })
            {
                continue;
            }

            var name = $"default_api:{call.Payload.Text("name")}";
            var position = content + 1;
            yield return Refuse(context.IsVertex
                ? $"Unable to submit request because function call `{name}` in the {position}. content block is missing a `thought_signature`. Learn more: https://docs.cloud.google.com/vertex-ai/generative-ai/docs/thought-signatures"
                : $"Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance. Additional data, function call `{name}` , position {position}. Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures for more details.");
            yield break;
        }
    }
}
