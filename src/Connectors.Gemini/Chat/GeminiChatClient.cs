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
    private readonly Surface _surface;

    internal GeminiChatClient(GeminiClient owner, GeminiPipeline pipeline, string model)
    {
        _owner = owner;
        _pipeline = pipeline;
        _model = model;
        _logger = pipeline.LoggerFactory.CreateLogger("Connectors.Gemini.Chat");
        _metadata = new ChatClientMetadata(pipeline.ProviderName, pipeline.Endpoint, model);
        _surface = pipeline.Surface;
    }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var call = Prepare(messages, options);
        var answer = call.Answer;
        var contents = new List<AIContent>();
        GenerateContentResponse raw;
        do
        {
            try
            {
                var reply = await SendAsync(call, cancellationToken).ConfigureAwait(false);
                raw = reply.Value;
                raw.ResponseHeaders = reply.Headers;
            }
            catch (GeminiException exception)
            {
                Interrupted(exception, call, contents);
                throw;
            }

            contents.AddRange(answer.Read(raw));
        }
        while (call.TryContinue());

        contents.AddRange(answer.ReadEnd(contents));
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
            ModelId = answer.Model ?? call.Model,
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
        {
            return null;
        }

        if (serviceType == typeof(ChatClientMetadata))
        {
            return _metadata;
        }

        if (serviceType == typeof(GeminiClient))
        {
            return _owner;
        }

        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <summary>Does nothing: the client that made this adapter owns the connections.</summary>
    public void Dispose()
    {
    }

    private async IAsyncEnumerable<ChatResponseUpdate> StreamAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var call = Prepare(messages, options);
        var answer = call.Answer;
        var received = new List<AIContent>();
        DateTimeOffset? createdAt = null;
        GeminiStream<GenerateContentResponse> stream;
        bool goesOn;
        do
        {
            stream = await OpenStreamAsync(call, received, cancellationToken).ConfigureAwait(false);
            // Leaving the loop, in whatever way, closes the connection.
            var events = stream.GetAsyncEnumerator(cancellationToken);
            await using var closingEvents = events.ConfigureAwait(false);
            while (true)
            {
                try
                {
                    if (!await events.MoveNextAsync().ConfigureAwait(false))
                    {
                        goesOn = !answer.IsComplete && call.TryReconnect();
                        break;
                    }
                }
                catch (GeminiException exception) when (exception is { StatusCode: null, IsTransient: true } && call.TryReconnect())
                {
                    // The stream broke, and the answer goes on in another one.
                    goesOn = true;
                    break;
                }
                catch (GeminiException exception)
                {
                    Interrupted(exception, call, received);
                    throw;
                }

                var raw = events.Current;
                raw.ResponseHeaders = stream.Headers;
                var contents = Read(raw, call, received);
                createdAt ??= answer.CreatedAt ?? _pipeline.TimeProvider.GetUtcNow();

                // Nothing is handed out before there is something: a fail-over takes any update for a success.
                if (contents.Count == 0 && received.Count == 0)
                {
                    continue;
                }

                received.AddRange(contents);
                yield return Update(call, createdAt, contents, raw);
            }
        }
        while (goesOn || call.TryContinue());

        if (!answer.IsComplete)
        {
            throw Interrupted(stream.Cut("The stream ended without a finish reason: the answer is cut."), call, received);
        }

        var end = Update(call, createdAt, Read(raw: null, call, received), raw: null);
        end.FinishReason = answer.FinishReason;
        end.AdditionalProperties = answer.Properties;
        if (answer.Usage is { } usage)
        {
            end.Contents.Add(new UsageContent(usage));
        }

        yield return end;
    }

    private ChatCall Prepare(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        ArgumentNullException.ThrowIfNull(messages);
        // Read once: a lazy sequence may not give the same messages twice.
        var history = messages as IReadOnlyCollection<ChatMessage> ?? [.. messages];
        if (history.Contains(null!))
        {
            throw new ArgumentException("The messages hold a null.", nameof(messages));
        }

        var model = options?.ModelId is { Length: > 0 } other ? other : _model;
        var given = options?.RawRepresentationFactory?.Invoke(this) as GenerateContentRequest;
        var request = RequestMapping.Write(history, options, given, model, _surface, _logger);
        var answer = new Answer(ConversationIds.Of(history), options?.Tools, options?.AllowMultipleToolCalls != false, ImageToolMapping.IsAskedFor(options), _logger);
        return new ChatCall(model, request, RequestMapping.WriteHeaders(options, _pipeline.IsVertex), answer, RequestMapping.MaxContinuations(options));
    }

    private Task<GeminiReply<GenerateContentResponse>> SendAsync(ChatCall call, CancellationToken cancellationToken) =>
        _pipeline.SendAsync(
            HttpMethod.Post,
            _pipeline.ModelPath(call.Model, "generateContent"),
            call.Request,
            WireFormats.GenerateContentRequest,
            WireFormats.GenerateContentResponse,
            call.Headers,
            cancellationToken);

    private async Task<GeminiStream<GenerateContentResponse>> OpenStreamAsync(ChatCall call, List<AIContent> received, CancellationToken cancellationToken)
    {
        try
        {
            return await _pipeline.OpenStreamAsync(
                _pipeline.ModelPath(call.Model, "streamGenerateContent"),
                call.Request,
                WireFormats.GenerateContentRequest,
                WireFormats.GenerateContentResponse,
                call.Headers,
                cancellationToken).ConfigureAwait(false);
        }
        catch (GeminiException exception)
        {
            Interrupted(exception, call, received);
            throw;
        }
    }

    /// <summary>The contents of an event, or of the end where there is none.</summary>
    private static List<AIContent> Read(GenerateContentResponse? raw, ChatCall call, List<AIContent> received)
    {
        try
        {
            return raw is null ? call.Answer.ReadEnd(whole: null) : call.Answer.Read(raw);
        }
        catch (GeminiException exception)
        {
            Interrupted(exception, call, received);
            throw;
        }
    }

    private static ChatResponseUpdate Update(ChatCall call, DateTimeOffset? createdAt, List<AIContent> contents, GenerateContentResponse? raw) =>
        new(ChatRole.Assistant, contents)
        {
            ResponseId = call.Answer.Id,
            MessageId = call.Answer.MessageId,
            ModelId = call.Answer.Model ?? call.Model,
            CreatedAt = createdAt,
            RawRepresentation = raw,
        };

    /// <summary>Gives the exception what was received, with the usage so far: middleware may have held it back from the caller.</summary>
    private static GeminiException Interrupted(GeminiException exception, ChatCall call, List<AIContent> received)
    {
        var answer = call.Answer;
        if (answer.Id.Length == 0)
        {
            return exception;
        }

        var update = Update(call, createdAt: null, received, raw: null);
        // With this the caller can go on later.
        update.AdditionalProperties = answer.ContinuationToken is { } token ? new() { ["gemini.continuationToken"] = token } : null;
        var partial = new[] { update }.ToChatResponse();
        partial.Usage = answer.Usage;
        exception.PartialResponse = partial;
        exception.ResponseId = answer.ServiceId;
        return exception;
    }
}
