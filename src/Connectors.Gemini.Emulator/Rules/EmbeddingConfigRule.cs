using Connectors.Gemini.Emulator.Messages;
using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class EmbeddingConfigRule() : Rule(
    "embedding-config",
    "The output dimensionality is positive and at most the model's, and a title goes with the task RETRIEVAL_DOCUMENT",
    EmulatorRuleEvidence.Inferred)
{
    public override IEnumerable<EmulatorRefusal> Check(RuleContext context)
    {
        if (!context.Route.IsEmbed || context.Model is not { } model)
        {
            yield break;
        }

        foreach (var (path, request) in context.Embeds)
        {
            System.Text.Json.JsonElement? settings = request.Field("embedContentConfig") ?? request;
            if (settings.Number("outputDimensionality") is { } dimensions && IsWrong(dimensions, model))
            {
                yield return Refuse($"* {path}.output_dimensionality: output_dimensionality must be in the range [1, {model.EmbeddingDimensions}].\n");
            }

            if (!string.IsNullOrEmpty(settings.Text("title")) && !model.EmbedsMedia && settings.EnumName("taskType") is not "RETRIEVAL_DOCUMENT")
            {
                yield return Refuse($"* {path}.title: title is only supported for the task type RETRIEVAL_DOCUMENT.\n");
            }
        }
    }

    /// <summary>Zero is what a field that is not set is.</summary>
    internal static bool IsWrong(double dimensions, EmulatorModel model) => dimensions < 0 || dimensions > model.EmbeddingDimensions;
}
