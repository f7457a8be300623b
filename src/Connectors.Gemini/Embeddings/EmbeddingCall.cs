using Connectors.Gemini.Mapping;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Embeddings;

/// <summary>The settings of one call, checked, and the requests that they make.</summary>
internal sealed class EmbeddingCall
{
    private readonly string? _taskType;
    private readonly string? _title;
    private readonly bool? _autoTruncate;
    private readonly bool? _documentOcr;
    private readonly bool? _audioTrackExtraction;
    private readonly int? _dimensions;
    private readonly bool _normalizes;

    internal EmbeddingCall(EmbeddingGenerationOptions? options, string defaultModel, bool isVertex)
    {
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
            && _dimensions is < 3072
            && Model.Contains("embedding-001", StringComparison.Ordinal);
    }

    internal string Model { get; }

    /// <summary>Gets whether Vertex AI serves the model by <c>:predict</c>, which takes text alone.</summary>
    /// <remarks>Gemini's models after the first one take contents, and so will those that are not known yet.</remarks>
    internal bool IsPredicted => !Model.Contains("gemini", StringComparison.Ordinal) || Model.Contains("gemini-embedding-001", StringComparison.Ordinal);

    internal EmbedContentRequest Request(Content content) => new()
    {
        Model = Model.Contains('/', StringComparison.Ordinal) ? Model : "models/" + Model,
        Content = content,
        TaskType = _taskType,
        Title = _title,
        OutputDimensionality = _dimensions,
    };

    internal EmbedContentRequest VertexRequest(Content content) => new()
    {
        // (?) Chat contents need a role there. Whether these do is not known: the official SDK sends it.
        Content = new Content { Role = "user", Parts = content.Parts },
        EmbedContentConfig = _dimensions is null && _autoTruncate is null && _documentOcr is null && _audioTrackExtraction is null && _taskType is null
            ? null
            : new EmbedContentConfig
            {
                OutputDimensionality = _dimensions,
                AutoTruncate = _autoTruncate,
                DocumentOcr = _documentOcr,
                AudioTrackExtraction = _audioTrackExtraction,
                TaskType = _taskType,
                Title = _title,
            },
    };

    internal PredictEmbeddingsRequest PredictRequest(Content content) => new()
    {
        Instances = [new EmbeddingInstance { Content = TextOf(content), TaskType = _taskType, Title = _title }],
        Parameters = _dimensions is null && _autoTruncate is null ? null : new EmbeddingParameters { OutputDimensionality = _dimensions, AutoTruncate = _autoTruncate },
    };

    /// <summary>The vector as it is handed out.</summary>
    internal ReadOnlyMemory<float> Finish(ReadOnlyMemory<float> vector)
    {
        if (vector.IsEmpty)
        {
            throw new GeminiException("The service gave an empty vector.");
        }

        if (!_normalizes)
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

    private string TextOf(Content content) =>
        content.Parts is [{ Text: { } text }]
            ? text
            : throw new NotSupportedException($"The model '{Model}' embeds text alone on Vertex AI. Use gemini-embedding-2 for media.");
}
