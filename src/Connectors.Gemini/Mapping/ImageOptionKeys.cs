namespace Connectors.Gemini.Mapping;

/// <summary>The keys of <c>ImageGenerationOptions.AdditionalProperties</c> that the image generators understand; <see cref="GeminiImageOptions"/> shows them as typed properties.</summary>
internal static class ImageOptionKeys
{
    internal const string AspectRatio = ChatOptionKeys.AspectRatio;
    internal const string Resolution = ChatOptionKeys.ImageSize;
    internal const string SafetySettings = ChatOptionKeys.SafetySettings;
    internal const string PersonGeneration = "gemini.personGeneration";
    internal const string Seed = "gemini.seed";
    internal const string CompressionQuality = "gemini.compressionQuality";
    internal const string NegativePrompt = "gemini.negativePrompt";
    internal const string AddWatermark = "gemini.addWatermark";
}
