using System.Numerics.Tensors;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Samples.SemanticKernelAgent;

/// <summary>Notes with their vectors. It knows any embedding generator, whoever made it.</summary>
internal sealed class NoteMemory(IEmbeddingGenerator<string, Embedding<float>> generator)
{
    // The service places questions and what answers them differently; other generators leave the entry alone.
    private static readonly GeminiEmbeddingOptions ForNotes = new() { TaskType = "RETRIEVAL_DOCUMENT" };
    private static readonly GeminiEmbeddingOptions ForQuestions = new() { TaskType = "RETRIEVAL_QUERY" };

    private readonly List<(string Note, ReadOnlyMemory<float> Vector)> _entries = [];

    public async Task AddAsync(IReadOnlyList<string> notes, CancellationToken cancellationToken)
    {
        if (notes.Count > 0)
        {
            var embeddings = await generator.GenerateAsync(notes, ForNotes, cancellationToken);
            _entries.AddRange(notes.Zip(embeddings, static (note, embedding) => (note, embedding.Vector)));
        }
    }

    /// <summary>The notes nearest to the question, best first.</summary>
    public async Task<IReadOnlyList<string>> NearestAsync(string question, int count, CancellationToken cancellationToken)
    {
        var query = await generator.GenerateVectorAsync(question, ForQuestions, cancellationToken);
        return [.. _entries.OrderByDescending(entry => TensorPrimitives.CosineSimilarity(query.Span, entry.Vector.Span)).Take(count).Select(entry => entry.Note)];
    }
}
