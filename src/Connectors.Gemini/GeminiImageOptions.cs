using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Connectors.Gemini.Mapping;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini;

/// <summary>
/// Image options with what Gemini has beyond M.E.AI's neutral ones. Each property is a view of the entry <c>gemini.*</c> in <see cref="ImageGenerationOptions.AdditionalProperties"/>,
/// so the settings survive <see cref="ImageGenerationOptions.Clone"/>, JSON and copies by middleware, also where this class itself does not.
/// What a model or a surface does not take throws an <see cref="ArgumentException"/> before anything is sent.
/// </summary>
[Experimental("MEAI001")]
public class GeminiImageOptions : ImageGenerationOptions
{
    /// <summary>Creates options in which nothing is set.</summary>
    public GeminiImageOptions()
    {
    }

    /// <summary>Creates a copy of other options.</summary>
    /// <param name="other">The options to copy, or <see langword="null"/>.</param>
    protected GeminiImageOptions(ImageGenerationOptions? other)
        : base(other)
    {
    }

    /// <summary>
    /// Gets or sets the shape, width to height, for example <c>16:9</c> (<c>imageConfig.aspectRatio</c>, of Imagen <c>aspectRatio</c>). Overrides the shape of <see cref="ImageGenerationOptions.ImageSize"/>.
    /// Default: the model's own, which follows an original image and else the prompt.
    /// </summary>
    public string? AspectRatio
    {
        get => AdditionalProperties.GetString(ImageOptionKeys.AspectRatio);
        set => Set(ImageOptionKeys.AspectRatio, value);
    }

    /// <summary>
    /// Gets or sets the number of pixels: <c>512</c>, <c>1K</c>, <c>2K</c> or <c>4K</c>, with a capital K (<c>imageConfig.imageSize</c>, of Imagen <c>sampleImageSize</c>).
    /// Overrides the number of pixels of <see cref="ImageGenerationOptions.ImageSize"/>. Default: the model's own, 1K.
    /// </summary>
    public string? Resolution
    {
        get => AdditionalProperties.GetString(ImageOptionKeys.Resolution);
        set => Set(ImageOptionKeys.Resolution, value);
    }

    /// <summary>
    /// Gets or sets whether people may be shown: <c>ALLOW_ALL</c>, <c>ALLOW_ADULT</c>, <c>ALLOW_NONE</c> (<c>imageConfig.personGeneration</c>; Vertex AI only), of Imagen <c>DONT_ALLOW</c> instead of the last. Default: the service's own.
    /// </summary>
    public string? PersonGeneration
    {
        get => AdditionalProperties.GetString(ImageOptionKeys.PersonGeneration);
        set => Set(ImageOptionKeys.PersonGeneration, value);
    }

    /// <summary>
    /// Gets or sets the seed (<c>generationConfig.seed</c>, of Imagen <c>seed</c>, which wants <see cref="AddWatermark"/> to be <see langword="false"/>). Of several images each further one gets the next number,
    /// else they would be the same. The service takes it without promising the same image twice. Default: chosen by the service.
    /// </summary>
    public int? Seed
    {
        get => AdditionalProperties.GetInt32(ImageOptionKeys.Seed);
        set => Set(ImageOptionKeys.Seed, value);
    }

    /// <summary>Gets or sets the quality of JPEG images, 0 to 100 (<c>imageOutputOptions.compressionQuality</c>; Vertex AI only). Their format is <see cref="ImageGenerationOptions.MediaType"/>. Default: the service's own, 75.</summary>
    public int? CompressionQuality
    {
        get => AdditionalProperties.GetInt32(ImageOptionKeys.CompressionQuality);
        set => Set(ImageOptionKeys.CompressionQuality, value);
    }

    /// <summary>Gets or sets what the image should not show (<c>negativePrompt</c>; older Imagen models only: to the others say it in the prompt). Default: nothing.</summary>
    public string? NegativePrompt
    {
        get => AdditionalProperties.GetString(ImageOptionKeys.NegativePrompt);
        set => Set(ImageOptionKeys.NegativePrompt, value);
    }

    /// <summary>Gets or sets whether Imagen puts its invisible watermark into the image (<c>addWatermark</c>; Gemini models always do). Default: yes.</summary>
    public bool? AddWatermark
    {
        get => AdditionalProperties.GetBoolean(ImageOptionKeys.AddWatermark);
        set => Set(ImageOptionKeys.AddWatermark, value);
    }

    /// <summary>Gets or sets from which probability of harm on content is blocked, one setting for each category (<c>safetySettings</c>; Gemini models). A copy; set it anew to change it. Default: the service's own.</summary>
    public IList<SafetySetting>? SafetySettings
    {
        get => AdditionalProperties.GetJson(ImageOptionKeys.SafetySettings)?.Deserialize(WireJson.Instance.IListSafetySetting);
        set => Set(ImageOptionKeys.SafetySettings, value is null ? null : JsonSerializer.SerializeToElement(value, WireJson.Instance.IListSafetySetting));
    }

    /// <inheritdoc/>
    public override ImageGenerationOptions Clone() => new GeminiImageOptions(this) { StreamingCount = StreamingCount };

    /// <summary>A view of options of any class: the same entries, so what is set on either is seen on both.</summary>
    internal static GeminiImageOptions ViewOf(ImageGenerationOptions options)
    {
        if (options is GeminiImageOptions already)
        {
            return already;
        }

        options.AdditionalProperties ??= [];
        return new GeminiImageOptions(options) { AdditionalProperties = options.AdditionalProperties };
    }

    private void Set(string key, object? value) => AdditionalProperties = AdditionalProperties.With(key, value);
}
