using System.Text;
using System.Text.Json;

namespace Connectors.Gemini.Traffic;

/// <summary>
/// Reads the messages of a recorded body in the plainest way, whole and at once. It shares nothing with the connector, so that one
/// mistake cannot hide in both.
/// </summary>
internal static class RecordedBody
{
    private static readonly string[] LineEnds = ["\r\n", "\n", "\r"];

    public static IReadOnlyList<JsonElement> Messages(RecordedExchange exchange)
    {
        var text = Encoding.UTF8.GetString(exchange.Body).Trim();
        if (text.Length == 0)
        {
            return [];
        }

        if (text[0] is '[')
        {
            return [.. JsonReading.Parse(text).EnumerateArray()];
        }

        return text[0] is '{' ? [JsonReading.Parse(text)] : Events(text);
    }

    private static List<JsonElement> Events(string text)
    {
        List<JsonElement> messages = [];
        StringBuilder data = new();
        StringBuilder bare = new();
        foreach (var line in text.Split(LineEnds, StringSplitOptions.None).Append(string.Empty))
        {
            // An error in the middle of a stream can come as plain JSON over several lines, without "data:".
            if (bare.Length > 0 || line.StartsWith('{'))
            {
                bare.AppendLine(line);
            }
            else if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                data.AppendLine(line["data:".Length..]);
            }
            else if (line.Length == 0 && data.Length > 0)
            {
                Add(messages, data);
            }
        }

        if (bare.Length > 0)
        {
            Add(messages, bare);
        }

        return messages;
    }

    /// <summary>One event normally holds one message; a fixture with single line ends between its events holds all of them in one.</summary>
    private static void Add(List<JsonElement> messages, StringBuilder json)
    {
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(json.ToString()), new JsonReaderOptions { AllowMultipleValues = true });
        while (reader.Read())
        {
            messages.Add(JsonElement.ParseValue(ref reader));
        }

        json.Clear();
    }
}
