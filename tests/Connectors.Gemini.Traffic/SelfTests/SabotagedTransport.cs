using System.Text;
using System.Text.Json.Nodes;

namespace Connectors.Gemini.Traffic;

/// <summary>A transport with a fault between the client under test and the replayed recording.</summary>
/// <param name="http">Leads to the recording.</param>
/// <param name="readsOnce">Reads the body once and takes that for all of it, as code does that forgets how sockets work.</param>
/// <param name="changeBody">Changes the request's JSON.</param>
internal sealed class SabotagedTransport(HttpClient http, bool readsOnce = false, Action<JsonObject>? changeBody = null) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!.AsObject();
        changeBody?.Invoke(body);
        using HttpRequestMessage copy = new(request.Method, request.RequestUri) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        foreach ((var name, var values) in request.Headers)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        var response = await http.SendAsync(copy, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (readsOnce)
        {
            var type = response.Content.Headers.ContentType;
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[64 * 1024];
            var count = await stream.ReadAsync(buffer, cancellationToken);
            response.Content = new ByteArrayContent(buffer, 0, count);
            response.Content.Headers.ContentType = type;
        }

        return response;
    }
}
