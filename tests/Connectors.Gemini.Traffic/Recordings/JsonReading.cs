using System.Text.Json;

namespace Connectors.Gemini.Traffic;

/// <summary>Reads JSON in which every member may be absent or null.</summary>
internal static class JsonReading
{
    private static readonly JsonDocumentOptions AsDeepAsAnswers = new() { MaxDepth = 512 };

    public static JsonElement? Property(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    public static JsonElement? Property(this JsonElement? element, string name) => element?.Property(name);

    public static IEnumerable<JsonElement> Items(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    public static string? Text(this JsonElement? element) => element is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>An int64 comes as a number or as a string.</summary>
    public static long? Number(this JsonElement? element) => element?.ValueKind switch
    {
        JsonValueKind.Number => element.Value.GetInt64(),
        JsonValueKind.String => long.Parse(element.Value.GetString()!, System.Globalization.CultureInfo.InvariantCulture),
        _ => null,
    };

    public static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json, AsDeepAsAnswers);
        return document.RootElement.Clone();
    }
}
