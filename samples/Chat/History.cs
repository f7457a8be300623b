using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Samples.Chat;

/// <summary>
/// Messages as JSON and back. M.E.AI's own options do it: nothing is lost on the way, thought signatures included, so the conversation
/// can go on in another process.
/// </summary>
internal static class History
{
    private static readonly JsonTypeInfo<IList<ChatMessage>> Type =
        (JsonTypeInfo<IList<ChatMessage>>)AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(IList<ChatMessage>));

    public static async Task SaveAsync(string path, IList<ChatMessage> messages, CancellationToken cancellationToken)
    {
        await using var file = File.Create(path);
        await JsonSerializer.SerializeAsync(file, messages, Type, cancellationToken);
    }

    public static async Task<List<ChatMessage>> LoadAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return [.. await JsonSerializer.DeserializeAsync(file, Type, cancellationToken) ?? []];
    }
}
