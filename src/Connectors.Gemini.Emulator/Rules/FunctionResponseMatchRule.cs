using Connectors.Gemini.Emulator.Messages;
using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class FunctionResponseMatchRule() : GenerateRule(
    "function-response-match",
    "A result bears the name and, where the call has one, the id of a call of its step",
    EmulatorRuleEvidence.Inferred)
{
    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model)
    {
        foreach (var step in context.Conversation.Steps)
        {
            // Vertex AI gives ids to some calls of a model and not to others, and takes results without.
            var wantsId = model.IssuesFunctionCallIds && !context.IsVertex;
            List<(string? Id, string? Name)> open = [.. step.Calls.Select(call => (call.Part.Payload.Text("id"), call.Part.Payload.Text("name")))];
            foreach (var (content, result) in step.Results)
            {
                var (id, name) = (result.Payload.Text("id"), result.Payload.Text("name"));
                var match = open.FindIndex(call => call.Name == name && (call.Id == id || (call.Id is null && id is not null) || (id is null && !wantsId)));
                if (match < 0)
                {
                    yield return Refuse($"Function response `{name}`{(id is null ? "" : $" with id `{id}`")} in contents[{content}] does not match a function call of the preceding function call turn.");
                    yield break;
                }

                open.RemoveAt(match);
            }
        }
    }
}
