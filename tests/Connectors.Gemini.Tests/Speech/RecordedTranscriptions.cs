using System.Text.Json;
using Connectors.Gemini.Tests.Recorded;

namespace Connectors.Gemini.Tests.Speech;

/// <summary>Recorded requests with audio alone that were answered with its words.</summary>
internal static class RecordedTranscriptions
{
    public static IEnumerable<(string Name, JsonElement Request, string Response)> All()
    {
        foreach (var file in Directory.EnumerateFiles(SharedRecordings.Folder("traffic"), "*transcription*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var exchange in document.RootElement.GetProperty("exchanges").EnumerateArray())
            {
                var request = exchange.GetProperty("request");
                if (request.TryGetProperty("json", out var json) && json.TryGetProperty("contents", out _) && exchange.GetProperty("response").GetProperty("status").GetInt32() == 200
                    && request.GetProperty("path").GetString()!.Contains(":generateContent", StringComparison.Ordinal))
                {
                    yield return (Path.GetFileName(file), json.Clone(), exchange.GetProperty("response").GetProperty("bodyText").GetString()!);
                }
            }
        }
    }

    /// <summary>The words of an answer, without thoughts.</summary>
    public static string Text(JsonElement response) => string.Concat(response.GetProperty("candidates")[0].GetProperty("content").GetProperty("parts").EnumerateArray()
        .Where(part => !(part.TryGetProperty("thought", out var thought) && thought.GetBoolean()))
        .Select(part => part.TryGetProperty("text", out var text) ? text.GetString() : null));
}
