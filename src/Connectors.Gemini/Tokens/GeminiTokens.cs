using Connectors.Gemini.Http;
using Connectors.Gemini.Mapping;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Tokens;

/// <summary>Counts tokens before they are paid for. Counting itself is free. Reached by <see cref="GeminiClient.Tokens"/>.</summary>
public sealed class GeminiTokens
{
    private readonly GeminiPipeline _pipeline;
    private readonly Func<string, IChatClient> _chat;
    private readonly ILogger _logger;

    /// <param name="pipeline">The way to the service.</param>
    /// <param name="chat">Makes the chat client of a model, for which a caller's <see cref="ChatOptions.RawRepresentationFactory"/> writes its part of the request.</param>
    internal GeminiTokens(GeminiPipeline pipeline, Func<string, IChatClient> chat)
    {
        _pipeline = pipeline;
        _chat = chat;
        _logger = pipeline.LoggerFactory.CreateLogger("Connectors.Gemini.Tokens");
    }

    /// <summary>
    /// How many tokens a chat request would have (<c>models/{model}:countTokens</c>): it is written as the chat client writes it, so instructions, tools, schemas and media count.
    /// On Vertex AI cached content is not part of the count.
    /// </summary>
    /// <param name="model">The model's id; <see cref="ChatOptions.ModelId"/> overrides it.</param>
    /// <param name="messages">The messages, as for <see cref="IChatClient.GetResponseAsync"/>.</param>
    /// <param name="options">The options, as for <see cref="IChatClient.GetResponseAsync"/>.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>The count, in total and by kind of content.</returns>
    /// <exception cref="ArgumentException">There is nothing to count, or an option cannot be sent to the model.</exception>
    /// <exception cref="GeminiException">The service refused, or did not answer.</exception>
    public async Task<CountTokensResponse> CountAsync(string model, IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        ArgumentNullException.ThrowIfNull(messages);
        if (options?.ModelId is { Length: > 0 } other)
        {
            model = other;
        }

        var request = Write(model, messages, options);
        CountTokensRequest body;
        if (_pipeline.IsVertex)
        {
            body = new() { Contents = request.Contents, SystemInstruction = request.SystemInstruction, Tools = request.Tools, GenerationConfig = request.GenerationConfig };
        }
        else
        {
            request.Model = _pipeline.ModelPath(model, method: "");
            body = new() { GenerateContentRequest = request };
        }

        var reply = await _pipeline.SendAsync(
            HttpMethod.Post,
            _pipeline.ModelPath(model, "countTokens"),
            body,
            WireJson.Instance.CountTokensRequest,
            WireJson.Instance.CountTokensResponse,
            cancellationToken).ConfigureAwait(false);
        return reply.Value;
    }

    /// <summary>The tokens of messages one by one, with their ids (<c>:computeTokens</c>; Vertex AI only). System messages are not among them.</summary>
    /// <param name="model">The model's id.</param>
    /// <param name="messages">The messages, as for <see cref="IChatClient.GetResponseAsync"/>.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>The tokens of each content.</returns>
    /// <exception cref="NotSupportedException">The client uses the Gemini API, which does not have it.</exception>
    /// <exception cref="GeminiException">The service refused, or did not answer.</exception>
    public async Task<ComputeTokensResponse> ComputeAsync(string model, IEnumerable<ChatMessage> messages, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        ArgumentNullException.ThrowIfNull(messages);
        if (!_pipeline.IsVertex)
        {
            throw new NotSupportedException("The Gemini API does not tell the tokens themselves (computeTokens): use Vertex AI (GeminiClientOptions.Vertex), or CountAsync.");
        }

        var request = Write(model, messages, options: null);
        var reply = await _pipeline.SendAsync(
            HttpMethod.Post,
            _pipeline.ModelPath(model, "computeTokens"),
            new ComputeTokensRequest { Contents = request.Contents },
            WireJson.Instance.ComputeTokensRequest,
            WireJson.Instance.ComputeTokensResponse,
            cancellationToken).ConfigureAwait(false);
        return reply.Value;
    }

    private GenerateContentRequest Write(string model, IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var given = options?.RawRepresentationFactory is { } factory ? factory(_chat(model)) as GenerateContentRequest : null;
        return RequestMapping.Write(messages, options, given, model, _pipeline.Surface, _logger);
    }
}
