using Connectors.Gemini.Emulator.Messages;
using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class ImageConfigRule() : GenerateRule(
    "image-config",
    "The aspect ratio is one that there is and that the image model makes, so is the image size, and an image model gives one candidate",
    EmulatorRuleEvidence.Documented)
{
    // In the order of the service's message.
    private static readonly string[] Ratios = ["1:1", "1:4", "1:8", "2:3", "3:2", "3:4", "4:1", "4:3", "4:5", "5:4", "8:1", "9:16", "16:9", "21:9"];
    private static readonly string[] Sizes = ["1K", "2K", "4K", "512", "512P", "512PX"];

    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model)
    {
        var config = context.Config.Field("imageConfig");
        var ratio = config.Text("aspectRatio");
        if (!string.IsNullOrEmpty(ratio) && !Ratios.Contains(ratio, StringComparer.Ordinal))
        {
            return RefuseFields(
                [("generation_config.image_config.aspect_ratio", $"aspect_ratio must be one of {string.Join(", ", Ratios.SkipLast(1).Select(r => $"'{r}'"))}, or '{Ratios[^1]}'.")]);
        }

        return model.OutputModalities.Contains("IMAGE") ? OfImageModel(context, model, ratio, config.Text("imageSize")) : [];
    }

    private IEnumerable<EmulatorRefusal> OfImageModel(RuleContext context, EmulatorModel model, string? ratio, string? size)
    {
        if (!string.IsNullOrEmpty(ratio) && !model.AspectRatios.Contains(ratio, StringComparer.Ordinal))
        {
            yield return Refuse($"Aspect ratio {ratio} is not supported for this model");
        }

        if (!string.IsNullOrEmpty(size))
        {
            var plain = size.StartsWith("512", StringComparison.Ordinal) ? "512" : size;
            // Generation 2.5 takes any size but the smallest, and makes 1K of it.
            if (model.ImageSizes.Count > 0 && !Sizes.Contains(size, StringComparer.Ordinal))
            {
                yield return Refuse($"Unsupported image_size '{size}'. Supported values are: {string.Join(", ", Sizes)}.");
            }
            else if (model.ImageSizes.Count > 0 ? !model.ImageSizes.Contains(plain, StringComparer.Ordinal) : plain == "512")
            {
                yield return Refuse($"Image size {size} is not supported for this model");
            }
        }

        if (context.Config.Number("candidateCount") > 1)
        {
            yield return Refuse("Multiple candidates is not enabled for this model");
        }
    }
}
