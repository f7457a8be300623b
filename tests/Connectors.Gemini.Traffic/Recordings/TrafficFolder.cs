using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Connectors.Gemini.Traffic;

/// <summary>Finds and reads the recorded traffic, which users of the library do not have.</summary>
public static partial class TrafficFolder
{
    /// <summary>Why nothing is tested where there is no recorded traffic.</summary>
    public const string Absent = "No recorded traffic: neither GEMINI_TRAFFIC names a folder nor does a parent folder hold shared/traffic.";

    public static string? Path { get; } = Find();

    public static IReadOnlyList<RecordedExchange> Read(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Where(file => System.IO.Path.GetDirectoryName(file) != folder)
            .Order(StringComparer.Ordinal)
            .SelectMany(file => ReadScenario(System.IO.Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes(file)))];

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("GEMINI_TRAFFIC") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? System.IO.Path.GetFullPath(named) : null;
        }

        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var candidate = System.IO.Path.Combine(at.FullName, "shared", "traffic");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private static List<RecordedExchange> ReadScenario(string name, byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var scenario = document.RootElement;
        List<RecordedExchange> exchanges = [];
        var position = -1;
        foreach (var exchange in scenario.GetProperty("exchanges").EnumerateArray())
        {
            position++;
            var request = exchange.GetProperty("request");
            if (request.GetProperty("method").GetString() != "POST"
                || GenerateContentPath().Match(request.GetProperty("path").GetString()!) is not { Success: true } path
                || exchange.Property("response") is not { } response
                || response.Property("status") is not { } status
                || ReadBody(response) is not { } body)
            {
                continue;
            }

            exchanges.Add(new RecordedExchange
            {
                Name = $"{name}#{position}",
                Kind = KindOf(scenario),
                IsVertex = scenario.GetProperty("api").GetString() == "vertex",
                IsStream = path.Groups["method"].Value == "streamGenerateContent",
                Model = Uri.UnescapeDataString(path.Groups["model"].Value),
                Request = request.Property("json")?.Clone(),
                Status = status.GetInt32(),
                ContentType = response.Property("contentType")?.GetString(),
                Headers = ReadHeaders(response),
                Body = body,
            });
        }

        return exchanges;
    }

    private static TrafficKind KindOf(JsonElement scenario)
    {
        if (scenario.GetProperty("provenance").GetString() == "curated-fixture")
        {
            return TrafficKind.Curated;
        }

        if (scenario.Property("note")?.GetString()?.Contains("replaced by the recorder", StringComparison.Ordinal) == true)
        {
            return TrafficKind.Redacted;
        }

        return scenario.GetProperty("api").GetString() == "vertex" ? TrafficKind.Vertex : TrafficKind.Gemini;
    }

    private static byte[]? ReadBody(JsonElement response) =>
        response.Property("bodyText") is { } text ? Encoding.UTF8.GetBytes(text.GetString()!)
        : response.Property("bodyBase64") is { } base64 ? base64.GetBytesFromBase64()
        : null;

    private static Dictionary<string, string> ReadHeaders(JsonElement response) =>
        response.Property("headers") is { ValueKind: JsonValueKind.Object } headers
            ? headers.EnumerateObject()
                .Where(header => header.Value.ValueKind == JsonValueKind.String)
                .ToDictionary(header => header.Name, header => header.Value.GetString()!, StringComparer.OrdinalIgnoreCase)
            : [];

    [GeneratedRegex(@"/models/(?<model>[^/:]+):(?<method>generateContent|streamGenerateContent)(\?|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GenerateContentPath();
}
