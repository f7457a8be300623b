using System.Numerics.Tensors;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Samples.Studio;

/// <summary>Passages with their vectors. It knows any embedding generator, whoever made it.</summary>
internal sealed class SearchIndex
{
    private const int PassagesPerCall = 100;

    // The service places questions and what answers them differently; other generators leave the entry alone.
    private static readonly GeminiEmbeddingOptions ForDocuments = new() { TaskType = "RETRIEVAL_DOCUMENT" };
    private static readonly GeminiEmbeddingOptions ForQueries = new() { TaskType = "RETRIEVAL_QUERY" };

    private readonly IEmbeddingGenerator<string, Embedding<float>> _generator;
    private readonly List<(Passage Passage, Embedding<float> Embedding)> _entries = [];

    private SearchIndex(IEmbeddingGenerator<string, Embedding<float>> generator) => _generator = generator;

    /// <param name="generator">What makes vectors of texts.</param>
    /// <param name="passages">What can be found.</param>
    /// <param name="progress">Told how many passages are done.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<SearchIndex> CreateAsync(
        IEmbeddingGenerator<string, Embedding<float>> generator, IReadOnlyList<Passage> passages, Action<int> progress, CancellationToken cancellationToken)
    {
        var index = new SearchIndex(generator);
        foreach (var some in passages.Chunk(PassagesPerCall))
        {
            var embeddings = await generator.GenerateAsync(some.Select(passage => passage.Text), ForDocuments, cancellationToken);
            index._entries.AddRange(some.Zip(embeddings));
            progress(index._entries.Count);
        }

        return index;
    }

    /// <summary>The passages nearest to the question, best first.</summary>
    public async Task<IEnumerable<(float Score, Passage Passage)>> SearchAsync(string question, int count, CancellationToken cancellationToken)
    {
        var query = await _generator.GenerateVectorAsync(question, ForQueries, cancellationToken);
        return _entries
            .Select(entry => (Score: TensorPrimitives.CosineSimilarity(query.Span, entry.Embedding.Vector.Span), entry.Passage))
            .OrderByDescending(entry => entry.Score)
            .Take(count);
    }
}
