using Connectors.Gemini.Emulator.Models;
using Connectors.Gemini.Emulator.Signatures;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class CorruptedSignatureRule() : GenerateRule(
    "corrupted-signature",
    "A signature is one that could have been issued; one of the emulator's own is on the part that it was issued for, anywhere in the history",
    EmulatorRuleEvidence.Documented)
{
    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model)
    {
        foreach (var content in context.Conversation.Contents)
        {
            foreach (var part in content.Parts)
            {
                if (part.Signature is { Length: > 0 } signature && !IsGood(signature, content, part, context, model))
                {
                    yield return Refuse("Corrupted thought signature.");
                    yield break;
                }
            }
        }
    }

    private static bool IsGood(string signature, ContentView content, PartView part, RuleContext context, EmulatorModel model)
    {
        if (EmulatorSignatures.IsIssued(signature))
        {
            return EmulatorSignatures.IsIssuedFor(signature, part.Element);
        }

        // What users sign and what older models and turns carry is not validated.
        var isValidated = model.ValidatesSignatures && content.IsModel && content.Index >= context.Conversation.CurrentTurn;
        return !isValidated || SignatureText.IsSentinel(signature, context.IsVertex) || SignatureText.IsPlausible(signature);
    }
}
