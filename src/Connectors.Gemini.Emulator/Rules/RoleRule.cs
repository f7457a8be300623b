using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class RoleRule() : GenerateRule(
    "role",
    "The role of a content is user or model (function is taken for results; Vertex AI wants one)",
    EmulatorRuleEvidence.Documented)
{
    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model)
    {
        if (context.Conversation.Contents.Any(content => !IsRole(content.Role, context.IsVertex)))
        {
            yield return Refuse("Please use a valid role: user, model.");
        }
    }

    private static bool IsRole(string? role, bool isVertex) => role is null or "" ? !isVertex : role is "user" or "model" or "function";
}
