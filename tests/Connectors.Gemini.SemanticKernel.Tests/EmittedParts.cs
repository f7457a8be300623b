using System.Text.Json.Nodes;

namespace Connectors.Gemini.SemanticKernel.Tests;

/// <summary>Notes the parts that the service sent, so that a test can tell whether they came back as they were.</summary>
internal sealed class EmittedParts : DelegatingHandler
{
    private readonly Lock _lock = new();
    private readonly List<JsonObject> _parts = [];

    public EmittedParts()
        : base(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
    }

    public IReadOnlyList<JsonObject> Calls => Where(static part => part["functionCall"] is not null);

    public IReadOnlyList<JsonObject> SignedTexts => Where(static part => part["text"] is not null && part["thought"] is null && part["thoughtSignature"] is not null);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        var content = new StringContent(body);
        content.Headers.ContentType = response.Content.Headers.ContentType;
        response.Content = content;
        if (response.IsSuccessStatusCode)
        {
            Note(body);
        }

        return response;
    }

    private static IEnumerable<JsonNode?> Answers(string body) =>
        body.StartsWith("data:", StringComparison.Ordinal)
            ? body.Split("\r\n\r\n", StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonNode.Parse(line["data:".Length..]))
            : [JsonNode.Parse(body)];

    private void Note(string body)
    {
        lock (_lock)
        {
            foreach (var answer in Answers(body))
            {
                foreach (var part in answer?["candidates"]?[0]?["content"]?["parts"]?.AsArray() ?? [])
                {
                    _parts.Add(part!.DeepClone().AsObject());
                }
            }
        }
    }

    private List<JsonObject> Where(Predicate<JsonObject> predicate)
    {
        lock (_lock)
        {
            return _parts.FindAll(predicate);
        }
    }
}
