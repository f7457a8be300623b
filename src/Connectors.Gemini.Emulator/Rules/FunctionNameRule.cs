using Connectors.Gemini.Emulator.Messages;
using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class FunctionNameRule() : GenerateRule(
    "function-name",
    "Function calls and results in the conversation have a name",
    EmulatorRuleEvidence.Documented)
{
    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model) =>
        // Vertex AI streams arguments in calls without name, and takes them back.
        context.IsVertex
            ? []
            : RefuseFields(
                from content in context.Conversation.Contents
                from part in content.Parts
                where (part.IsCall || part.IsResult) && string.IsNullOrEmpty(part.Payload.Text("name"))
                select ($"contents[{content.Index}].parts[{part.Index}].{JsonFields.SnakeCase(part.Kind!)}.name", "Name cannot be empty."));
}
