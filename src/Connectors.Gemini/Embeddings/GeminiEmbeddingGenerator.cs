using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Embeddings;

/// <summary>Texts, or contents of any kind, as vectors.</summary>
/// <param name="owner">The client that made the adapter.</param>
/// <param name="embeddings">Sends them.</param>
/// <param name="contentsOf">Makes one content of each input.</param>
internal sealed class GeminiEmbeddingGenerator<TInput>(GeminiClient owner, GeminiEmbeddings embeddings, Func<IEnumerable<TInput>, List<Content>> contentsOf)
    : IEmbeddingGenerator<TInput, Embedding<float>>
{
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<TInput> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        return embeddings.GenerateAsync(contentsOf(values), options, () => options?.RawRepresentationFactory?.Invoke(this) as EmbedContentRequest, cancellationToken);
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
        {
            return null;
        }

        if (serviceType == typeof(EmbeddingGeneratorMetadata))
        {
            return embeddings.Metadata;
        }

        if (serviceType == typeof(GeminiClient))
        {
            return owner;
        }

        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <summary>Does nothing: the client that made this adapter owns the connections.</summary>
    public void Dispose()
    {
    }
}
