using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Tests.Http;

namespace Connectors.Gemini.Tests.Options;

/// <summary>A service without a socket: keeps what it is asked, answers by script, and fails the test where the real service would refuse the request.</summary>
internal sealed class WireHandler : HttpMessageHandler
{
    private readonly Queue<string> _answers = new();

    public List<(Uri Address, IReadOnlyDictionary<string, string> Headers, JsonElement Body)> Requests { get; } = [];

    public LogLines Log { get; } = new();

    /// <summary>Gets or sets whether requests must pass the emulator's rules; tests of what only the service can judge turn it off.</summary>
    public bool IsStrict { get; set; } = true;

    public JsonElement Body => Assert.Single(Requests).Body;

    public static string TextAnswer(string text) =>
        $$$"""{"candidates":[{"content":{"role":"model","parts":[{"text":{{{JsonValue.Create(text).ToJsonString()}}}}]},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":1,"totalTokenCount":2}}""";

    public static string CallAnswer(string name, string args) =>
        $$$"""{"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"id":"c1","name":"{{{name}}}","args":{{{args}}}},"thoughtSignature":"{{{Convert.ToBase64String(new byte[96])}}}"}]},"finishReason":"STOP","index":0}]}""";

    public WireHandler Then(params string[] answers)
    {
        foreach (var answer in answers)
        {
            _answers.Enqueue(answer);
        }

        return this;
    }

    public GeminiClient Client(Action<GeminiClientOptions>? change = null)
    {
        var options = new GeminiClientOptions { ApiKey = "test-key", HttpClient = new HttpClient(this, disposeHandler: false), LoggerFactory = Log, Retry = { MaxAttempts = 1 } };
        change?.Invoke(options);
        return new GeminiClient(options);
    }

    /// <summary>Whether a warning says so.</summary>
    public bool Warned(string about) => Log.Lines.Any(line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains(about, StringComparison.Ordinal));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var text = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        var body = JsonElement.Parse(text, new JsonDocumentOptions { MaxDepth = 512 });
        var headers = request.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        Requests.Add((request.RequestUri!, headers, body));
        if (IsStrict)
        {
            var refusals = EmulatorRules.Check(new EmulatorRequest
            {
                Method = request.Method.Method,
                PathAndQuery = request.RequestUri!.PathAndQuery,
                Headers = headers,
                Body = body,
                IsVertex = request.RequestUri.AbsolutePath.Contains("/publishers/", StringComparison.Ordinal),
            });
            Assert.True(refusals.Count == 0, $"The service would refuse: {string.Join("; ", refusals)}\n{body}");
        }

        var answer = _answers.TryDequeue(out var next) ? next : TextAnswer("OK");
        var isStream = request.RequestUri!.AbsolutePath.EndsWith(":streamGenerateContent", StringComparison.Ordinal);
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            RequestMessage = request,
            Content = isStream
                ? new StringContent($"data: {answer.ReplaceLineEndings("")}\r\n\r\n", Encoding.UTF8, "text/event-stream")
                : new StringContent(answer, Encoding.UTF8, "application/json"),
        };
    }
}
