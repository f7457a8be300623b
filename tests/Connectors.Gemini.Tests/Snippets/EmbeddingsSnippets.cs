using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Snippets;

/// <summary>Code of docs/embeddings.md.</summary>
internal static class EmbeddingsSnippets
{
    public static async Task Embed(GeminiClient gemini, IReadOnlyList<string> texts)
    {
        #region embed
        var embeddings = gemini.AsIEmbeddingGenerator("gemini-embedding-001");

        var documents = await embeddings.GenerateAsync(texts, new GeminiEmbeddingOptions { Dimensions = 768, TaskType = "RETRIEVAL_DOCUMENT" });
        var question = await embeddings.GenerateVectorAsync("How do I bake bread?", new GeminiEmbeddingOptions { Dimensions = 768, TaskType = "RETRIEVAL_QUERY" });
        #endregion
        _ = (documents, question);
    }

    public static async Task Multimodal(GeminiClient gemini, DataContent photo)
    {
        #region multimodal
        var embeddings = gemini.AsIMultimodalEmbeddingGenerator("gemini-embedding-2");

        // One vector for each content, all in one space.
        var vectors = await embeddings.GenerateAsync([new TextContent("a red kite"), photo, new UriContent("gs://bucket/clip.mp4", "video/mp4")]);
        #endregion
        _ = vectors;
    }
}
