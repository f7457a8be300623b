using System.Net;
using System.Text;
using System.Text.Json;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Tests.Http;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Chat;

/// <summary>
/// Answers from a queue, unary or streamed as it is asked, and keeps the requests. Every request must pass the emulator's rules, unless the test says that it sends a bad one.
/// </summary>
internal sealed class FakeService
{
    public const string Newest = "gemini-3.8-flash";
    public const string Older = "gemini-2.5-flash";

    private readonly Queue<Func<bool, HttpResponseMessage>> _answers = new();
    private int _answerCount;

    /// <summary>Why this service takes requests that the real one refuses; null where it does not.</summary>
    public string? RulesDoNotApplyBecause { get; init; }

    public List<JsonElement> Requests { get; } = [];

    public List<Uri> Addresses { get; } = [];

    public LogLines Log { get; } = new();

    public IEnumerable<string> Warnings => Log.Lines.Where(line => line.StartsWith("Warning", StringComparison.Ordinal));

    public JsonElement Last => Requests[^1];

    public JsonElement LastContents => Last.GetProperty("contents");

    /// <summary>An answer of these parts: whole in a unary response, else an event for each part; it ends with STOP.</summary>
    public FakeService Answer(params string[] parts) => AnswerEnding("\"STOP\"", parts);

    public FakeService AnswerEnding(string finishReason, params string[] parts)
    {
        var id = $"answer-{++_answerCount}";
        string Response(IEnumerable<string> some, bool isLast) =>
            $$"""{"candidates":[{"content":{"role":"model","parts":[{{string.Join(',', some)}}]}{{(isLast ? $",\"finishReason\":{finishReason}" : "")}}}],"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":2,"totalTokenCount":7},"modelVersion":"gemini-test-001","responseId":"{{id}}"}""";
        _answers.Enqueue(streaming => streaming
            ? Events(parts.Length == 0 ? [Response([], isLast: true)] : parts.Select((part, i) => Response([part], i == parts.Length - 1)))
            : Whole(HttpStatusCode.OK, Response(parts, isLast: true)));
        return this;
    }

    /// <summary>One response as it is; where a stream is asked for, its only event.</summary>
    public FakeService AnswerJson(string response)
    {
        _answers.Enqueue(streaming => streaming ? Events([response]) : Whole(HttpStatusCode.OK, response));
        return this;
    }

    public FakeService AnswerEvents(params string[] events)
    {
        _answers.Enqueue(_ => Events(events));
        return this;
    }

    public FakeService AnswerBytes(Stream body)
    {
        _answers.Enqueue(_ => Streamed(body));
        return this;
    }

    public FakeService Fail(HttpStatusCode status, string body)
    {
        _answers.Enqueue(_ => Whole(status, body));
        return this;
    }

    public GeminiClient Client(Action<GeminiClientOptions>? change = null)
    {
        GeminiClientOptions options = new()
        {
            ApiKey = "a-key",
            HttpClient = new HttpClient(new Handler(this)),
            Retry = new() { MaxAttempts = 1 },
            LoggerFactory = Log,
        };
        change?.Invoke(options);
        return new GeminiClient(options);
    }

    public IChatClient Chat(string model = Newest) => Client().AsIChatClient(model);

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var bytes = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 512 });
        var body = document.RootElement.Clone();
        Requests.Add(body);
        Addresses.Add(request.RequestUri!);
        if (RulesDoNotApplyBecause is null)
        {
            var path = request.RequestUri!.PathAndQuery;
            var refusals = EmulatorRules.Check(new EmulatorRequest { Method = "POST", PathAndQuery = path, Body = body, IsVertex = path.Contains("/publishers/", StringComparison.Ordinal) });
            if (refusals.Count > 0)
            {
                throw new InvalidOperationException($"The service refuses: {string.Join("; ", refusals.Select(r => $"{r.RuleId}: {r.Message}"))}\n{body}");
            }
        }

        var response = _answers.Dequeue()(request.RequestUri!.AbsolutePath.EndsWith(":streamGenerateContent", StringComparison.Ordinal));
        response.RequestMessage = request;
        return response;
    }

    private static HttpResponseMessage Events(IEnumerable<string> events) =>
        Streamed(new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(events.Select(e => $"data: {e}\r\n\r\n")))));

    private static HttpResponseMessage Streamed(Stream body)
    {
        HttpResponseMessage response = new(HttpStatusCode.OK) { Content = new StreamContent(body) };
        response.Content.Headers.ContentType = new("text/event-stream");
        response.Headers.Add("x-test", "seen");
        return response;
    }

    private static HttpResponseMessage Whole(HttpStatusCode status, string body)
    {
        HttpResponseMessage response = new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        response.Headers.Add("x-test", "seen");
        return response;
    }

    private sealed class Handler(FakeService service) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => service.AnswerAsync(request, cancellationToken);
    }
}
