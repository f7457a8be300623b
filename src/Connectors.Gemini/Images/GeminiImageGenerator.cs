using Connectors.Gemini.Http;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Images;

/// <summary>Images from a prompt, or from a prompt and images. It keeps nothing between calls.</summary>
internal sealed class GeminiImageGenerator : IImageGenerator
{
    private readonly GeminiClient _owner;
    private readonly string _model;
    private readonly ILogger _logger;
    private readonly ImageGeneratorMetadata _metadata;
    private readonly ContentImages _contentImages;
    private readonly PredictedImages _predictedImages;

    internal GeminiImageGenerator(GeminiClient owner, GeminiPipeline pipeline, string model)
    {
        _owner = owner;
        _model = model;
        _logger = pipeline.LoggerFactory.CreateLogger("Connectors.Gemini.Images");
        _metadata = new ImageGeneratorMetadata(pipeline.ProviderName, pipeline.Endpoint, model);
        _contentImages = new ContentImages(pipeline, _logger);
        _predictedImages = new PredictedImages(pipeline, _logger);
    }

    public Task<ImageGenerationResponse> GenerateAsync(ImageGenerationRequest request, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var call = new ImageCall(request, options, _model, _logger);
        var first = options?.RawRepresentationFactory?.Invoke(this);
        return call.IsPredicted || first is PredictImagesRequest
            ? _predictedImages.GenerateAsync(call, Given<PredictImagesRequest>, cancellationToken)
            : _contentImages.GenerateAsync(call, Given<GenerateContentRequest>, cancellationToken);

        T? Given<T>()
            where T : class
        {
            var given = first ?? options?.RawRepresentationFactory?.Invoke(this);
            first = null;
            return given as T;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
        {
            return null;
        }

        if (serviceType == typeof(ImageGeneratorMetadata))
        {
            return _metadata;
        }

        if (serviceType == typeof(GeminiClient))
        {
            return _owner;
        }

        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <summary>Does nothing: the client that made this adapter owns the connections.</summary>
    public void Dispose()
    {
    }
}
