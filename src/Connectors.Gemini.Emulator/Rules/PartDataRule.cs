using Connectors.Gemini.Emulator.Messages;
using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class PartDataRule() : GenerateRule(
    "part-data",
    "A part has a payload, and a user turn is not made of empty texts alone",
    EmulatorRuleEvidence.Documented)
{
    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model)
    {
        List<string> paths = [.. EmptyParts(context)];
        if (paths.Count == 0)
        {
            return [];
        }

        return context.IsVertex
            ? [Refuse($"Unable to submit request because it must have a text parameter. Add a text parameter and try again. {LearnMore}")]
            : RefuseFields(paths.Select(path => ($"{path}.data", "required oneof field 'data' must have one initialized field")));
    }

    private static IEnumerable<string> EmptyParts(RuleContext context)
    {
        var contents = context.Conversation.Contents;
        foreach (var content in contents)
        {
            // Recorded: an empty text as a model's whole turn is taken. Known clients put an empty user turn before a history that begins with the model.
            var isIdle = !content.IsModel && (content.Index > 0 || contents.Count == 1) && content.Parts.All(part => part.IsEmptyText && part.Signature is null);
            foreach (var part in content.Parts.Where(part => part.Kind is null || isIdle))
            {
                yield return $"contents[{content.Index}].parts[{part.Index}]";
            }
        }

        var index = 0;
        foreach (var part in context.Body.Field("systemInstruction").Items("parts"))
        {
            if (PartView.Of(part, index, context.Options.KnownExtraNames).Kind is null)
            {
                yield return $"system_instruction.parts[{index}]";
            }

            index++;
        }
    }
}
