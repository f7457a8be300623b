using System.Drawing;
using System.Globalization;
using Connectors.Gemini.SemanticKernel.Settings;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.TextToImage;
using TextContent = Microsoft.SemanticKernel.TextContent;

namespace Connectors.Gemini.SemanticKernel.Media;

/// <summary>An image generator as Semantic Kernel's service.</summary>
internal sealed class ImageGeneratorTextToImageService : ITextToImageService
{
    private readonly IImageGenerator _generator;

    internal ImageGeneratorTextToImageService(IImageGenerator generator)
    {
        _generator = generator;
        var metadata = generator.GetService<ImageGeneratorMetadata>();
        Attributes = MediaSettings.Attributes(metadata?.DefaultModelId, metadata?.ProviderUri);
    }

    public IReadOnlyDictionary<string, object?> Attributes { get; }

    public async Task<IReadOnlyList<ImageContent>> GetImageContentsAsync(
        TextContent input, PromptExecutionSettings? executionSettings = null, Kernel? kernel = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        var response = await _generator.GenerateAsync(new ImageGenerationRequest(input.Text ?? ""), Options(executionSettings), cancellationToken).ConfigureAwait(false);
        var images = new List<ImageContent>();
        foreach (var content in response.Contents)
        {
            switch (content)
            {
                case DataContent data:
                    images.Add(new ImageContent(data.Data, data.MediaType) { InnerContent = data, ModelId = executionSettings?.ModelId });
                    break;
                case UriContent uri:
                    images.Add(new ImageContent(uri.Uri) { MimeType = uri.MediaType, InnerContent = uri, ModelId = executionSettings?.ModelId });
                    break;
                case ErrorContent error:
                    throw new KernelException(string.IsNullOrEmpty(error.ErrorCode) ? error.Message : $"{error.ErrorCode}: {error.Message}");
                default:
                    break;
            }
        }

        return images;
    }

    private static ImageGenerationOptions Options(PromptExecutionSettings? settings)
    {
        var taken = MediaSettings.Read(settings, out var rest);
        var options = new ImageGenerationOptions
        {
            ModelId = settings?.ModelId,
            Count = taken.Int32("n") ?? taken.Int32("count"),
            MediaType = taken.String("media_type"),
            ImageSize = Size(taken),
        };
        options.AdditionalProperties = rest.Count > 0 ? rest : null;
        return options;
    }

    private static Size? Size(Taken taken)
    {
        var (width, height) = (taken.Int32("width"), taken.Int32("height"));
        if (taken.String("size") is { } size)
        {
            var sides = size.Split('x', 'X', '×');
            return sides.Length == 2 && int.TryParse(sides[0], NumberStyles.None, CultureInfo.InvariantCulture, out var w) && int.TryParse(sides[1], NumberStyles.None, CultureInfo.InvariantCulture, out var h)
                ? new Size(w, h)
                : throw Taken.Wrong("size", size, "width and height in pixels, as in 1024x1024");
        }

        return width is { } wide && height is { } high ? new Size(wide, high) : null;
    }
}
