using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Connectors.Gemini.Emulator.Messages;

/// <summary>Reads fields as the service does: either spelling of a name, null as absent, one value where a list may stand.</summary>
internal static class JsonFields
{
    /// <summary>The field by its camelCase name or that name in snake_case; <see langword="null"/> where it is absent or null.</summary>
    public static JsonElement? Field(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
        {
            return value;
        }

        return element.TryGetProperty(SnakeCase(name), out value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    public static JsonElement? Field(this JsonElement? element, string name) => element?.Field(name);

    public static string? Text(this JsonElement element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static string? Text(this JsonElement? element, string name) => element?.Text(name);

    public static bool Flag(this JsonElement? element, string name) => element.Field(name) is { ValueKind: JsonValueKind.True };

    /// <summary>A number, also one that is written as a string.</summary>
    public static double? Number(this JsonElement? element, string name) => element.Field(name) switch
    {
        { ValueKind: JsonValueKind.Number } number => number.GetDouble(),
        { ValueKind: JsonValueKind.String } text when double.TryParse(text.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    /// <summary>The items of a list; a single value stands for a list of one, as the service takes it.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) => element.Field(name) switch
    {
        { ValueKind: JsonValueKind.Array } array => array.EnumerateArray(),
        { } single => [single],
        null => [],
    };

    public static IEnumerable<JsonElement> Items(this JsonElement? element, string name) => element is { } value ? value.Items(name) : [];

    /// <summary>An enum value in upper case, whatever the case in the request.</summary>
    public static string? EnumName(this JsonElement? element, string name) => element.Text(name)?.ToUpperInvariant();

    /// <summary><c>functionCallingConfig</c> as <c>function_calling_config</c>: the service's paths and the other spelling that it takes.</summary>
    public static string SnakeCase(string name)
    {
        if (!name.Any(char.IsAsciiLetterUpper))
        {
            return name;
        }

        var builder = new StringBuilder(name.Length + 4);
        foreach (var character in name)
        {
            if (char.IsAsciiLetterUpper(character))
            {
                builder.Append('_').Append(char.ToLowerInvariant(character));
            }
            else
            {
                builder.Append(character);
            }
        }

        return builder.ToString();
    }
}
