using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connectors.Gemini.SemanticKernel.Settings;

/// <summary>
/// Reads a setting's value, which is a .NET value where code set it, a <see cref="JsonElement"/> where it came from JSON, and made of strings, lists and dictionaries where it came from YAML.
/// A method gives <see langword="null"/> where the value is of another kind.
/// </summary>
internal static class SettingValue
{
    internal static string? AsString(object? value) => Scalar(value);

    internal static int? AsInt32(object? value) => AsDouble(value) is { } number && number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue ? (int)number : null;

    internal static double? AsDouble(object? value) => value switch
    {
        double number => number,
        int number => number,
        bool => null,
        _ => double.TryParse(Scalar(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
    };

    internal static bool? AsBoolean(object? value) => value is bool flag ? flag : bool.TryParse(Scalar(value), out var parsed) ? parsed : null;

    internal static IReadOnlyList<string>? AsStrings(object? value)
    {
        if (AsJson(value) is not { ValueKind: JsonValueKind.Array } array)
        {
            return null;
        }

        var strings = new List<string>(array.GetArrayLength());
        foreach (var item in array.EnumerateArray())
        {
            if (Scalar(item) is not { } text)
            {
                return null;
            }

            strings.Add(text);
        }

        return strings.AsReadOnly();
    }

    internal static JsonElement? AsObject(object? value) => AsJson(value) is { ValueKind: JsonValueKind.Object } element ? element : null;

    /// <summary>The value as JSON; <see langword="null"/> for a .NET value that has none.</summary>
    internal static JsonElement? AsJson(object? value) => value switch
    {
        JsonElement element => element,
        JsonDocument document => document.RootElement,
        _ => ToNode(value) is { } node ? JsonElement.Parse(node.ToJsonString()) : null,
    };

    private static JsonNode? ToNode(object? value)
    {
        switch (value)
        {
            case null:
                return null;
            case JsonNode node:
                return node.DeepClone();
            case JsonElement or string or bool or int or long or double or float:
                return Primitive(value);
            case IDictionary dictionary:
                var obj = new JsonObject();
                foreach (DictionaryEntry entry in dictionary)
                {
                    obj[entry.Key.ToString()!] = ToNode(entry.Value);
                }

                return obj;
            case IEnumerable items:
                var array = new JsonArray();
                foreach (var item in items)
                {
                    array.Add(ToNode(item));
                }

                return array;
            default:
                return null;
        }
    }

    private static JsonNode? Primitive(object value) => value switch
    {
        JsonElement { ValueKind: JsonValueKind.Object } element => JsonObject.Create(element),
        JsonElement { ValueKind: JsonValueKind.Array } element => JsonArray.Create(element),
        JsonElement element => JsonValue.Create(element),
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        _ => JsonValue.Create((float)value),
    };

    private static string? Scalar(object? value) => value switch
    {
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } element => element.GetString(),
        JsonElement { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } element => element.GetRawText(),
        JsonValue node => Scalar(JsonElement.Parse(node.ToJsonString())),
        int or long or float or double or decimal => ((IFormattable)value).ToString(format: null, CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => null,
    };
}
