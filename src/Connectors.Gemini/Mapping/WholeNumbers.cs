using System.Globalization;
using System.Text.Json;

namespace Connectors.Gemini.Mapping;

/// <summary>Models write <c>3.0</c> where a schema says integer, and .NET's binder refuses it for an <see cref="int"/>. The value stays the same number.</summary>
internal static class WholeNumbers
{
    internal static JsonElement Repair(JsonElement value, JsonElement schema) =>
        value.ValueKind == JsonValueKind.Number
        && !value.TryGetInt64(out _)
        && IsInteger(schema)
        && value.TryGetDecimal(out var number)
        && number == decimal.Truncate(number)
            ? JsonElement.Parse(decimal.Truncate(number).ToString(CultureInfo.InvariantCulture))
            : value;

    private static bool IsInteger(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("type", out var type))
        {
            return false;
        }

        return type.ValueKind switch
        {
            JsonValueKind.String => type.ValueEquals("integer"),
            JsonValueKind.Array => type.EnumerateArray().Any(static t => t.ValueKind == JsonValueKind.String && t.ValueEquals("integer"))
                && !type.EnumerateArray().Any(static t => t.ValueKind == JsonValueKind.String && t.ValueEquals("number")),
            _ => false,
        };
    }
}
