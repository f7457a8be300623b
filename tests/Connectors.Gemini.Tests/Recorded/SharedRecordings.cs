using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connectors.Gemini.Tests.Recorded;

/// <summary>Recorded exchanges beside the repository, which users of the library do not have.</summary>
internal static class SharedRecordings
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    /// <summary>The folder; tests are skipped where there is none.</summary>
    public static string Folder(string name)
    {
        if (name == "traffic" && Environment.GetEnvironmentVariable("GEMINI_TRAFFIC") is { Length: > 0 } configured)
        {
            return configured;
        }

        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var candidate = Path.Combine(at.FullName, "shared", name);
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        Assert.Skip($"No recordings: no parent folder holds shared/{name}.");
        return "";
    }

    public static IEnumerable<Recording> Traffic(Func<string, bool> isWanted)
    {
        foreach (var file in Directory.EnumerateFiles(Folder("traffic"), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var text = File.ReadAllText(file);
            // Most files are of other methods: they need not be parsed.
            if (!text.Contains(":predict", StringComparison.Ordinal) && !text.Contains(":embedContent", StringComparison.Ordinal) && !text.Contains(":batchEmbedContents", StringComparison.Ordinal)
                && !text.Contains("image", StringComparison.Ordinal))
            {
                continue;
            }

            using var document = JsonDocument.Parse(text, Deep);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                continue;
            }

            var isVertex = document.RootElement.GetProperty("api").GetString() == "vertex";
            foreach (var (exchange, index) in document.RootElement.GetProperty("exchanges").EnumerateArray().Select((exchange, index) => (exchange, index)))
            {
                var request = exchange.GetProperty("request");
                var path = request.GetProperty("path").GetString()!.Split('?')[0];
                if (request.GetProperty("method").GetString() == "POST" && isWanted(path) && exchange.GetProperty("response").TryGetProperty("bodyText", out var body))
                {
                    yield return new Recording(
                        $"{Path.GetFileName(file)}#{index}",
                        isVertex,
                        path,
                        request.TryGetProperty("json", out var json) ? json.Clone() : null,
                        exchange.GetProperty("response").GetProperty("status").GetInt32(),
                        body.GetString()!);
                }
            }
        }
    }

    /// <summary>The bodies that the official JavaScript SDK sent in a scenario.</summary>
    public static List<JsonElement> SdkRequests(string scenario)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder("sdk-requests"), scenario + ".json")), Deep);
        return [.. document.RootElement.GetProperty("exchanges").EnumerateArray().Select(exchange => exchange.GetProperty("request").GetProperty("json").Clone())];
    }

    /// <summary>What is the same in other words: snake_case names, and the role of a content that has but one.</summary>
    public static JsonNode? Plain(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.Where(field => field.Key != "role").Select(field => KeyValuePair.Create(Camel(field.Key), Plain(field.Value?.DeepClone())))),
        JsonArray items => new JsonArray([.. items.Select(item => Plain(item?.DeepClone()))]),
        _ => node?.DeepClone(),
    };

    private static string Camel(string name)
    {
        var words = name.Split('_');
        return words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }
}

/// <summary>One recorded exchange.</summary>
internal sealed record Recording(string Name, bool IsVertex, string Path, JsonElement? Request, int Status, string Response)
{
    public string Model => Path[(Path.LastIndexOf('/') + 1)..Path.LastIndexOf(':')];
}

/// <summary>Answers with what was recorded and keeps what is asked.</summary>
internal sealed class RecordedHandler(int status, Func<JsonElement, string> answer) : HttpMessageHandler
{
    private readonly Lock _lock = new();

    public List<JsonElement> Bodies { get; } = [];

    public static GeminiClient Client(HttpMessageHandler handler, bool isVertex) => new(new GeminiClientOptions
    {
        ApiKey = "test-key",
        HttpClient = new HttpClient(handler, disposeHandler: false),
        Retry = new GeminiRetryOptions { MaxAttempts = 1 },
        Vertex = isVertex ? new GeminiVertexOptions { Project = "p", Location = "global" } : null,
    });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = JsonElement.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
        lock (_lock)
        {
            Bodies.Add(body);
        }

        return new HttpResponseMessage((HttpStatusCode)status) { RequestMessage = request, Content = new StringContent(answer(body), Encoding.UTF8, "application/json") };
    }
}
