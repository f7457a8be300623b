using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Mapping;

/// <summary>Reads <c>AdditionalProperties</c>, whose values are <see cref="JsonElement"/>s once they went through JSON. A value of another type counts as absent.</summary>
internal static class AdditionalPropertiesReading
{
    /// <summary>Sets an entry, or removes it where there is no value.</summary>
    /// <returns>The dictionary: a new one where there was none and there is something to keep.</returns>
    internal static AdditionalPropertiesDictionary? With(this AdditionalPropertiesDictionary? properties, string key, object? value)
    {
        if (value is null)
        {
            properties?.Remove(key);
        }
        else
        {
            (properties ??= [])[key] = value;
        }

        return properties;
    }

    internal static string? GetString(this AdditionalPropertiesDictionary? properties, string key) =>
        properties.TryGet(key, out var value)
            ? value switch
            {
                string text => text,
                JsonElement { ValueKind: JsonValueKind.String } element => element.GetString(),
                _ => null,
            }
            : null;

    internal static int? GetInt32(this AdditionalPropertiesDictionary? properties, string key) =>
        properties.TryGet(key, out var value)
            ? value switch
            {
                int number => number,
                long number when number is >= int.MinValue and <= int.MaxValue => (int)number,
                JsonElement { ValueKind: JsonValueKind.Number } element when element.TryGetInt32(out var number) => number,
                _ => null,
            }
            : null;

    internal static double? GetDouble(this AdditionalPropertiesDictionary? properties, string key) =>
        properties.TryGet(key, out var value)
            ? value switch
            {
                double number => number,
                int number => number,
                JsonElement { ValueKind: JsonValueKind.Number } element => element.GetDouble(),
                _ => null,
            }
            : null;

    internal static bool? GetBoolean(this AdditionalPropertiesDictionary? properties, string key) =>
        properties.TryGet(key, out var value)
            ? value switch
            {
                bool flag => flag,
                JsonElement { ValueKind: JsonValueKind.True } => true,
                JsonElement { ValueKind: JsonValueKind.False } => false,
                _ => null,
            }
            : null;

    internal static JsonElement? GetJson(this AdditionalPropertiesDictionary? properties, string key) =>
        properties.TryGet(key, out var value) && value is JsonElement element ? element : null;

    internal static IReadOnlyList<string>? GetStrings(this AdditionalPropertiesDictionary? properties, string key) =>
        properties.TryGet(key, out var value)
            ? value switch
            {
                IEnumerable<string> texts => [.. texts],
                JsonElement { ValueKind: JsonValueKind.Array } element => [.. element.EnumerateArray().Select(static e => e.ToString())],
                _ => null,
            }
            : null;

    /// <summary>The texts of a JSON object by their names, in its order.</summary>
    internal static IReadOnlyDictionary<string, string>? GetNamedStrings(this AdditionalPropertiesDictionary? properties, string key) =>
        properties.GetJson(key) is { ValueKind: JsonValueKind.Object } element
            ? element.EnumerateObject().ToDictionary(static property => property.Name, static property => property.Value.ToString(), StringComparer.Ordinal)
            : null;

    private static bool TryGet(this AdditionalPropertiesDictionary? properties, string key, [NotNullWhen(true)] out object? value)
    {
        value = null;
        return properties is not null && properties.TryGetValue(key, out value) && value is not null;
    }
}
