using Connectors.Gemini.Http;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Embeddings;

/// <summary>
/// Embeds contents: one vector for each, in their order, in as many requests as the service's limits need, a few of them at a time.
/// The Gemini API takes up to 100 contents a request; on Vertex AI gemini-embedding-001 takes texts by <c>:predict</c>, later models one content by <c>:embedContent</c>.
/// </summary>
internal sealed class GeminiEmbeddings(GeminiPipeline pipeline, string defaultModel)
{
    private const int MaxBatch = 100;
    private const int MaxParallelRequests = 4;

    internal EmbeddingGeneratorMetadata Metadata { get; } = new(pipeline.ProviderName, pipeline.Endpoint, defaultModel);

    internal async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(List<Content> contents, EmbeddingGenerationOptions? options, CancellationToken cancellationToken)
    {
        var call = new EmbeddingCall(options, defaultModel, pipeline.IsVertex);
        var results = new Embedding<float>[contents.Count];
        long tokens = 0;
        var counted = 0;
        var size = !pipeline.IsVertex ? MaxBatch : 1;
        var batches = contents.Chunk(size).Select((batch, index) => (Batch: batch, Start: index * size));
        await Parallel.ForEachAsync(
            batches,
            new ParallelOptions { MaxDegreeOfParallelism = MaxParallelRequests, CancellationToken = cancellationToken },
            async (item, token) =>
            {
                var (vectors, used) = await SendAsync(item.Batch, call, token).ConfigureAwait(false);
                if (vectors.Count != item.Batch.Length)
                {
                    throw new GeminiException($"The service gave {vectors.Count} vectors for {item.Batch.Length} inputs.");
                }

                for (var i = 0; i < vectors.Count; i++)
                {
                    results[item.Start + i] = new Embedding<float>(call.Finish(vectors[i])) { ModelId = call.Model, CreatedAt = pipeline.TimeProvider.GetUtcNow() };
                }

                if (used is { } count)
                {
                    Interlocked.Add(ref tokens, count);
                    Interlocked.Increment(ref counted);
                }
            }).ConfigureAwait(false);

        return new GeneratedEmbeddings<Embedding<float>>(results)
        {
            Usage = counted > 0 ? new UsageDetails { InputTokenCount = tokens, TotalTokenCount = tokens } : null,
        };
    }

    private async Task<(IReadOnlyList<ReadOnlyMemory<float>> Vectors, long? Tokens)> SendAsync(Content[] batch, EmbeddingCall call, CancellationToken cancellationToken)
    {
        if (!pipeline.IsVertex)
        {
            var reply = await pipeline.SendAsync(
                HttpMethod.Post,
                pipeline.ModelPath(call.Model, "batchEmbedContents"),
                new BatchEmbedContentsRequest { Requests = [.. batch.Select(call.Request)] },
                WireJson.Instance.BatchEmbedContentsRequest,
                WireJson.Instance.BatchEmbedContentsResponse,
                cancellationToken).ConfigureAwait(false);
            return ([.. (reply.Value.Embeddings ?? []).Select(static embedding => embedding.Values)], reply.Value.UsageMetadata?.PromptTokenCount);
        }

        if (call.IsPredicted)
        {
            var reply = await pipeline.SendAsync(
                HttpMethod.Post,
                pipeline.ModelPath(call.Model, "predict"),
                call.PredictRequest(batch[0]),
                WireJson.Instance.PredictEmbeddingsRequest,
                WireJson.Instance.PredictEmbeddingsResponse,
                cancellationToken).ConfigureAwait(false);
            var predictions = reply.Value.Predictions ?? [];
            return (
                [.. predictions.Select(static prediction => prediction.Embeddings?.Values ?? default)],
                predictions is [{ Embeddings.Statistics.TokenCount: { } tokens }, ..] ? (long)tokens : null);
        }

        var single = await pipeline.SendAsync(
            HttpMethod.Post,
            pipeline.ModelPath(call.Model, "embedContent"),
            call.VertexRequest(batch[0]),
            WireJson.Instance.EmbedContentRequest,
            WireJson.Instance.EmbedContentResponse,
            cancellationToken).ConfigureAwait(false);
        return (single.Value.Embedding is { } embedding ? [embedding.Values] : [], single.Value.UsageMetadata?.PromptTokenCount);
    }
}
