using System.Drawing;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Mapping;

/// <summary>The shape and encoding of images. M.E.AI's <see cref="ImageGenerationOptions.ImageSize"/> becomes the nearest shape that the model has; a typed option that the model does not take throws.</summary>
internal static class ImageConfigMapping
{
    /// <returns>The config, or <see langword="null"/> where nothing is asked for.</returns>
    internal static ImageConfig? Write(ImageGenerationOptions options, string model, ModelFamily family, bool isVertex, ILogger logger)
    {
        var properties = options.AdditionalProperties;
        var config = new ImageConfig
        {
            AspectRatio = AspectRatio(options, model, family),
            ImageSize = Resolution(options, model, family, logger),
            PersonGeneration = OnVertex(properties.GetString(ImageOptionKeys.PersonGeneration), nameof(GeminiImageOptions.PersonGeneration), isVertex),
            ImageOutputOptions = isVertex ? Output(options) : null,
        };
        OnVertex(properties.GetInt32(ImageOptionKeys.CompressionQuality), nameof(GeminiImageOptions.CompressionQuality), isVertex);
        if (!isVertex && options.MediaType is { } mediaType)
        {
            CheckMediaType(mediaType);
            MappingLog.NotTaken(logger, $"The media type {mediaType}, which the model chooses itself on the Gemini API", model);
        }

        return config is { AspectRatio: null, ImageSize: null, PersonGeneration: null, ImageOutputOptions: null } ? null : config;
    }

    /// <exception cref="ArgumentException">An option is set that Imagen alone has.</exception>
    internal static void RefuseImagens(AdditionalPropertiesDictionary? properties, string model)
    {
        if (properties.GetString(ImageOptionKeys.NegativePrompt) is not null)
        {
            throw new ArgumentException($"GeminiImageOptions.NegativePrompt is Imagen's: the model '{model}' has no such field. Say in the prompt what the image must not show.");
        }

        if (properties.GetBoolean(ImageOptionKeys.AddWatermark) == false)
        {
            throw new ArgumentException($"GeminiImageOptions.AddWatermark is Imagen's: the images of the model '{model}' always have an invisible watermark.");
        }
    }

    internal static string? AspectRatio(ImageGenerationOptions options, string model, ModelFamily family)
    {
        if (options.AdditionalProperties.GetString(ImageOptionKeys.AspectRatio) is { } typed)
        {
            return !family.IsKnown || family.AspectRatios.Contains(typed, StringComparer.Ordinal)
                ? typed
                : throw new ArgumentException(family.AspectRatios.Length == 0
                    ? $"The model '{model}' takes no aspect ratio: leave GeminiImageOptions.AspectRatio out, or use another model."
                    : $"The model '{model}' does not take the aspect ratio '{typed}' (GeminiImageOptions.AspectRatio). It takes {string.Join(", ", family.AspectRatios)}.");
        }

        return CheckedSize(options) is { } size ? ImageSizes.AspectRatio(size, family.AspectRatios) : null;
    }

    internal static string? Resolution(ImageGenerationOptions options, string model, ModelFamily family, ILogger logger)
    {
        if (options.AdditionalProperties.GetString(ImageOptionKeys.Resolution) is { } typed)
        {
            return !family.IsKnown || family.ImageSizes.Contains(typed, StringComparer.Ordinal)
                ? typed
                : throw new ArgumentException(family.ImageSizes.Length == 0
                    ? $"The model '{model}' makes images of one size: leave GeminiImageOptions.Resolution out, or use another model."
                    : $"The model '{model}' does not make images of the size '{typed}' (GeminiImageOptions.Resolution). It makes {string.Join(", ", family.ImageSizes)}; the K is a capital letter.");
        }

        if (CheckedSize(options) is not { } size)
        {
            return null;
        }

        var resolution = ImageSizes.Resolution(size, family.ImageSizes);
        if (resolution is null && (long)size.Width * size.Height > 2 * 1024 * 1024)
        {
            MappingLog.NotTaken(logger, $"An image size of {size.Width} x {size.Height}: it makes images of one size, about 1024 x 1024 pixels,", model);
        }

        return resolution;
    }

    internal static ImageOutputOptions? Output(ImageGenerationOptions options)
    {
        var quality = options.AdditionalProperties.GetInt32(ImageOptionKeys.CompressionQuality);
        if (quality is < 0 or > 100)
        {
            throw new ArgumentOutOfRangeException(nameof(options), quality, "GeminiImageOptions.CompressionQuality is 0 to 100.");
        }

        if (options.MediaType is { } mediaType)
        {
            CheckMediaType(mediaType);
        }

        return options.MediaType is null && quality is null ? null : new ImageOutputOptions { MimeType = options.MediaType, CompressionQuality = quality };
    }

    private static void CheckMediaType(string mediaType)
    {
        if (!mediaType.StartsWith("image/", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"ImageGenerationOptions.MediaType '{mediaType}' is not an image's.");
        }
    }

    private static T? OnVertex<T>(T? value, string option, bool isVertex) =>
        value is null || isVertex
            ? value
            : throw new ArgumentException($"GeminiImageOptions.{option} is taken by Vertex AI only: leave it out on the Gemini API.");

    private static Size? CheckedSize(ImageGenerationOptions options) =>
        options.ImageSize is { Width: <= 0 } or { Height: <= 0 }
            ? throw new ArgumentOutOfRangeException(nameof(options), options.ImageSize, "ImageGenerationOptions.ImageSize must have a positive width and height.")
            : options.ImageSize;
}
