using Connectors.Gemini.Emulator.Messages;
using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class ServerToolRule() : GenerateRule(
    "server-tool-response",
    "Calls and results of tools that the service ran stand in the model's turn, each result after its call with the same id",
    EmulatorRuleEvidence.Inferred)
{
    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model)
    {
        HashSet<string> calls = new(StringComparer.Ordinal);
        foreach (var (content, part) in context.Conversation.Contents.SelectMany(content => content.Parts.Select(part => (content, part))))
        {
            if (part.Kind is not ("toolCall" or "toolResponse"))
            {
                continue;
            }

            var id = part.Payload.Text("id") ?? "";
            if (!content.IsModel)
            {
                yield return Refuse("Please ensure that server side tool calls and responses are in a model turn.");
                yield break;
            }

            if (part.Kind is "toolCall")
            {
                calls.Add(id);
            }
            else if (!calls.Contains(id))
            {
                yield return Refuse($"Tool response with id `{id}` in contents[{content.Index}] does not match a preceding tool call.");
                yield break;
            }
        }
    }
}
