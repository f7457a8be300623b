using System.Text.Json;
using Connectors.Gemini.Emulator.Messages;
using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class ResultMediaRule() : GenerateRule(
    "function-response-media",
    "Media in function results need generation 3, and a $ref in a result names one of them",
    EmulatorRuleEvidence.Inferred)
{
    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model)
    {
        foreach (var (content, part) in context.Conversation.Contents.SelectMany(content => content.Parts.Where(part => part.IsResult).Select(part => (content, part))))
        {
            var path = $"contents[{content.Index}].parts[{part.Index}].function_response";
            var media = part.Payload.Items("parts").ToList();
            if (media.Count > 0 && !model.CombinesTools)
            {
                yield return Refuse($"* GenerateContentRequest.{path}.parts: multimodal function responses are not supported by models/{model.Id}.\n");
                yield break;
            }

            var names = media.Select(item => (item.Field("inlineData") ?? item.Field("fileData")).Text("displayName")).ToHashSet(StringComparer.Ordinal);
            if (part.Payload.Field("response") is { } response && References(response).FirstOrDefault(name => !names.Contains(name)) is { } dangling)
            {
                yield return Refuse($"* GenerateContentRequest.{path}.response: the reference \"{dangling}\" does not match the display_name of a part.\n");
                yield break;
            }
        }
    }

    private static IEnumerable<string> References(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member =>
            member.NameEquals("$ref") && member.Value.ValueKind == JsonValueKind.String ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
