using Connectors.Gemini.Emulator.Messages;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class PredictImageRule() : Rule(
    "predict-image",
    "Imagen gets a prompt, makes 1 to 4 images of an aspect ratio that it has, and takes a seed only without its watermark",
    EmulatorRuleEvidence.Inferred)
{
    private const int MostImages = 4;

    public override IEnumerable<EmulatorRefusal> Check(RuleContext context)
    {
        if (context is not { Route.Method: "predict", Model: { EmbeddingDimensions: 0 } model })
        {
            yield break;
        }

        var instances = context.Body.Items("instances").ToList();
        if (instances.Count == 0)
        {
            yield return Refuse("Empty instances.");
        }
        else if (instances.Exists(instance => string.IsNullOrWhiteSpace(instance.Text("prompt"))))
        {
            yield return Refuse("Image generation failed with the following error: The prompt is empty.");
        }

        var parameters = context.Body.Field("parameters");
        if (parameters.Number("sampleCount") is < 1 or > MostImages)
        {
            yield return Refuse($"sampleCount must be in the range [1, {MostImages}].");
        }

        if (parameters.Text("aspectRatio") is { } ratio && !model.AspectRatios.Contains(ratio, StringComparer.Ordinal))
        {
            yield return Refuse($"Image generation failed with the following error: The aspect ratio {ratio} is not supported. Supported values are: {string.Join(", ", model.AspectRatios)}.");
        }

        if (parameters.Number("seed") is not null && !(parameters.Field("addWatermark") is { ValueKind: System.Text.Json.JsonValueKind.False }))
        {
            yield return Refuse("Seed is not supported when watermark is enabled.");
        }
    }
}
