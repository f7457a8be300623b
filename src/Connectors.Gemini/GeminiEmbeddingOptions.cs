using Connectors.Gemini.Mapping;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini;

/// <summary>
/// Embedding options with what Gemini has beyond M.E.AI's neutral ones. Each property is a view of the entry <c>gemini.*</c> in <see cref="EmbeddingGenerationOptions.AdditionalProperties"/>,
/// so the settings survive <see cref="EmbeddingGenerationOptions.Clone"/> and copies by middleware.
/// </summary>
public class GeminiEmbeddingOptions : EmbeddingGenerationOptions
{
    /// <summary>Creates options in which nothing is set.</summary>
    public GeminiEmbeddingOptions()
    {
    }

    /// <summary>Creates a copy of other options.</summary>
    /// <param name="other">The options to copy, or <see langword="null"/>.</param>
    protected GeminiEmbeddingOptions(EmbeddingGenerationOptions? other)
        : base(other)
    {
    }

    /// <summary>
    /// Gets or sets what the vectors are for (<c>taskType</c>): <c>RETRIEVAL_QUERY</c>, <c>RETRIEVAL_DOCUMENT</c>, <c>SEMANTIC_SIMILARITY</c>, <c>CLASSIFICATION</c>, <c>CLUSTERING</c>, <c>QUESTION_ANSWERING</c>,
    /// <c>FACT_VERIFICATION</c> or <c>CODE_RETRIEVAL_QUERY</c>. gemini-embedding-2 ignores it: write the task into the text there. Default: none.
    /// </summary>
    public string? TaskType
    {
        get => AdditionalProperties.GetString(EmbeddingOptionKeys.TaskType);
        set => Set(EmbeddingOptionKeys.TaskType, value);
    }

    /// <summary>Gets or sets the title of the embedded document (<c>title</c>); only with the task <c>RETRIEVAL_DOCUMENT</c>. Default: none.</summary>
    public string? Title
    {
        get => AdditionalProperties.GetString(EmbeddingOptionKeys.Title);
        set => Set(EmbeddingOptionKeys.Title, value);
    }

    /// <summary>Gets or sets whether too long input is cut instead of refused (<c>autoTruncate</c>; Vertex AI only: on the Gemini API it throws). Default: the service's own.</summary>
    public bool? AutoTruncate
    {
        get => AdditionalProperties.GetBoolean(EmbeddingOptionKeys.AutoTruncate);
        set => Set(EmbeddingOptionKeys.AutoTruncate, value);
    }

    /// <summary>Gets or sets whether the text in the pictures of documents is read too (<c>documentOcr</c>; Vertex AI only, from gemini-embedding-2 on). Default: the service's own.</summary>
    public bool? DocumentOcr
    {
        get => AdditionalProperties.GetBoolean(EmbeddingOptionKeys.DocumentOcr);
        set => Set(EmbeddingOptionKeys.DocumentOcr, value);
    }

    /// <summary>Gets or sets whether the sound of videos counts too (<c>audioTrackExtraction</c>; Vertex AI only, from gemini-embedding-2 on). Default: the service's own.</summary>
    public bool? AudioTrackExtraction
    {
        get => AdditionalProperties.GetBoolean(EmbeddingOptionKeys.AudioTrackExtraction);
        set => Set(EmbeddingOptionKeys.AudioTrackExtraction, value);
    }

    /// <summary>
    /// Gets or sets whether vectors that the service gives shortened and not of unit length (gemini-embedding-001 below 3072 dimensions) are brought to unit length, so that a dot product is a cosine. Default: yes.
    /// </summary>
    public bool? Normalize
    {
        get => AdditionalProperties.GetBoolean(EmbeddingOptionKeys.Normalize);
        set => Set(EmbeddingOptionKeys.Normalize, value);
    }

    /// <inheritdoc/>
    public override EmbeddingGenerationOptions Clone() => new GeminiEmbeddingOptions(this);

    /// <summary>A view of options of any class: the same entries, so what is set on either is seen on both.</summary>
    internal static GeminiEmbeddingOptions ViewOf(EmbeddingGenerationOptions options)
    {
        if (options is GeminiEmbeddingOptions already)
        {
            return already;
        }

        options.AdditionalProperties ??= [];
        return new GeminiEmbeddingOptions(options) { AdditionalProperties = options.AdditionalProperties };
    }

    private void Set(string key, object? value) => AdditionalProperties = AdditionalProperties.With(key, value);
}
