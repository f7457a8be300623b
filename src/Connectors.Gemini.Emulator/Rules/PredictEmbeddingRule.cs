using Connectors.Gemini.Emulator.Messages;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class PredictEmbeddingRule() : Rule(
    "predict-embedding",
    "Texts that Vertex AI embeds by predict are there and not empty, and the output dimensionality is at most the model's",
    EmulatorRuleEvidence.Documented)
{
    public override IEnumerable<EmulatorRefusal> Check(RuleContext context)
    {
        if (context is not { Route.Method: "predict", IsVertex: true, Model: { EmbeddingDimensions: > 0 } model })
        {
            yield break;
        }

        var instances = context.Body.Items("instances").ToList();
        if (instances.Count == 0)
        {
            yield return Refuse("Empty instances.");
        }
        else if (instances.Exists(instance => string.IsNullOrEmpty(instance.Text("content"))))
        {
            yield return Refuse("The text content is empty.");
        }

        if (context.Body.Field("parameters").Number("outputDimensionality") is { } dimensions && EmbeddingConfigRule.IsWrong(dimensions, model))
        {
            yield return Refuse($"outputDimensionality must be in the range [1, {model.EmbeddingDimensions}].");
        }
    }
}
