using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connectors.Gemini.Wire;

/// <summary>Bytes as base64. Reads the standard and the URL-safe alphabet, with or without padding, straight from UTF-8; writes the standard one.</summary>
internal sealed class Base64Converter : JsonConverter<ReadOnlyMemory<byte>?>
{
    public override ReadOnlyMemory<byte>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        if (reader.TryGetBytesFromBase64(out var standard))
            return standard;
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException("Base64 text was expected.");

        var length = reader.HasValueSequence ? checked((int)reader.ValueSequence.Length) : reader.ValueSpan.Length;
        var text = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var urlSafe = text.AsSpan(0, reader.CopyString(text));
            var bytes = new byte[Base64Url.GetMaxDecodedLength(urlSafe.Length)];
            return Base64Url.DecodeFromUtf8(urlSafe, bytes, out _, out var written) == OperationStatus.Done
                ? bytes.AsMemory(0, written)
                : throw new JsonException("The text is neither standard nor URL-safe base64.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text);
        }
    }

    public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte>? value, JsonSerializerOptions options)
    {
        if (value is { } bytes)
            writer.WriteBase64StringValue(bytes.Span);
        else
            writer.WriteNullValue();
    }
}
