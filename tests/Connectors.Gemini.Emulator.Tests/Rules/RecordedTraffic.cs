using System.Text.Json;

namespace Connectors.Gemini.Emulator.Tests.Rules;

/// <summary>Recorded requests of generateContent, streamGenerateContent, countTokens and computeTokens with the service's verdict.</summary>
public static class RecordedTraffic
{
    private static readonly string[] Methods = ["generateContent", "streamGenerateContent", "countTokens", "computeTokens"];

    /// <summary>Null where there is no recorded traffic on this machine.</summary>
    public static string? Folder { get; } = FindFolder();

    public static IEnumerable<RecordedRequest> Requests()
    {
        foreach (var file in Directory.EnumerateFiles(Folder!, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (Path.GetDirectoryName(file) == Folder)
            {
                continue;
            }

            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            var name = Path.GetRelativePath(Folder!, file).Replace('\\', '/');
            var isVertex = document.RootElement.GetProperty("api").GetString() == "vertex";
            var index = -1;
            foreach (var exchange in document.RootElement.GetProperty("exchanges").EnumerateArray())
            {
                index++;
                if (Read(exchange, isVertex) is { } request)
                {
                    yield return request with { Name = $"{name}#{index}" };
                }
            }
        }
    }

    private static RecordedRequest? Read(JsonElement exchange, bool isVertex)
    {
        var request = exchange.GetProperty("request");
        var path = request.GetProperty("path").GetString()!;
        var resource = path.Split('?')[0];
        var method = resource[(resource.LastIndexOf(':') + 1)..];
        if (!Methods.Contains(method, StringComparer.Ordinal))
        {
            return null;
        }

        if (request.TryGetProperty("recorded", out var recorded) && recorded.ValueKind == JsonValueKind.False)
        {
            return null;
        }

        var response = exchange.GetProperty("response");
        var status = response.GetProperty("status").GetInt32();
        string? message = null, statusName = null;
        if (status >= 400)
        {
            using var body = JsonDocument.Parse(response.GetProperty("bodyText").GetString()!);
            var error = body.RootElement.GetProperty("error");
            message = error.GetProperty("message").GetString();
            statusName = error.GetProperty("status").GetString();
        }

        return new RecordedRequest(
            "",
            method,
            new EmulatorRequest
            {
                Method = request.GetProperty("method").GetString()!,
                PathAndQuery = path,
                Body = request.TryGetProperty("json", out var json) ? json.Clone() : null,
                IsVertex = isVertex,
            },
            status,
            statusName,
            message);
    }

    private static string? FindFolder()
    {
        if (Environment.GetEnvironmentVariable("GEMINI_TRAFFIC") is { Length: > 0 } configured)
        {
            return configured;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "traffic");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}

/// <summary>A recorded request and what the service said to it.</summary>
public sealed record RecordedRequest(string Name, string Method, EmulatorRequest Request, int Status, string? StatusName, string? Message);
