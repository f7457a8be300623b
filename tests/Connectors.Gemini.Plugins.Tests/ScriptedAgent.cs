using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Plugins.Tests;

/// <summary>A model that is not Gemini's: it makes the calls that it was given, one in each answer, and tells the last result at the end.</summary>
internal sealed class ScriptedAgent(params (string Function, Dictionary<string, object?> Arguments)[] calls) : IChatClient
{
    private int _next;

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var message = _next < calls.Length
            ? new ChatMessage(ChatRole.Assistant, [new FunctionCallContent($"call-{_next}", calls[_next].Function, calls[_next].Arguments)])
            : new ChatMessage(ChatRole.Assistant, "All done.");
        _next++;
        return Task.FromResult(new ChatResponse(message));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
