using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Connectors.Gemini.Wire;

/// <summary>How a whole message goes into JSON and comes out of it: by generated code, or by hand where the first call must not wait for its metadata (see <see cref="WireFormats"/>).</summary>
internal abstract class MessageFormat<T>
    where T : notnull
{
    public static implicit operator MessageFormat<T>(JsonTypeInfo<T> typeInfo) => new GeneratedFormat<T>(typeInfo);

    /// <summary>Reads the message that the bytes hold; <see langword="null"/> for the JSON null.</summary>
    /// <exception cref="JsonException">They hold something else, or more.</exception>
    internal T? Read(ReadOnlySpan<byte> json) =>
        // Looked at once as a whole: the reader looks string by string, and keeps the buffers that it rented for one that is no text.
        Utf8.IsValid(json) ? ReadText(json) : throw new JsonException("The JSON is not UTF-8.");

    internal abstract void Write(Utf8JsonWriter writer, T message);

    protected abstract T? ReadText(ReadOnlySpan<byte> json);
}

/// <summary>A message of generated metadata.</summary>
internal sealed class GeneratedFormat<T>(JsonTypeInfo<T> typeInfo) : MessageFormat<T>
    where T : notnull
{
    internal override void Write(Utf8JsonWriter writer, T message) => JsonSerializer.Serialize(writer, message, typeInfo);

    protected override T? ReadText(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, typeInfo);
}

/// <summary>A message that is read and written by hand, without the serializer: neither its options nor its metadata are made.</summary>
internal sealed class HandWrittenFormat<T>(MessageConverter<T> converter) : MessageFormat<T>
    where T : GeminiMessage
{
    internal override void Write(Utf8JsonWriter writer, T message) => converter.Write(writer, message);

    protected override T? ReadText(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, WireJson.ReaderOptions);
            reader.Read();
            var message = converter.Read(ref reader);
            // Throws where anything but white space follows.
            reader.Read();
            return message;
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            // What the reader says of a string that is no text, as the serializer would say it.
            throw new JsonException(e.Message, e);
        }
    }
}

/// <summary>The messages of the first call of nearly every program.</summary>
internal static class WireFormats
{
    internal static HandWrittenFormat<GenerateContentRequest> GenerateContentRequest { get; } = new(new GenerateContentRequestConverter());

    internal static HandWrittenFormat<GenerateContentResponse> GenerateContentResponse { get; } = new(new GenerateContentResponseConverter());
}
