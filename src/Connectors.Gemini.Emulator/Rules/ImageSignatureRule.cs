using Connectors.Gemini.Emulator.Messages;
using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class ImageSignatureRule() : GenerateRule(
    "image-signature",
    "On image models of generation 3 and later each image of a model turn carries a thought signature",
    EmulatorRuleEvidence.Documented)
{
    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model)
    {
        if (!model.ValidatesSignatures || !model.OutputModalities.Contains("IMAGE"))
        {
            yield break;
        }

        foreach (var content in context.Conversation.Contents.Where(content => content.IsModel))
        {
            foreach (var part in content.Parts.Where(part => part is { Kind: "inlineData", Signature: null or "" } && !((System.Text.Json.JsonElement?)part.Element).Flag("thought")))
            {
                yield return Refuse(
                    $"Image part is missing a thought_signature in content position {content.Index + 1}, part position {part.Index + 1}. Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures#model-behavior for more details.");
            }
        }
    }
}
