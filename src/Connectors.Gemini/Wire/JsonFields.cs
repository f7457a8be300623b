using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Connectors.Gemini.Wire;

/// <summary>The values of fields, as <see cref="WireJson"/>'s options would read and write them: null is absent, numbers may stand in strings. A reader stands on the field's name.</summary>
internal static class JsonFields
{
    private const NumberStyles InString = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    internal static string? NextString(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Null => null,
            _ => throw Unexpected(reader.TokenType, "a string"),
        };
    }

    /// <summary>A string that comes again in each event of a stream.</summary>
    internal static string? NextRepeatedString(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.String => RepeatedStrings.Read(ref reader),
            JsonTokenType.Null => null,
            _ => throw Unexpected(reader.TokenType, "a string"),
        };
    }

    internal static bool? NextBoolean(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.Null => null,
            _ => throw Unexpected(reader.TokenType, "a boolean"),
        };
    }

    internal static int? NextInt32(this ref Utf8JsonReader reader)
    {
        reader.Read();
        int number;
        return reader.TokenType switch
        {
            JsonTokenType.Number when reader.TryGetInt32(out number) => number,
            JsonTokenType.String when int.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) => number,
            JsonTokenType.Null => null,
            _ => throw Unexpected(reader.TokenType, "a whole number"),
        };
    }

    internal static double? NextDouble(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : reader.ReadDouble();
    }

    /// <summary>The number that the reader stands on. One that is too large for a double would be read as infinity, which no JSON can hold again.</summary>
    internal static double ReadDouble(this ref Utf8JsonReader reader)
    {
        double number;
        return reader.TokenType switch
        {
            JsonTokenType.Number when reader.TryGetDouble(out number) && double.IsFinite(number) => number,
            JsonTokenType.String when double.TryParse(reader.GetString(), InString, CultureInfo.InvariantCulture, out number) && double.IsFinite(number) => number,
            _ => throw Unexpected(reader.TokenType, "a number"),
        };
    }

    internal static T? NextEnum<T>(this ref Utf8JsonReader reader)
        where T : struct, IOpenEnum<T>
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : OpenEnumConverter<T>.Read(ref reader);
    }

    internal static JsonElement? NextJson(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : JsonText.ReadElement(ref reader);
    }

    /// <summary>A value whose type is generated: what is rare.</summary>
    internal static T? NextValue<T>(this ref Utf8JsonReader reader)
        where T : class
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : ReceivedJson.Outside(JsonText.ReadElement(ref reader), Generated<T>());
    }

    internal static void WriteField(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    internal static void WriteField(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } flag)
        {
            writer.WriteBoolean(name, flag);
        }
    }

    internal static void WriteField(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, int? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    internal static void WriteField(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    internal static void WriteField(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, JsonElement? value)
    {
        if (value is not { } element)
        {
            return;
        }

        writer.WritePropertyName(name);
        if (element.ValueKind == JsonValueKind.Undefined)
        {
            writer.WriteNullValue();
        }
        else
        {
            element.WriteTo(writer);
        }
    }

    internal static void WriteEnumField<T>(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, T? value)
        where T : struct, IOpenEnum<T>
    {
        if (value is { } known)
        {
            writer.WriteString(name, known.Value ?? "");
        }
    }

    /// <summary>A value whose type is generated: what is rare.</summary>
    internal static void WriteValueField<T>(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, T? value)
        where T : class
    {
        if (value is null)
        {
            return;
        }

        writer.WritePropertyName(name);
        JsonSerializer.Serialize(writer, value, Generated<T>());
    }

    private static JsonTypeInfo<T> Generated<T>() => (JsonTypeInfo<T>)WireJson.Instance.Options.GetTypeInfo(typeof(T));

    private static JsonException Unexpected(JsonTokenType found, string expected) => new($"{found} was found where {expected} was expected.");
}
