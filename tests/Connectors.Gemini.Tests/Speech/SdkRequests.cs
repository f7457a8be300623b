using System.Text.Json;

namespace Connectors.Gemini.Tests.Speech;

/// <summary>What Google's own JavaScript SDK sends, recorded beside the traffic.</summary>
internal static class SdkRequests
{
    /// <summary>The bodies of a scenario's requests. Where there are no recordings, the test is skipped.</summary>
    public static List<JsonElement> Of(string scenario)
    {
        var folder = Environment.GetEnvironmentVariable("GEMINI_TRAFFIC") is { Length: > 0 } traffic ? Directory.GetParent(traffic.TrimEnd('/'))!.FullName : FindShared();
        Assert.SkipWhen(folder is null, "No recorded requests: neither a folder shared/sdk-requests above the test nor GEMINI_TRAFFIC.");
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder!, "sdk-requests", scenario + ".json")));
        return [.. document.RootElement.GetProperty("exchanges").EnumerateArray().Select(exchange => exchange.GetProperty("request").GetProperty("json").Clone())];
    }

    private static string? FindShared()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "shared", "sdk-requests")))
            {
                return Path.Combine(folder.FullName, "shared");
            }
        }

        return null;
    }
}
