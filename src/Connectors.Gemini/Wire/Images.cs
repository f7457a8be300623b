#pragma warning disable CS1591 // The API's own field names say what the members are; the API documents them.

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connectors.Gemini.Wire;

/// <summary>The body of <c>:predict</c> of Vertex AI's image models (Imagen).</summary>
public sealed class PredictImagesRequest : GeminiMessage
{
    public IList<ImageInstance>? Instances { get; set; }

    public ImageParameters? Parameters { get; set; }

    public IDictionary<string, string>? Labels { get; set; }
}

/// <summary>What an image is made from. What other image models than Imagen take (<c>productImages</c>, <c>personImage</c>, <c>image</c>, <c>scribble</c>) goes into <see cref="GeminiMessage.UnknownFields"/>.</summary>
public sealed class ImageInstance : GeminiMessage
{
    public string? Prompt { get; set; }

    public IList<ReferenceImage>? ReferenceImages { get; set; }
}

/// <summary>An image that a prompt refers to by its number in brackets.</summary>
public sealed class ReferenceImage : GeminiMessage
{
    public string? ReferenceType { get; set; }

    public int? ReferenceId { get; set; }

    [JsonPropertyName("referenceImage")]
    public ImageBytes? Image { get; set; }

    public JsonElement? MaskImageConfig { get; set; }

    public JsonElement? ControlImageConfig { get; set; }

    public JsonElement? StyleImageConfig { get; set; }

    public JsonElement? SubjectImageConfig { get; set; }
}

/// <summary>An image in a request of <c>:predict</c>: its bytes, or where they lie.</summary>
public sealed class ImageBytes : GeminiMessage
{
    [JsonConverter(typeof(BytesConverter))]
    public ReadOnlyMemory<byte>? BytesBase64Encoded { get; set; }

    public string? GcsUri { get; set; }

    public string? MimeType { get; set; }
}

/// <summary>How images are made by <c>:predict</c>.</summary>
public sealed class ImageParameters : GeminiMessage
{
    public int? SampleCount { get; set; }

    public string? AspectRatio { get; set; }

    public string? SampleImageSize { get; set; }

    public int? Seed { get; set; }

    public string? NegativePrompt { get; set; }

    public float? GuidanceScale { get; set; }

    public string? SafetySetting { get; set; }

    public string? PersonGeneration { get; set; }

    public bool? IncludeSafetyAttributes { get; set; }

    public bool? IncludeRaiReason { get; set; }

    public string? Language { get; set; }

    public ImageOutputOptions? OutputOptions { get; set; }

    public bool? AddWatermark { get; set; }

    public bool? EnhancePrompt { get; set; }

    public string? EditMode { get; set; }

    public string? StorageUri { get; set; }
}

/// <summary>The answer of <c>:predict</c>: images, and what was filtered out.</summary>
public sealed class PredictImagesResponse : GeminiMessage
{
    public IList<ImagePrediction>? Predictions { get; set; }
}

/// <summary>One image, or why there is none.</summary>
public sealed class ImagePrediction : GeminiMessage
{
    [JsonConverter(typeof(BytesConverter))]
    public ReadOnlyMemory<byte>? BytesBase64Encoded { get; set; }

    public string? GcsUri { get; set; }

    public string? MimeType { get; set; }

    public string? RaiFilteredReason { get; set; }

    /// <summary>Gets or sets the prompt as the service rewrote it.</summary>
    public string? Prompt { get; set; }

    public string? ContentType { get; set; }

    public JsonElement? SafetyAttributes { get; set; }
}
