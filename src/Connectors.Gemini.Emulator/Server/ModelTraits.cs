using System.Globalization;
using System.Text.RegularExpressions;

namespace Connectors.Gemini.Emulator.Server;

/// <summary>What the answers of a model family look like on a surface. An unknown model counts as of the newest family.</summary>
internal sealed partial class ModelTraits
{
    private ModelTraits(string model, bool isVertex)
    {
        var match = Version().Match(model);
        var version = match.Success ? decimal.Parse(match.Groups["version"].Value, CultureInfo.InvariantCulture) : 99m;
        IsImageModel = model.Contains("image", StringComparison.Ordinal);
        IsSpeechModel = model.Contains("tts", StringComparison.Ordinal);
        var isGemini = !model.StartsWith("gemma", StringComparison.Ordinal) && !model.StartsWith("learnlm", StringComparison.Ordinal);
        Thinks = isGemini && !IsSpeechModel && (version >= 3 || (version == 2.5m && !IsImageModel && !model.Contains("lite", StringComparison.Ordinal)));
        Signs = isGemini && !IsSpeechModel && version >= 3;
        SignsWhenAskedToThink = isGemini && !IsSpeechModel && !IsImageModel && version == 2.5m;
        GivesCallIds = isGemini && !isVertex && (version >= 3.5m || (version == 3.1m && model.Contains("pro", StringComparison.Ordinal)));
    }

    public bool IsImageModel { get; }

    public bool IsSpeechModel { get; }

    /// <summary>Gets whether the model thinks without being asked to.</summary>
    public bool Thinks { get; }

    public bool Signs { get; }

    /// <summary>Gets whether the model signs its function calls when the request turns thinking on (Gemini 2.5).</summary>
    public bool SignsWhenAskedToThink { get; }

    public bool GivesCallIds { get; }

    public static ModelTraits Of(string model, bool isVertex) => new(model, isVertex);

    [GeneratedRegex(@"^gemini-(?<version>\d+(?:\.\d+)?)-", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Version();
}
