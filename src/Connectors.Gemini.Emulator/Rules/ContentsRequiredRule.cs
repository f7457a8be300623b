using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class ContentsRequiredRule() : GenerateRule(
    "contents-required",
    "A request has contents, and each content has parts",
    EmulatorRuleEvidence.Documented)
{
    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model)
    {
        var contents = context.Conversation.Contents;
        if (!context.IsVertex)
        {
            return RefuseFields(contents.Count == 0
                ? [("contents", "contents is not specified")]
                : contents.Where(content => content.Parts.Count == 0).Select(content => ($"contents[{content.Index}].parts", "contents.parts must not be empty.")));
        }

        if (contents.Count == 0)
        {
            return [Refuse($"Unable to submit request because at least one contents field is required. {LearnMore}")];
        }

        return contents.Any(content => content.Parts.Count == 0)
            ? [Refuse($"Unable to submit request because it must include at least one parts field, which describes the prompt input. {LearnMore}")]
            : [];
    }
}
