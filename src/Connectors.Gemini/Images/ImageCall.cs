using Connectors.Gemini.Mapping;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Images;

/// <summary>The settings of one call, checked.</summary>
internal sealed class ImageCall
{
    internal ImageCall(ImageGenerationRequest request, ImageGenerationOptions? options, string defaultModel, ILogger logger)
    {
        Options = options ?? new ImageGenerationOptions();
        Model = Options.ModelId is { Length: > 0 } model ? model : defaultModel;
        Family = ModelFamily.Of(Model);
        Prompt = request.Prompt;
        Originals = [.. request.OriginalImages ?? []];
        Count = Options.Count ?? 1;
        if (Count < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(options), Count, "ImageGenerationOptions.Count must be positive.");
        }

        if (!Family.MakesImages)
        {
            throw new NotSupportedException($"The model '{Model}' makes no images. Use an image model such as gemini-3.1-flash-image.");
        }

        if (Options.ResponseFormat is ImageGenerationResponseFormat.Uri or ImageGenerationResponseFormat.Hosted)
        {
            MappingLog.NotTaken(logger, $"ImageGenerationOptions.ResponseFormat {Options.ResponseFormat}: images come as bytes", Model);
        }

        if (Options.StreamingCount > 0)
        {
            MappingLog.NotTaken(logger, "ImageGenerationOptions.StreamingCount: drafts are not handed out", Model);
        }
    }

    internal ImageGenerationOptions Options { get; }

    internal string Model { get; }

    internal ModelFamily Family { get; }

    internal string? Prompt { get; }

    /// <summary>Gets the images to edit.</summary>
    internal IReadOnlyList<AIContent> Originals { get; }

    /// <summary>Gets how many images are wanted.</summary>
    internal int Count { get; }

    /// <summary>Gets whether the model is one of Vertex AI's that are served by <c>:predict</c>.</summary>
    internal bool IsPredicted => Model.AsSpan(Model.LastIndexOf('/') + 1).StartsWith("imagen", StringComparison.Ordinal)
        || Model.AsSpan(Model.LastIndexOf('/') + 1).StartsWith("imagegeneration", StringComparison.Ordinal);

    /// <exception cref="ArgumentException">There is no prompt.</exception>
    internal string CheckedPrompt() =>
        string.IsNullOrWhiteSpace(Prompt)
            ? throw new ArgumentException(Originals.Count == 0
                ? "ImageGenerationRequest.Prompt is empty: say what the image shows."
                : "ImageGenerationRequest.Prompt is empty: say what to make of the original images.")
            : Prompt;
}
