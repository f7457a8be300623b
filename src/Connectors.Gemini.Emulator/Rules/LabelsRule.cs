using System.Text.Json;
using System.Text.RegularExpressions;
using Connectors.Gemini.Emulator.Messages;
using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed partial class LabelsRule() : GenerateRule(
    "labels",
    "Label keys begin with a letter; keys and values have at most 63 lower-case letters, digits, underscores and dashes",
    EmulatorRuleEvidence.Inferred)
{
    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model)
    {
        if (context.Body.Field("labels") is not { ValueKind: JsonValueKind.Object } labels)
        {
            yield break;
        }

        foreach (var label in labels.EnumerateObject())
        {
            if (!KeyPattern().IsMatch(label.Name))
            {
                yield return Refuse($"Invalid label key: {label.Name}. Keys must start with a letter and contain at most 63 lowercase letters, digits, underscores and dashes.");
            }
            else if (label.Value.ValueKind == JsonValueKind.String && !ValuePattern().IsMatch(label.Value.GetString()!))
            {
                yield return Refuse($"Invalid label value: {label.Value.GetString()}. Values must contain at most 63 lowercase letters, digits, underscores and dashes.");
            }
        }
    }

    [GeneratedRegex(@"^[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{N}_-]{0,62}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KeyPattern();

    [GeneratedRegex(@"^[\p{Ll}\p{Lo}\p{N}_-]{0,63}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ValuePattern();
}
