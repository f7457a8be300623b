using System.Net;
using System.Text;

namespace Connectors.Gemini.Traffic;

/// <summary>
/// Answers the first request with a recording (status, headers and bytes) and every other one with a short valid answer; keeps all requests.
/// Without a recording, the first request too gets the valid answer.
/// </summary>
internal sealed class ReplayHandler(RecordedExchange? recording, Func<int>? nextPiece = null, bool waits = false, bool breaksOff = false) : HttpMessageHandler
{
    private const string ValidAnswer =
        """
        {"candidates":[{"content":{"role":"model","parts":[{"text":"Done."}]},"finishReason":"STOP","index":0}],
        "usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":2,"totalTokenCount":11},"modelVersion":"replay","responseId":"replay"}
        """;

    private readonly List<SentRequest> _requests = [];

    public IReadOnlyList<SentRequest> Requests => _requests;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isFirst = _requests.Count == 0;
        _requests.Add(new SentRequest(
            request.Method.Method,
            request.RequestUri!.PathAndQuery,
            request.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
            request.Content is null ? null : JsonReading.Parse(Encoding.UTF8.GetString(await request.Content.ReadAsByteArrayAsync(cancellationToken)))));

        var response = isFirst && recording is not null
            ? Recorded(recording)
            : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(ValidAnswer, Encoding.UTF8, "application/json") };
        response.RequestMessage = request;
        return response;
    }

    private HttpResponseMessage Recorded(RecordedExchange exchange)
    {
        StreamContent content = new(new CutStream(exchange.Body, nextPiece ?? (() => int.MaxValue), waits, breaksOff));
        HttpResponseMessage response = new((HttpStatusCode)exchange.Status) { Content = content };
        foreach ((var name, var value) in exchange.Headers)
        {
            if (!name.StartsWith("content-", StringComparison.OrdinalIgnoreCase))
            {
                response.Headers.TryAddWithoutValidation(name, value);
            }
        }

        content.Headers.TryAddWithoutValidation("content-type", exchange.ContentType);
        return response;
    }
}
