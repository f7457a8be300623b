using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.SemanticKernel.Settings;

/// <summary>Takes settings out of additional properties, each as the kind of value that it must be.</summary>
internal sealed class Taken(AdditionalPropertiesDictionary properties)
{
    internal string? String(string key) => Take(key, static value => SettingValue.AsString(value), "text");

    internal int? Int32(string key) => Take(key, static value => SettingValue.AsInt32(value), "a whole number");

    internal double? Double(string key) => Take(key, static value => SettingValue.AsDouble(value), "a number");

    internal bool? Boolean(string key) => Take(key, static value => SettingValue.AsBoolean(value), "true or false");

    internal IReadOnlyList<string>? Strings(string key) => Take(key, static value => SettingValue.AsStrings(value), "a list of texts");

    internal JsonElement? Object(string key) => Take(key, static value => SettingValue.AsObject(value), "an object");

    internal JsonElement? Array(string key) =>
        Take<JsonElement?>(key, static value => SettingValue.AsJson(value) is { ValueKind: JsonValueKind.Array } array ? array : null, "a list");

    internal JsonElement? Schema(string key) =>
        Take<JsonElement?>(key, static value => ResponseSchema.From(value) is { ValueKind: JsonValueKind.Object } schema ? schema : null, "a type or a schema as a JSON object");

    /// <summary>A response format that Semantic Kernel itself did not read.</summary>
    internal ChatResponseFormat? Format(string key) => Take(key, Format, "\"text\", \"json_object\", a type or a schema");

    internal static ArgumentException Wrong(string key, string? value, string wanted) =>
        new($"The setting '{key}' is {value ?? "null"}; it must be {wanted}.");

    private static ChatResponseFormat? Format(object value) => value switch
    {
        ChatResponseFormat format => format,
        Type type => ChatResponseFormat.ForJsonSchema(ResponseSchema.From(type)),
        _ => SettingValue.AsString(value) switch
        {
            "text" => ChatResponseFormat.Text,
            "json_object" or "application/json" => ChatResponseFormat.Json,
            null when SettingValue.AsObject(value) is { } schema => ChatResponseFormat.ForJsonSchema(schema),
            _ => null,
        },
    };

    private T? Take<T>(string key, Func<object, T?> read, string wanted)
    {
        if (!properties.TryGetValue(key, out var value))
        {
            return default;
        }

        properties.Remove(key);
        // What is written as null in JSON or YAML is not set.
        if (value is null or JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined })
        {
            return default;
        }

        return read(value) is { } result ? result : throw Wrong(key, SettingValue.AsJson(value)?.GetRawText() ?? value.GetType().ToString(), wanted);
    }
}
