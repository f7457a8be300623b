using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;

namespace Connectors.Gemini.Samples.Web;

/// <summary>Keeps what was said as JSON in the distributed cache, so that any instance of the application can go on with a conversation.</summary>
internal sealed class Conversations(IDistributedCache cache)
{
    private static readonly DistributedCacheEntryOptions Kept = new() { SlidingExpiration = TimeSpan.FromHours(1) };

    public async Task<List<ChatMessage>> LoadAsync(Guid id, CancellationToken cancellationToken) =>
        await cache.GetAsync(Key(id), cancellationToken) is { } json
            ? JsonSerializer.Deserialize<List<ChatMessage>>(json, AIJsonUtilities.DefaultOptions)!
            : [];

    public Task SaveAsync(Guid id, List<ChatMessage> messages, CancellationToken cancellationToken) =>
        cache.SetAsync(Key(id), JsonSerializer.SerializeToUtf8Bytes(messages, AIJsonUtilities.DefaultOptions), Kept, cancellationToken);

    private static string Key(Guid id) => $"conversation:{id}";
}
