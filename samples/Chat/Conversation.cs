using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Samples.Chat;

/// <summary>A client, its options and the messages so far. A question that fails or is cancelled leaves no trace in them.</summary>
internal sealed class Conversation(IChatClient client, ChatOptions options)
{
    private readonly List<AIContent> _attachments = [];
    private List<ChatMessage> _messages = [];

    public int MessageCount => _messages.Count;

    /// <summary>Adds something to the next question.</summary>
    public void Attach(AIContent content) => _attachments.Add(content);

    /// <summary>Asks and hands on the answer as it comes, the calls and their results too.</summary>
    public async IAsyncEnumerable<ChatResponseUpdate> AskAsync(string question, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ChatMessage message = new(ChatRole.User, [.. _attachments, new TextContent(question)]);
        List<ChatResponseUpdate> updates = [];
        await foreach (var update in client.GetStreamingResponseAsync([.. _messages, message], options, cancellationToken))
        {
            updates.Add(update);
            yield return update;
        }

        _messages.Add(message);
        _messages.AddMessages(updates);
        _attachments.Clear();
    }

    public Task SaveAsync(string path, CancellationToken cancellationToken) => History.SaveAsync(path, _messages, cancellationToken);

    public async Task LoadAsync(string path, CancellationToken cancellationToken) => _messages = await History.LoadAsync(path, cancellationToken);
}
