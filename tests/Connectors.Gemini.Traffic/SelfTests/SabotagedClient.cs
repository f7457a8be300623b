using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Traffic;

/// <summary>The client under test with one fault of the kind that a check exists for.</summary>
internal sealed class SabotagedClient(
    IChatClient inner,
    Func<List<ChatResponseUpdate>, IEnumerable<ChatResponseUpdate>>? answer = null,
    Func<List<ChatMessage>, IEnumerable<ChatMessage>>? messages = null,
    Func<Exception, IEnumerable<ChatResponseUpdate>>? exception = null) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        (await AskAsync(messages, async asked => (await InnerClient.GetResponseAsync(asked, options, cancellationToken)).ToChatResponseUpdates())).ToChatResponse();

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in await AskAsync(messages, async asked => await InnerClient.GetStreamingResponseAsync(asked, options, cancellationToken).ToListAsync(cancellationToken)))
        {
            yield return update;
        }
    }

    private async Task<IReadOnlyList<ChatResponseUpdate>> AskAsync(IEnumerable<ChatMessage> asked, Func<IEnumerable<ChatMessage>, Task<IEnumerable<ChatResponseUpdate>>> ask)
    {
        try
        {
            List<ChatResponseUpdate> updates = [.. await ask(messages is null ? asked : messages([.. asked]))];
            return [.. answer is null ? updates : answer(updates)];
        }
        catch (Exception thrown) when (exception is not null)
        {
            return [.. exception(thrown)];
        }
    }
}
