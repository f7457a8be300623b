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
    /// <summary>On an embedding: that the input was longer than the model takes, so that its end is not in the vector.</summary>
    private const string TruncatedKey = "gemini.truncated";

    private const int MaxParallelRequests = 4;

    internal EmbeddingGeneratorMetadata Metadata { get; } = new(pipeline.ProviderName, pipeline.Endpoint, defaultModel);

    /// <param name="contents">What is embedded.</param>
    /// <param name="options">How.</param>
    /// <param name="given">Makes the caller's own request to start from, anew for each content.</param>
    /// <param name="cancellationToken">Ends all requests.</param>
    internal async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        List<Content> contents, EmbeddingGenerationOptions? options, Func<EmbedContentRequest?> given, CancellationToken cancellationToken)
    {
        var call = new EmbeddingCall(options, defaultModel, pipeline.IsVertex);
        // All of them before the first is sent: what cannot be sent throws here.
        var requests = contents.ConvertAll(content => call.Write(content, given()));
        var results = new Embedding<float>[requests.Count];
        long tokens = 0;
        var counted = 0;
        var batches = pipeline.IsVertex ? requests.Select(static (request, index) => (index, new[] { request })) : EmbeddingBatches.Split(requests);
        await Parallel.ForEachAsync(
            batches,
            new ParallelOptions { MaxDegreeOfParallelism = MaxParallelRequests, CancellationToken = cancellationToken },
            async (item, token) =>
            {
                var (start, batch) = item;
                var embedded = await SendAsync(batch, call, token).ConfigureAwait(false);
                Check(embedded, batch.Length);
                for (var i = 0; i < batch.Length; i++)
                {
                    results[start + i] = new Embedding<float>(call.Finish(embedded.Vectors[i], batch[i]))
                    {
                        ModelId = call.Model,
                        CreatedAt = pipeline.TimeProvider.GetUtcNow(),
                        AdditionalProperties = embedded.IsTruncated == true ? new() { [TruncatedKey] = true } : null,
                    };
                }

                if (embedded.Tokens is { } count)
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

    private static void Check(EmbeddedBatch embedded, int inputs)
    {
        var problem = embedded.Vectors.Count != inputs ? $"The service gave {embedded.Vectors.Count} vectors for {inputs} inputs."
            : embedded.Vectors.Any(static vector => vector.IsEmpty) ? "The service gave an empty vector."
            : null;
        if (problem is not null)
        {
            throw new GeminiException(problem) { RequestMethod = "POST", RequestPath = embedded.Path };
        }
    }

    private async Task<EmbeddedBatch> SendAsync(EmbedContentRequest[] batch, EmbeddingCall call, CancellationToken cancellationToken)
    {
        if (!pipeline.IsVertex)
        {
            var reply = await pipeline.SendAsync(
                HttpMethod.Post,
                pipeline.ModelPath(call.Model, "batchEmbedContents"),
                new BatchEmbedContentsRequest { Requests = batch },
                WireJson.Instance.BatchEmbedContentsRequest,
                WireJson.Instance.BatchEmbedContentsResponse,
                cancellationToken).ConfigureAwait(false);
            return new([.. (reply.Value.Embeddings ?? []).Select(static embedding => embedding.Values)], reply.Value.UsageMetadata?.PromptTokenCount, IsTruncated: null, reply.Path);
        }

        if (call.IsPredicted)
        {
            var reply = await pipeline.SendAsync(
                HttpMethod.Post,
                pipeline.ModelPath(call.Model, "predict"),
                EmbeddingCall.Predict(batch[0]),
                WireJson.Instance.PredictEmbeddingsRequest,
                WireJson.Instance.PredictEmbeddingsResponse,
                cancellationToken).ConfigureAwait(false);
            var predictions = reply.Value.Predictions ?? [];
            return new(
                [.. predictions.Select(static prediction => prediction.Embeddings?.Values ?? default)],
                predictions is [{ Embeddings.Statistics.TokenCount: { } tokens }, ..] ? (long)tokens : null,
                predictions.Any(static prediction => prediction.Embeddings?.Statistics?.Truncated == true),
                reply.Path);
        }

        var single = await pipeline.SendAsync(
            HttpMethod.Post,
            pipeline.ModelPath(call.Model, "embedContent"),
            batch[0],
            WireJson.Instance.EmbedContentRequest,
            WireJson.Instance.EmbedContentResponse,
            cancellationToken).ConfigureAwait(false);
        return new(single.Value.Embedding is { } embedding ? [embedding.Values] : [], single.Value.UsageMetadata?.PromptTokenCount, single.Value.Truncated, single.Path);
    }
}
