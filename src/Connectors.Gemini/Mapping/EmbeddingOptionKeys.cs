namespace Connectors.Gemini.Mapping;

/// <summary>The keys of <c>EmbeddingGenerationOptions.AdditionalProperties</c> that the embedding generators understand; <see cref="GeminiEmbeddingOptions"/> shows them as typed properties.</summary>
internal static class EmbeddingOptionKeys
{
    internal const string TaskType = "gemini.taskType";
    internal const string Title = "gemini.title";
    internal const string AutoTruncate = "gemini.autoTruncate";
    internal const string DocumentOcr = "gemini.documentOcr";
    internal const string AudioTrackExtraction = "gemini.audioTrackExtraction";
    internal const string Normalize = "gemini.normalize";
}
