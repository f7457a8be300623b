using Connectors.Gemini.Mapping;
using Connectors.Gemini.Wire;

namespace Connectors.Gemini.Embeddings;

/// <summary>Requests in batches that the Gemini API takes: up to 100 in one, and no more bytes than one request may hold.</summary>
internal static class EmbeddingBatches
{
    private const int MaxRequests = 100;

    internal static IEnumerable<(int Start, EmbedContentRequest[] Requests)> Split(IReadOnlyList<EmbedContentRequest> requests)
    {
        var start = 0;
        long bytes = 0;
        for (var i = 0; i < requests.Count; i++)
        {
            var size = Size(requests[i].Content!);
            if (i > start && (i - start == MaxRequests || bytes + size > RequestSize.MaxInlineBytes(isVertex: false)))
            {
                yield return (start, [.. requests.Skip(start).Take(i - start)]);
                (start, bytes) = (i, 0);
            }

            bytes += size;
        }

        if (start < requests.Count)
        {
            yield return (start, [.. requests.Skip(start)]);
        }
    }

    /// <summary>What counts: bytes of media, and of a text at most three for each character.</summary>
    private static long Size(Content content) => content.Parts!.Sum(static part => (part.InlineData?.Data?.Length ?? 0) + (3L * (part.Text?.Length ?? 0)));
}
