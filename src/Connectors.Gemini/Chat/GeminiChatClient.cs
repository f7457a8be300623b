using System.Runtime.CompilerServices;
using Connectors.Gemini.Http;
using Connectors.Gemini.Mapping;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Chat;

/// <summary><c>generateContent</c> and <c>streamGenerateContent</c> as an <see cref="IChatClient"/>. It keeps nothing between calls.</summary>
internal sealed class GeminiChatClient : IChatClient
{
    private readonly GeminiClient _owner;
    private readonly GeminiPipeline _pipeline;
    private readonly string _model;
    private readonly ILogger _logger;
    private readonly ChatClientMetadata _metadata;
    private readonly Uri _filesBase;

    internal GeminiChatClient(GeminiClient owner, GeminiPipeline pipeline, string model)
    {
        _owner = owner;
        _pipeline = pipeline;
        _model = model;
        _logger = pipeline.LoggerFactory.CreateLogger("Connectors.Gemini.Chat");
        _metadata = new ChatClientMetadata(pipeline.IsVertex ? "gcp.vertex_ai" : "gcp.gemini", pipeline.Endpoint, model);
        _filesBase = new Uri(pipeline.Endpoint.AbsoluteUri.TrimEnd('/') + "/" + pipeline.ApiVersion + "/");
    }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (model, request, answer) = Prepare(messages, options);
        var reply = await _pipeline.SendAsync(
            HttpMethod.Post,
            _pipeline.ModelPath(model, "generateContent"),
            request,
            WireJson.Instance.GenerateContentRequest,
            WireJson.Instance.GenerateContentResponse,
            cancellationToken).ConfigureAwait(false);

        var raw = reply.Value;
        raw.ResponseHeaders = reply.Headers;
        var contents = answer.Read(raw);
        if (answer.ReadEnd() is { } error)
            contents.Add(error);

        var createdAt = answer.CreatedAt ?? _pipeline.TimeProvider.GetUtcNow();
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents)
        {
            MessageId = answer.MessageId,
            CreatedAt = createdAt,
            AdditionalProperties = answer.Properties,
            RawRepresentation = raw,
        })
        {
            ResponseId = answer.Id,
            ModelId = answer.Model ?? model,
            CreatedAt = createdAt,
            FinishReason = answer.FinishReason,
            Usage = answer.Usage,
            RawRepresentation = raw,
        };
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return StreamAsync(messages, options, cancellationToken);
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        if (serviceType == typeof(ChatClientMetadata))
            return _metadata;
        if (serviceType == typeof(GeminiClient))
            return _owner;
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <summary>Does nothing: the client that made this adapter owns the connections.</summary>
    public void Dispose()
    {
    }

    private async IAsyncEnumerable<ChatResponseUpdate> StreamAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (model, request, answer) = Prepare(messages, options);
        var stream = await _pipeline.OpenStreamAsync(
            _pipeline.ModelPath(model, "streamGenerateContent"),
            request,
            WireJson.Instance.GenerateContentRequest,
            WireJson.Instance.GenerateContentResponse,
            cancellationToken).ConfigureAwait(false);
        var received = new List<AIContent>();
        DateTimeOffset? createdAt = null;
        // Leaving the loop, in whatever way, closes the connection.
        var events = stream.GetAsyncEnumerator(cancellationToken);
        await using var closingEvents = events.ConfigureAwait(false);
        while (await NextAsync(events, answer, received, model).ConfigureAwait(false))
        {
            var raw = events.Current;
            raw.ResponseHeaders = stream.Headers;
            var contents = answer.Read(raw);
            createdAt ??= answer.CreatedAt ?? _pipeline.TimeProvider.GetUtcNow();

            // Nothing is handed out before there is something: a fail-over takes any update for a success.
            if (contents.Count == 0 && received.Count == 0)
                continue;
            received.AddRange(contents);
            yield return Update(answer, model, createdAt, contents, raw);
        }

        if (!answer.IsComplete)
        {
            throw Interrupted(
                new GeminiException("The stream ended without a finish reason: the answer is cut.") { IsTransient = true, RequestMethod = "POST" },
                answer,
                received,
                model);
        }

        var end = Update(answer, model, createdAt, answer.ReadEnd() is { } error ? [error] : [], raw: null);
        end.FinishReason = answer.FinishReason;
        end.AdditionalProperties = answer.Properties;
        if (answer.Usage is { } usage)
            end.Contents.Add(new UsageContent(usage));
        yield return end;
    }

    private (string Model, GenerateContentRequest Request, Answer Answer) Prepare(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        ArgumentNullException.ThrowIfNull(messages);
        // Read once: a lazy sequence may not give the same messages twice.
        var history = messages as IReadOnlyCollection<ChatMessage> ?? [.. messages];
        if (history.Contains(null!))
            throw new ArgumentException("The messages hold a null.", nameof(messages));
        var model = options?.ModelId is { Length: > 0 } other ? other : _model;
        var given = options?.RawRepresentationFactory?.Invoke(this) as GenerateContentRequest;
        var request = RequestMapping.Write(history, options, given, model, _filesBase, _pipeline.IsVertex, _logger);

        return (model, request, new Answer(ConversationIds.Of(history), ToolMapping.Schemas(options?.Tools), options?.AllowMultipleToolCalls != false, _logger));
    }

    private static ChatResponseUpdate Update(Answer answer, string model, DateTimeOffset? createdAt, List<AIContent> contents, GenerateContentResponse? raw) =>
        new(ChatRole.Assistant, contents)
        {
            ResponseId = answer.Id,
            MessageId = answer.MessageId,
            ModelId = answer.Model ?? model,
            CreatedAt = createdAt,
            RawRepresentation = raw,
        };

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<GenerateContentResponse> events, Answer answer, List<AIContent> received, string model)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false);
        }
        catch (GeminiException exception)
        {
            Interrupted(exception, answer, received, model);
            throw;
        }
    }

    /// <summary>Gives the exception what was received, with the usage so far: middleware may have held it back from the caller.</summary>
    private static GeminiException Interrupted(GeminiException exception, Answer answer, List<AIContent> received, string model)
    {
        if (answer.Id.Length == 0)
            return exception;
        var partial = new[] { Update(answer, model, createdAt: null, received, raw: null) }.ToChatResponse();
        partial.Usage = answer.Usage;
        exception.PartialResponse = partial;
        exception.ResponseId = answer.Id;
        return exception;
    }
}
