using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini;

/// <summary>Token counts of chat requests.</summary>
public static class GeminiTokenExtensions
{
    /// <summary>
    /// How many tokens the request would have that <paramref name="client"/> sends for these messages and options (<c>:countTokens</c>). Works through any middleware around the client;
    /// what middleware adds to a request on its way is not counted.
    /// </summary>
    /// <param name="client">A chat client of Gemini's, for example what <see cref="GeminiClient.AsIChatClient"/> returns.</param>
    /// <param name="messages">The messages.</param>
    /// <param name="options">The options; <see cref="ChatOptions.ModelId"/> overrides the client's model.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>The count, in total and by kind of content.</returns>
    /// <exception cref="ArgumentException">The client is not Gemini's, there is nothing to count, or an option cannot be sent to the model.</exception>
    /// <exception cref="GeminiException">The service refused, or did not answer.</exception>
    public static Task<CountTokensResponse> CountTokensAsync(
        this IChatClient client, IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (client.GetService<GeminiClient>() is not { } gemini || client.GetService<ChatClientMetadata>()?.DefaultModelId is not { } model)
        {
            throw new ArgumentException($"The chat client {client.GetType().Name} has no Gemini client inside: its tokens cannot be counted here.", nameof(client));
        }

        return gemini.Tokens.CountAsync(model, messages, options, cancellationToken);
    }
}
