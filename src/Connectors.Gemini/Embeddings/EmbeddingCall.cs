using Connectors.Gemini.Mapping;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Embeddings;

/// <summary>The settings of one call, checked, and the requests that they make.</summary>
internal sealed class EmbeddingCall
{
    private const int FullDimensions = 3072;

    private readonly bool _isVertex;
    private readonly string? _taskType;
    private readonly string? _title;
    private readonly bool? _autoTruncate;
    private readonly bool? _documentOcr;
    private readonly bool? _audioTrackExtraction;
    private readonly int? _dimensions;
    private readonly bool _normalizes;

    internal EmbeddingCall(EmbeddingGenerationOptions? options, string defaultModel, bool isVertex)
    {
        _isVertex = isVertex;
        Model = options?.ModelId is { Length: > 0 } model ? model : defaultModel;
        _dimensions = options?.Dimensions;
        _taskType = options?.AdditionalProperties.GetString(EmbeddingOptionKeys.TaskType);
        _title = options?.AdditionalProperties.GetString(EmbeddingOptionKeys.Title);
        _autoTruncate = Taken(options, EmbeddingOptionKeys.AutoTruncate, nameof(GeminiEmbeddingOptions.AutoTruncate), isVertex);
        _documentOcr = Taken(options, EmbeddingOptionKeys.DocumentOcr, nameof(GeminiEmbeddingOptions.DocumentOcr), isVertex && !IsPredicted);
        _audioTrackExtraction = Taken(options, EmbeddingOptionKeys.AudioTrackExtraction, nameof(GeminiEmbeddingOptions.AudioTrackExtraction), isVertex && !IsPredicted);
        if (_dimensions is <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(options), _dimensions, "EmbeddingGenerationOptions.Dimensions must be positive.");
        }

        if (_title is not null && _taskType is not "RETRIEVAL_DOCUMENT")
        {
            throw new ArgumentException("GeminiEmbeddingOptions.Title goes with the task RETRIEVAL_DOCUMENT only: set TaskType, or leave the title out.", nameof(options));
        }

        // Of the models so far only gemini-embedding-001 gives shortened vectors that are not of unit length.
        _normalizes = options?.AdditionalProperties.GetBoolean(EmbeddingOptionKeys.Normalize) != false
            && Model.Contains("embedding-001", StringComparison.Ordinal);
    }

    internal string Model { get; }

    /// <summary>Gets whether Vertex AI serves the model by <c>:predict</c>, which takes text alone.</summary>
    /// <remarks>Gemini's models after the first one take contents, and so will those that are not known yet.</remarks>
    internal bool IsPredicted => _isVertex && (!Model.Contains("gemini", StringComparison.Ordinal) || Model.Contains("gemini-embedding-001", StringComparison.Ordinal));

    /// <param name="content">What is embedded.</param>
    /// <param name="given">The caller's own request to start from; its content is replaced.</param>
    internal EmbedContentRequest Write(Content content, EmbedContentRequest? given)
    {
        if (IsPredicted && content.Parts is not [{ Text: not null }])
        {
            throw new NotSupportedException($"The model '{Model}' embeds text alone on Vertex AI. Use gemini-embedding-2 for media.");
        }

        var request = given ?? new EmbedContentRequest();
        // (?) On Vertex AI chat contents need a role. Whether these do is not known: the official SDK sends it.
        request.Content = _isVertex ? new Content { Role = "user", Parts = content.Parts } : content;
        if (!_isVertex)
        {
            request.Model ??= Model.Contains('/', StringComparison.Ordinal) ? Model : "models/" + Model;
        }

        // The settings stand beside the content or in a message of their own, never in both.
        if (!_isVertex && request.EmbedContentConfig is null)
        {
            request.TaskType ??= _taskType;
            request.Title ??= _title;
            request.OutputDimensionality ??= _dimensions;
        }
        else if (_dimensions is not null || _autoTruncate is not null || _documentOcr is not null || _audioTrackExtraction is not null || _taskType is not null)
        {
            var config = request.EmbedContentConfig ??= new EmbedContentConfig();
            config.TaskType ??= _taskType;
            config.Title ??= _title;
            config.OutputDimensionality ??= _dimensions;
            config.AutoTruncate ??= _autoTruncate;
            config.DocumentOcr ??= _documentOcr;
            config.AudioTrackExtraction ??= _audioTrackExtraction;
        }

        return request;
    }

    /// <summary>The same for <c>:predict</c>.</summary>
    internal static PredictEmbeddingsRequest Predict(EmbedContentRequest request)
    {
        var config = request.EmbedContentConfig;
        var dimensions = Dimensions(request);
        return new PredictEmbeddingsRequest
        {
            Instances = [new EmbeddingInstance { Content = request.Content!.Parts![0].Text, TaskType = request.TaskType ?? config?.TaskType, Title = request.Title ?? config?.Title }],
            Parameters = dimensions is null && config?.AutoTruncate is null ? null : new EmbeddingParameters { OutputDimensionality = dimensions, AutoTruncate = config?.AutoTruncate },
        };
    }

    /// <summary>The vector as it is handed out.</summary>
    internal ReadOnlyMemory<float> Finish(ReadOnlyMemory<float> vector, EmbedContentRequest request)
    {
        if (!_normalizes || Dimensions(request) is not < FullDimensions)
        {
            return vector;
        }

        double sum = 0;
        foreach (var number in vector.Span)
        {
            sum += (double)number * number;
        }

        if (sum <= 0)
        {
            return vector;
        }

        var scale = (float)(1 / Math.Sqrt(sum));
        var unit = new float[vector.Length];
        for (var i = 0; i < unit.Length; i++)
        {
            unit[i] = vector.Span[i] * scale;
        }

        return unit;
    }

    private static bool? Taken(EmbeddingGenerationOptions? options, string key, string option, bool isTaken) =>
        options?.AdditionalProperties.GetBoolean(key) is not { } value
            ? null
            : isTaken
                ? value
                : throw new ArgumentException($"GeminiEmbeddingOptions.{option} is not taken here: {(option == nameof(GeminiEmbeddingOptions.AutoTruncate) ? "it is Vertex AI's" : "it is for media, on Vertex AI from gemini-embedding-2 on")}. Leave it out.", nameof(options));

    private static int? Dimensions(EmbedContentRequest request) => request.OutputDimensionality ?? request.EmbedContentConfig?.OutputDimensionality;
}
