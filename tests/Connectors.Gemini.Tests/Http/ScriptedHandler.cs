using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Connectors.Gemini.Tests.Http;

/// <summary>Answers request by request from a script and keeps what was asked.</summary>
internal sealed class ScriptedHandler : HttpMessageHandler
{
    private readonly ConcurrentQueue<Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> _script = new();

    public List<Asked> Requests { get; } = [];

    public bool IsDisposed { get; private set; }

    public ScriptedHandler Then(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _script.Enqueue(answer);
        return this;
    }

    public ScriptedHandler Then(HttpStatusCode status, string body, string contentType = "application/json", Action<HttpResponseMessage>? change = null) =>
        Then((_, _) =>
        {
            HttpResponseMessage response = new(status) { Content = new StringContent(body, Encoding.UTF8, contentType) };
            change?.Invoke(response);
            return Task.FromResult(response);
        });

    public ScriptedHandler ThenThrow(Exception exception) => Then((_, _) => Task.FromException<HttpResponseMessage>(exception));

    public ScriptedHandler ThenStream(Stream body, string contentType = "text/event-stream") =>
        Then((_, _) =>
        {
            HttpResponseMessage response = new(HttpStatusCode.OK) { Content = new StreamContent(body) };
            response.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
            return Task.FromResult(response);
        });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        Requests.Add(new(request.Method, request.RequestUri!, headers, body, request.Content?.Headers.ContentType?.ToString()));
        if (!_script.TryDequeue(out var answer))
        {
            throw new InvalidOperationException("The script has no further answer.");
        }

        var response = await answer(request, cancellationToken);
        response.RequestMessage ??= request;
        return response;
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }

    internal sealed record Asked(HttpMethod Method, Uri Address, IReadOnlyDictionary<string, string> Headers, string? Body, string? ContentType);
}
