using System.Net.ServerSentEvents;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Benchmarks.Floor;

/// <summary>
/// The hand-written floor: HttpClient, SseParser, Utf8JsonReader and Utf8JsonWriter, and the M.E.AI objects that the contract demands. No errors, no retries,
/// no thoughts, no calls in answers, nothing unknown is kept.
/// </summary>
internal sealed class FloorClient(HttpClient http, Uri? address = null)
{
    private readonly Uri _unary = new(address ?? new Uri("http://localhost"), "v1beta/models/" + Payloads.Model + ":generateContent");
    private readonly Uri _streaming = new(address ?? new Uri("http://localhost"), "v1beta/models/" + Payloads.Model + ":streamGenerateContent?alt=sse");

    internal async Task<ChatResponse> GetResponseAsync(List<ChatMessage> messages, List<AITool> tools)
    {
        using var response = await SendAsync(_unary, new FloorContent(stream => FloorWriter.WriteAsync(stream, messages, tools))).ConfigureAwait(false);
        return await ReadAsync(response).ConfigureAwait(false);
    }

    internal async Task<ChatResponse> GetResponseAsync(DataContent media)
    {
        using var response = await SendAsync(_unary, new FloorContent(stream => FloorWriter.WriteMediaAsync(stream, media))).ConfigureAwait(false);
        return await ReadAsync(response).ConfigureAwait(false);
    }

    internal async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(List<ChatMessage> messages)
    {
        using var response = await SendAsync(_streaming, new FloorContent(stream => FloorWriter.WriteAsync(stream, messages, []))).ConfigureAwait(false);
        var body = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        FloorReply reply = new();
        var createdAt = DateTimeOffset.UtcNow;
        var events = SseParser.Create(body, (_, data) =>
        {
            reply.Read(data);
            return reply.Text;
        });
        await foreach (var item in events.EnumerateAsync().ConfigureAwait(false))
        {
            ChatResponseUpdate update = new(ChatRole.Assistant, [new TextContent(item.Data)])
            {
                ResponseId = reply.ResponseId,
                MessageId = reply.ResponseId,
                ModelId = reply.Model,
                CreatedAt = createdAt,
            };
            if (reply.IsStopped)
            {
                update.FinishReason = ChatFinishReason.Stop;
                update.Contents.Add(new UsageContent(reply.Usage()));
            }

            yield return update;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Uri address, HttpContent content)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, address) { Content = content };
        request.Headers.TryAddWithoutValidation("x-goog-api-key", "key");
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
    }

    private static async Task<ChatResponse> ReadAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        FloorReply reply = new();
        reply.Read(body);
        var createdAt = DateTimeOffset.UtcNow;
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, [new TextContent(reply.Text)]) { MessageId = reply.ResponseId, CreatedAt = createdAt })
        {
            ResponseId = reply.ResponseId,
            ModelId = reply.Model,
            CreatedAt = createdAt,
            FinishReason = ChatFinishReason.Stop,
            Usage = reply.Usage(),
        };
    }
}
