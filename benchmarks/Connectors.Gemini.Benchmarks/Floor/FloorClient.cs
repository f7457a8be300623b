using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Benchmarks.Floor;

/// <summary>
/// The hand-written floor: HttpClient, SseParser, Utf8JsonReader and Utf8JsonWriter, and the M.E.AI objects that the contract demands, with the parsed
/// message as their raw representation. An error event, a status that is none of success and a stream without a finish reason throw, and the token is passed on.
/// No typed errors, no retries, no thoughts, no calls in answers, nothing unknown is kept.
/// </summary>
internal sealed class FloorClient(HttpClient http, Uri? address = null)
{
    private readonly Uri _unary = Address(address, Payloads.Model, ":generateContent");
    private readonly Uri _streaming = Address(address, Payloads.Model, ":streamGenerateContent?alt=sse");
    private readonly Uri _embedding = Address(address, Payloads.EmbeddingModel, ":batchEmbedContents");
    private readonly Uri _image = Address(address, Payloads.ImageModel, ":generateContent");

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

    internal async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IReadOnlyList<string> texts)
    {
        using var response = await SendAsync(_embedding, new FloorContent(stream => FloorEmbeddings.WriteAsync(stream, texts))).ConfigureAwait(false);
        using var body = await FloorBody.ReadAsync(response.Content).ConfigureAwait(false);
        return FloorEmbeddings.Read(body.Json, texts.Count);
    }

    internal async Task<ImageGenerationResponse> GenerateImageAsync(string prompt)
    {
        List<ChatMessage> messages = [new(ChatRole.User, prompt)];
        using var response = await SendAsync(_image, new FloorContent(stream => FloorWriter.WriteAsync(stream, messages, []))).ConfigureAwait(false);
        using var body = await FloorBody.ReadAsync(response.Content).ConfigureAwait(false);
        return FloorImages.Read(body.Json);
    }

    internal async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(List<ChatMessage> messages, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync(_streaming, new FloorContent(stream => FloorWriter.WriteAsync(stream, messages, [])), cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        FloorMessage? last = null;
        var createdAt = DateTimeOffset.UtcNow;
        var events = SseParser.Create(body, (_, data) => FloorMessage.Read(data, last));
        await foreach (var item in events.EnumerateAsync(cancellationToken).ConfigureAwait(false))
        {
            last = item.Data;
            var candidate = last.Candidates[0];
            ChatResponseUpdate update = new(ChatRole.Assistant, [new TextContent(candidate.Texts[0])])
            {
                ResponseId = last.ResponseId,
                MessageId = last.ResponseId,
                ModelId = last.ModelVersion,
                CreatedAt = createdAt,
                RawRepresentation = last,
            };
            if (candidate.FinishReason is not null)
            {
                update.FinishReason = ChatFinishReason.Stop;
                update.Contents.Add(new UsageContent(last.Usage!.ToDetails()));
            }

            yield return update;
        }

        if (last?.Candidates[0].FinishReason is null)
        {
            throw new InvalidOperationException("The answer is cut.");
        }
    }

    private static Uri Address(Uri? address, string model, string method) => new(address ?? new Uri("http://localhost"), "v1beta/models/" + model + method);

    private async Task<HttpResponseMessage> SendAsync(Uri address, HttpContent content, CancellationToken cancellationToken = default)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, address) { Content = content };
        request.Headers.TryAddWithoutValidation("x-goog-api-key", "key");
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        return response.EnsureSuccessStatusCode();
    }

    private static async Task<ChatResponse> ReadAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        var reply = FloorMessage.Read(body, before: null);
        var createdAt = DateTimeOffset.UtcNow;
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, [new TextContent(reply.Candidates[0].Texts[0])])
        {
            MessageId = reply.ResponseId,
            CreatedAt = createdAt,
            RawRepresentation = reply,
        })
        {
            ResponseId = reply.ResponseId,
            ModelId = reply.ModelVersion,
            CreatedAt = createdAt,
            FinishReason = ChatFinishReason.Stop,
            Usage = reply.Usage!.ToDetails(),
            RawRepresentation = reply,
        };
    }
}
