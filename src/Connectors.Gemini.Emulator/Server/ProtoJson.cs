using System.Text.Json;

namespace Connectors.Gemini.Emulator.Server;

/// <summary>Reads the service's JSON, which takes every field in lowerCamelCase and in snake_case.</summary>
internal static class ProtoJson
{
    /// <summary>The field's value; undefined where it is absent, null, or where this is no object.</summary>
    public static JsonElement Field(this JsonElement json, string camelName)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return default;
        }

        if (!json.TryGetProperty(camelName, out var value) && !json.TryGetProperty(JsonNamingPolicy.SnakeCaseLower.ConvertName(camelName), out value))
        {
            return default;
        }

        return value.ValueKind == JsonValueKind.Null ? default : value;
    }

    public static IEnumerable<JsonElement> Items(this JsonElement json) => json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : [];

    public static IEnumerable<JsonProperty> Members(this JsonElement json) => json.ValueKind == JsonValueKind.Object ? json.EnumerateObject() : [];

    public static string? Text(this JsonElement json) => json.ValueKind == JsonValueKind.String ? json.GetString() : null;

    public static int? Int(this JsonElement json) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out var number) && number is >= int.MinValue and <= int.MaxValue ? (int)number : null;

    public static bool IsTrue(this JsonElement json) => json.ValueKind == JsonValueKind.True;

    public static bool Exists(this JsonElement json) => json.ValueKind != JsonValueKind.Undefined;
}
