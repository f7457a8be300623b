using Connectors.Gemini.SemanticKernel.Settings;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.SemanticKernel.Chat;

/// <summary>
/// Stands between Semantic Kernel and the chat client: what Semantic Kernel hands down in its own terms (settings by their JSON names, its own contents as results of functions) goes on in M.E.AI's.
/// The caller's messages and options stay as they are.
/// </summary>
internal sealed class KernelChatClient(IChatClient innerClient) : DelegatingChatClient(innerClient)
{
    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetResponseAsync(KernelResultMapping.Apply(messages), Prepare(options), cancellationToken);

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetStreamingResponseAsync(KernelResultMapping.Apply(messages), Prepare(options), cancellationToken);

    private static ChatOptions? Prepare(ChatOptions? options)
    {
        if (!SettingsMapping.IsNeeded(options))
        {
            return options;
        }

        var prepared = options!.Clone();
        SettingsMapping.Apply(prepared);
        return prepared;
    }
}
