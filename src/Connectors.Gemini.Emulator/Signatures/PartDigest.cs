using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Connectors.Gemini.Emulator.Messages;

namespace Connectors.Gemini.Emulator.Signatures;

/// <summary>
/// Feeds a part's value into a hash, so that parts that mean the same give the same: names in either spelling, members in any order, numbers in
/// any notation, base64 in either alphabet, nulls and empty objects of arguments left out or not.
/// </summary>
internal static class PartDigest
{
    private static readonly HashSet<string> Siblings = new(StringComparer.Ordinal)
    {
        "thoughtSignature", "thought_signature", "videoMetadata", "video_metadata", "mediaResolution", "media_resolution",
        "mediaProcessing", "media_processing", "speechMetadata", "speech_metadata", "partMetadata", "part_metadata",
    };

    public static void Append(IncrementalHash hash, JsonElement part) => AppendObject(hash, part, isMessage: true, isPart: true);

    private static void AppendObject(IncrementalHash hash, JsonElement value, bool isMessage, bool isPart = false)
    {
        var members = value.EnumerateObject()
            .Where(member => !(isMessage && IsDefault(member.Value)) && !(isPart && Siblings.Contains(member.Name)))
            .Select(member => (Name: isMessage ? JsonFields.SnakeCase(member.Name) : member.Name, member.Value))
            .OrderBy(member => member.Name, StringComparer.Ordinal);
        Write(hash, "{");
        foreach (var (name, member) in members)
        {
            Write(hash, $"{name.Length}:{name}=");
            // Arguments and results are the user's own JSON: their names have one spelling.
            AppendValue(hash, member, isMessage && name is not ("args" or "response"), isBytes: isMessage && name is "data");
        }

        Write(hash, "}");
    }

    private static void AppendValue(IncrementalHash hash, JsonElement value, bool isMessage, bool isBytes)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                AppendObject(hash, value, isMessage);
                break;
            case JsonValueKind.Array:
                Write(hash, "[");
                foreach (var item in value.EnumerateArray())
                {
                    AppendValue(hash, item, isMessage, isBytes: false);
                }

                Write(hash, "]");
                break;
            case JsonValueKind.String when isBytes && Base64Text.Decode(value.GetString()!) is { } bytes:
                Write(hash, $"b{bytes.Length}:");
                hash.AppendData(bytes);
                break;
            case JsonValueKind.String:
                var text = value.GetString()!;
                Write(hash, $"s{text.Length}:{text}");
                break;
            case JsonValueKind.Number:
                Write(hash, "n" + NumberText(value) + ";");
                break;
            default:
                Write(hash, value.GetRawText() + ";");
                break;
        }
    }

    // Proto3 leaves defaults out, clients may write them. The empty text is a payload and stays.
    private static bool IsDefault(JsonElement value) =>
        value.ValueKind is JsonValueKind.Null or JsonValueKind.False
        || (value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().Any());

    private static string NumberText(JsonElement value) =>
        value.GetDouble().ToString("R", CultureInfo.InvariantCulture);

    private static void Write(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));
}
