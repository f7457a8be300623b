using System.Text.Json;
using Connectors.Gemini.Emulator.Messages;
using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class ResponseModalitiesRule() : GenerateRule(
    "response-modalities",
    "The response modalities are a combination that the model gives; none means text",
    EmulatorRuleEvidence.Recorded)
{
    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model)
    {
        string[] modalities =
        [
            .. context.Config.Items("responseModalities")
                .Where(item => item.ValueKind == JsonValueKind.String)
                .Select(item => item.GetString()!.ToUpperInvariant())
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

        // Music comes without being asked for.
        if (modalities.Length == 0 && model.OutputModalities.Any(combination => combination.Contains("TEXT", StringComparison.Ordinal)))
        {
            yield break;
        }

        var combination = modalities.Length == 0 ? "TEXT" : string.Join(", ", modalities);
        if (model.OutputModalities.Contains(combination, StringComparer.Ordinal))
        {
            yield break;
        }

        yield return Refuse(model.OutputModalities is ["TEXT"]
            ? "This model only supports text output."
            : $"The requested combination of response modalities ({combination}) is not supported by the model. models/{model.Id} accepts the following combination of response modalities:\n{string.Concat(model.OutputModalities.Select(accepted => $"* {accepted}\n"))}");
    }
}
