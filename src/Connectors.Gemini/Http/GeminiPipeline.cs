using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Http;

/// <summary>The one way to the service over HTTP: address, credential, headers, attempts, errors, streams.</summary>
internal sealed class GeminiPipeline : IDisposable
{
    /// <summary>How much of an error's body is read.</summary>
    internal const int MaxErrorBody = 64 * 1024;

    private readonly GeminiSettings _settings;
    private readonly RequestSender _sender;

    /// <param name="options">Checked and copied.</param>
    /// <param name="knownModels">Model ids to suggest when one is not found.</param>
    /// <exception cref="ArgumentException">An option cannot be used; the message names it.</exception>
    internal GeminiPipeline(GeminiClientOptions options, IReadOnlyList<string>? knownModels = null)
    {
        _settings = GeminiSettings.From(options);
        _sender = new(_settings, knownModels ?? [], _settings.LoggerFactory.CreateLogger("Connectors.Gemini.Http"));
    }

    internal bool IsVertex => _settings.Address.IsVertex;

    /// <summary>The service's name in OpenTelemetry's conventions.</summary>
    internal string ProviderName => IsVertex ? "gcp.vertex_ai" : "gcp.gemini";

    /// <summary>Scheme, host and any path of the base address, without the version.</summary>
    internal Uri Endpoint => _settings.Address.Root;

    internal string ApiVersion => _settings.Address.Version;

    /// <summary>What requests are written for.</summary>
    internal Surface Surface => new(IsVertex, new(Endpoint.AbsoluteUri.TrimEnd('/') + "/" + ApiVersion + "/"), _settings.Address.VertexParent);

    internal ILoggerFactory LoggerFactory => _settings.LoggerFactory;

    internal TimeProvider TimeProvider => _settings.TimeProvider;

    public void Dispose() => _sender.Dispose();

    /// <summary>The path of a model's method, relative to the version.</summary>
    /// <param name="model">An id, or a resource name such as <c>tunedModels/x</c> or, on Vertex AI, <c>projects/...</c>.</param>
    /// <param name="method">The method, such as <c>generateContent</c>; empty for the model itself.</param>
    /// <exception cref="ArgumentException">The model is empty, or holds what would lead elsewhere.</exception>
    internal string ModelPath(string model, string method) => ModelPaths.Build(_settings.Address, model, method);

    /// <summary>The path of a model's description. On Vertex AI publishers' models lie under no project there.</summary>
    /// <param name="model">As for <see cref="ModelPath"/>.</param>
    /// <exception cref="ArgumentException">The model is empty, or holds what would lead elsewhere.</exception>
    internal string DescriptionPath(string model) => ModelPaths.BuildDescription(_settings.Address, model);

    internal Task<GeminiReply<TResponse>> SendAsync<TRequest, TResponse>(
        HttpMethod method, string path, TRequest body, JsonTypeInfo<TRequest> requestInfo, JsonTypeInfo<TResponse> responseInfo, CancellationToken cancellationToken)
        where TRequest : notnull
        where TResponse : notnull =>
        SendAsync<TRequest, TResponse>(method, path, body, requestInfo, responseInfo, headers: [], cancellationToken);

    /// <summary>The same in any format, with headers for this request alone; they replace any of the same name.</summary>
    internal Task<GeminiReply<TResponse>> SendAsync<TRequest, TResponse>(
        HttpMethod method,
        string path,
        TRequest body,
        MessageFormat<TRequest> requestFormat,
        MessageFormat<TResponse> responseFormat,
        IReadOnlyList<KeyValuePair<string, string>> headers,
        CancellationToken cancellationToken)
        where TRequest : notnull
        where TResponse : notnull =>
        ReadReplyAsync(new(method, _settings.Address.Resolve(path), () => new JsonBody<TRequest>(body, requestFormat), headers), responseFormat, cancellationToken);

    internal Task<GeminiReply<TResponse>> SendAsync<TResponse>(
        HttpMethod method, string path, JsonTypeInfo<TResponse> responseInfo, CancellationToken cancellationToken)
        where TResponse : notnull =>
        ReadReplyAsync<TResponse>(new(method, _settings.Address.Resolve(path), createContent: null, headers: []), responseInfo, cancellationToken);

    /// <summary>Posts with <c>alt=sse</c> and returns once a success is known. Nothing is repeated from then on.</summary>
    internal Task<GeminiStream<TResponse>> OpenStreamAsync<TRequest, TResponse>(
        string path, TRequest body, MessageFormat<TRequest> requestFormat, MessageFormat<TResponse> responseFormat, CancellationToken cancellationToken)
        where TRequest : notnull
        where TResponse : notnull =>
        OpenStreamAsync(path, body, requestFormat, responseFormat, headers: [], cancellationToken);

    /// <summary>The same with headers for this request alone; they replace any of the same name.</summary>
    internal async Task<GeminiStream<TResponse>> OpenStreamAsync<TRequest, TResponse>(
        string path,
        TRequest body,
        MessageFormat<TRequest> requestFormat,
        MessageFormat<TResponse> responseFormat,
        IReadOnlyList<KeyValuePair<string, string>> headers,
        CancellationToken cancellationToken)
        where TRequest : notnull
        where TResponse : notnull
    {
        var streaming = path.Contains('?', StringComparison.Ordinal) ? $"{path}&alt=sse" : $"{path}?alt=sse";
        OutgoingCall call = new(HttpMethod.Post, _settings.Address.Resolve(streaming), () => new JsonBody<TRequest>(body, requestFormat), headers);
        var errors = _sender.ErrorsOf(call);
        var response = await _sender.SendAsync(call, errors, cancellationToken).ConfigureAwait(false);
        return new(response, responseFormat, errors, cancellationToken);
    }

    private async Task<GeminiReply<TResponse>> ReadReplyAsync<TResponse>(OutgoingCall call, MessageFormat<TResponse> responseFormat, CancellationToken cancellationToken)
        where TResponse : notnull
    {
        var errors = _sender.ErrorsOf(call);
        var response = await _sender.SendAsync(call, errors, cancellationToken).ConfigureAwait(false);
        await using var closing = response.ConfigureAwait(false);
        var status = response.Message.StatusCode;
        try
        {
            var body = await response.Message.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            using var start = await ResponseStart.ReadAsync(body, cancellationToken).ConfigureAwait(false);
            if (start.FirstByte == 0)
            {
                response.IsComplete = true;
                throw errors.Failed($"The service answered {(int)status} with an empty body.", cause: null, isTransient: true, status: status);
            }

            if (start.FirstByte == (byte)'<')
            {
                throw errors.Failed("The service, or a proxy before it, answered with a web page instead of JSON.", cause: null, isTransient: false, start.Seen, status);
            }

            if (ErrorProbe.StartsWithError(start.Seen))
            {
                throw errors.Refused(httpStatus: null, await ErrorReader.ReadAsync(start, cancellationToken).ConfigureAwait(false));
            }

            using var json = await ReceivedJson.ReadAsync(start, cancellationToken).ConfigureAwait(false);
            var value = json.Deserialize(responseFormat);
            response.IsComplete = true;
            return value is null
                ? throw errors.Failed("The service answered with the JSON null.", cause: null, isTransient: false, status: status)
                : new(value, response.Message.Headers, errors.Path);
        }
        catch (Exception e) when (e is not GeminiException && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        catch (JsonException e)
        {
            throw errors.Failed("The answer is cut or not the JSON that was expected.", e, isTransient: false, status: status);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw errors.Failed("The connection was lost before the answer was complete.", e, isTransient: true, status: null);
        }
    }
}
