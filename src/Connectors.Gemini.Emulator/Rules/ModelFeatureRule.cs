using Connectors.Gemini.Emulator.Messages;
using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class ModelFeatureRule() : GenerateRule(
    "model-feature",
    "Tools, JSON mode, system instructions and the old search tool are used with models that have them",
    EmulatorRuleEvidence.Documented)
{
    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model)
    {
        var hasFunctions = context.Functions.Any();
        if (!model.AcceptsTools && (hasFunctions || context.BuiltInTools.Any()))
        {
            yield return Refuse($"{(hasFunctions ? "Function calling" : "Tool use")} is not enabled for models/{model.Id}");
        }

        if (!model.AcceptsJsonMode && context.Config.Text("responseMimeType") is "application/json")
        {
            yield return Refuse($"JSON mode is not enabled for models/{model.Id}");
        }

        if (!model.AcceptsSystemInstruction && context.Body.Field("systemInstruction") is not null)
        {
            yield return Refuse($"Developer instruction is not enabled for models/{model.Id}");
        }

        if (model.Generation >= 2 && context.BuiltInTools.Contains("google_search_retrieval", StringComparer.Ordinal))
        {
            yield return Refuse("google_search_retrieval is not supported; please use google_search tool instead.");
        }
    }
}
