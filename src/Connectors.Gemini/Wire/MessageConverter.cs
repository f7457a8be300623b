using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connectors.Gemini.Wire;

/// <summary>
/// Reads and writes a message of the hot paths by hand: generated metadata costs their allocations and, above all, their compilation at the first call.
/// Rare messages stay generated and are reached through <see cref="JsonFields"/> only when they occur.
/// </summary>
/// <remarks>A member that its converter does not list is kept among the unknown fields when read and lost when written; a test compares members and converters.</remarks>
internal abstract class MessageConverter<T> : JsonConverter<T>
    where T : GeminiMessage
{
    public sealed override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public sealed override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => Write(writer, value);

    /// <summary>Reads the message that the reader stands on.</summary>
    internal T? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"An object was expected for {typeof(T).Name}, not {reader.TokenType}.");
        }

        var message = Create();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!ReadField(ref reader, message))
            {
                ReadUnknown(ref reader, message);
            }
        }

        return message;
    }

    /// <summary>Reads the message of the field whose name the reader stands on.</summary>
    internal T? ReadNext(ref Utf8JsonReader reader)
    {
        reader.Read();
        return Read(ref reader);
    }

    /// <summary>Reads the list of messages of the field whose name the reader stands on.</summary>
    internal List<T>? ReadNextList(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException($"A list was expected of {typeof(T).Name}, not {reader.TokenType}.");
        }
        // Nearly every list of an answer has one element.
        var list = new List<T>(1);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            // The service has no null in its lists; what reads them need not expect one.
            if (Read(ref reader) is { } message)
            {
                list.Add(message);
            }
        }

        return list;
    }

    internal void Write(Utf8JsonWriter writer, T? value)
    {
        if (value is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        WriteFields(writer, value);
        if (value.UnknownFields is { } unknown)
        {
            WriteUnknown(writer, unknown);
        }

        writer.WriteEndObject();
    }

    internal void WriteField(Utf8JsonWriter writer, ReadOnlySpan<byte> name, T? value)
    {
        if (value is null)
        {
            return;
        }

        writer.WritePropertyName(name);
        Write(writer, value);
    }

    internal void WriteField(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IList<T>? values)
    {
        if (values is null)
        {
            return;
        }

        writer.WriteStartArray(name);
        for (var i = 0; i < values.Count; i++)
        {
            Write(writer, values[i]);
        }

        writer.WriteEndArray();
    }

    /// <summary>A message without fields. <c>new T()</c> would look for the constructor each time.</summary>
    protected abstract T Create();

    /// <summary>Reads the field whose name the reader stands on, to its end; <see langword="false"/> for an unknown name, with the reader where it was.</summary>
    protected abstract bool ReadField(ref Utf8JsonReader reader, T message);

    /// <summary>Writes the fields that are set.</summary>
    protected abstract void WriteFields(Utf8JsonWriter writer, T message);

    private static void ReadUnknown(ref Utf8JsonReader reader, T message)
    {
        var name = reader.GetString()!;
        reader.Read();
        (message.UnknownFields ??= new Dictionary<string, JsonElement>())[name] = JsonText.ReadElement(ref reader);
    }

    private static void WriteUnknown(Utf8JsonWriter writer, IDictionary<string, JsonElement> fields)
    {
        foreach (var (name, element) in fields)
        {
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
    }
}
