using System.Net;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Polly.Timeout;

namespace Connectors.Gemini.Http;

/// <summary>Sends calls until one attempt succeeds: a response with a success status from the origin that was asked.</summary>
internal sealed class RequestSender : IDisposable
{
    /// <summary>How long the body of an error may take; the error itself is known already.</summary>
    private static readonly TimeSpan ErrorBodyTime = TimeSpan.FromSeconds(5);

    private readonly GeminiSettings _settings;
    private readonly IReadOnlyList<string> _knownModels;
    private readonly ILogger _logger;
    private readonly RequestHeaders _headers;
    private readonly RetryPolicy _retries;
    private readonly HttpClient _http;
    private readonly bool _ownsHttp;
    private readonly string[] _headerSecrets;

    internal RequestSender(GeminiSettings settings, IReadOnlyList<string> knownModels, ILogger logger)
    {
        _settings = settings;
        _knownModels = knownModels;
        _logger = logger;
        _headers = new(settings);
        _retries = new(settings, logger);
        _ownsHttp = settings.HttpClient is null;
        _http = settings.HttpClient ?? OwnConnections.CreateClient();
        _headerSecrets = settings.Headers.Count == 0 ? [] : SecretsOf(settings.Headers);
    }

    public void Dispose()
    {
        if (_ownsHttp)
        {
            _http.Dispose();
        }
    }

    internal RequestErrors ErrorsOf(OutgoingCall call) => new(call.Method, call.Address, _knownModels, _headerSecrets);

    /// <exception cref="GeminiException">No attempt succeeded; this is the last one's failure.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    internal async ValueTask<OpenResponse> SendAsync(OutgoingCall call, RequestErrors errors, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_settings.Credential is { Kind: GeminiCredential.CredentialKind.Ephemeral })
        {
            throw new InvalidOperationException("An ephemeral token is good for Live sessions only. Requests over HTTP need an API key or a bearer token.");
        }

        var start = _settings.TimeProvider.GetTimestamp();
        try
        {
            ExceptionDispatchInfo first;
            try
            {
                return await AttemptAsync(call, errors, cancellationToken).ConfigureAwait(false);
            }
            catch (GeminiException e) when (_retries.Covers(e))
            {
                first = ExceptionDispatchInfo.Capture(e);
            }

            return await _retries.RetryAsync(
                static (state, token) => state.Sender.AttemptAsync(state.Call, state.Errors, token), (Sender: this, Call: call, Errors: errors), first, start, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested && e.CancellationToken != cancellationToken)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
    }

    private async ValueTask<OpenResponse> AttemptAsync(OutgoingCall call, RequestErrors errors, CancellationToken cancellationToken)
    {
        using CancellationTokenSource? deadline = _settings.Timeout is { } timeout ? new(timeout, _settings.TimeProvider) : null;
        using var linked = deadline is null ? null : CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var token = linked?.Token ?? cancellationToken;

        HttpResponseMessage response;
        try
        {
            response = await SendOnceAsync(call, errors, token, cancellationToken).ConfigureAwait(false);
            // A bearer token that is refused is asked for once more.
            if (response.StatusCode == HttpStatusCode.Unauthorized && _settings.Credential is { Kind: GeminiCredential.CredentialKind.BearerToken })
            {
                PipelineLog.RefreshingToken(_logger, call.Method.Method, errors.Path);
                await Open(response).DisposeAsync().ConfigureAwait(false);
                response = await SendOnceAsync(call, errors, token, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException e) when (deadline?.IsCancellationRequested == true && !cancellationToken.IsCancellationRequested)
        {
            throw errors.Failed($"The service did not answer within {_settings.Timeout!.Value.TotalSeconds:0.###} s (Timeout).", AsTimeout(e), isTransient: true);
        }

        var open = Open(response);
        if (response.IsSuccessStatusCode)
        {
            return open;
        }

        await using var closing = open.ConfigureAwait(false);
        throw await RefusalAsync(open, errors, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<HttpResponseMessage> SendOnceAsync(
        OutgoingCall call, RequestErrors errors, CancellationToken token, CancellationToken cancellationToken)
    {
        // Outside of the try: what the caller's callback throws is the caller's.
        var secret = _settings.Credential is { } credential ? await credential.GetSecretAsync(token).ConfigureAwait(false) : null;
        if (secret is not null)
        {
            errors.Hide(secret);
        }

        using HttpRequestMessage request = new(call.Method, call.Address)
        {
            Version = _http.DefaultRequestVersion,
            VersionPolicy = _http.DefaultVersionPolicy,
            Content = call.CreateContent?.Invoke(),
        };
        _headers.Apply(request, secret);
        RequestHeaders.Replace(request.Headers, call.Headers);

        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (e.InnerException is TimeoutException && !token.IsCancellationRequested)
        {
            throw errors.Failed(
                $"The service did not answer within {_http.Timeout.TotalSeconds:0.###} s (Timeout of the HttpClient that was passed in).", AsTimeout(e), isTransient: true);
        }
        catch (TimeoutRejectedException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw errors.Failed("The service did not answer before a handler of the HttpClient that was passed in gave up.", AsTimeout(e), isTransient: true);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // A handler that is stopped may say so in other words.
            throw token.IsCancellationRequested
                ? new OperationCanceledException(e.Message, e, token)
                : errors.Failed($"The service could not be reached: {e.Message}", e, IsPassing(e));
        }

        if (response.RequestMessage?.RequestUri is { } final && !SameOrigin(final, call.Address))
        {
            await Open(response).DisposeAsync().ConfigureAwait(false);
            throw errors.Failed(
                $"The answer comes from {final.GetLeftPart(UriPartial.Authority)}, not from {call.Address.GetLeftPart(UriPartial.Authority)} which was asked. The HttpClient that was passed in followed a redirect, and the credential may have gone along: set AllowAutoRedirect = false on its handler.",
                cause: null,
                isTransient: false);
        }

        return response;
    }

    private async ValueTask<GeminiException> RefusalAsync(OpenResponse response, RequestErrors errors, CancellationToken cancellationToken)
    {
        var message = response.Message;
        using CancellationTokenSource time = new(ErrorBodyTime, _settings.TimeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        byte[] body = [];
        try
        {
            var stream = await message.Content.ReadAsStreamAsync(linked.Token).ConfigureAwait(false);
            body = await ErrorReader.ReadAsync(stream, linked.Token).ConfigureAwait(false);
            response.IsComplete = body.Length < GeminiPipeline.MaxErrorBody && !linked.IsCancellationRequested;
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // The status alone says enough.
        }

        cancellationToken.ThrowIfCancellationRequested();
        return errors.Refused(message.StatusCode, body, RetryAfter(message), RedirectNote(message));
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter is { } after
            ? after.Delta ?? (after.Date - _settings.TimeProvider.GetUtcNow())
            : null;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static string? RedirectNote(HttpResponseMessage response)
    {
        if ((int)response.StatusCode is < 300 or > 399)
        {
            return null;
        }

        var where = response.Headers.Location is { IsAbsoluteUri: true } location ? $" to {location.GetLeftPart(UriPartial.Authority)}" : "";
        return $"This is a redirect{where}. It is not followed, because the credential would go along; set BaseAddress to where the service really is.";
    }

    private static string[] SecretsOf(IEnumerable<KeyValuePair<string, string>> headers) =>
        [.. headers.Where(h => RequestHeaders.IsSecret(h.Key)).Select(h => h.Value[(h.Value.LastIndexOf(' ') + 1)..]).Where(v => v.Length > 0)];

    private OpenResponse Open(HttpResponseMessage response) => new(response, closesAtOnce: _ownsHttp);

    private static bool SameOrigin(Uri left, Uri right) =>
        left.Scheme == right.Scheme && left.Port == right.Port && string.Equals(left.IdnHost, right.IdnHost, StringComparison.OrdinalIgnoreCase);

    private static bool IsPassing(Exception e) => e is not HttpRequestException
    {
        HttpRequestError: HttpRequestError.SecureConnectionError or HttpRequestError.UserAuthenticationError or HttpRequestError.VersionNegotiationError
            or HttpRequestError.ConfigurationLimitExceeded,
    };

    private static Exception AsTimeout(Exception e) => e.InnerException as TimeoutException ?? new TimeoutException(e.Message, e);
}
