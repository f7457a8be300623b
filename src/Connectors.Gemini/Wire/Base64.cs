using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace Connectors.Gemini.Wire;

/// <summary>Bytes as base64. Reads the standard and the URL-safe alphabet, with or without padding, straight from UTF-8; writes the standard one.</summary>
internal static class Base64
{
    /// <summary>Reads the bytes of the field whose name the reader stands on.</summary>
    internal static ReadOnlyMemory<byte>? ReadNext(ref Utf8JsonReader reader)
    {
        reader.Read();
        // Without the cast null would be an empty array: ReadOnlyMemory converts from arrays.
        return reader.TokenType == JsonTokenType.Null ? (ReadOnlyMemory<byte>?)null : Read(ref reader);
    }

    /// <summary>Reads the bytes of the text that the reader stands on.</summary>
    internal static ReadOnlyMemory<byte> Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException("Base64 text was expected.");
        }

        return ReceivedJson.Current?.TakenOutOf(reader.TokenStartIndex) is { } taken
            ? taken.Read(Decode(ref reader).Span)
            : Decode(ref reader);
    }

    /// <summary>Writes the bytes, or leaves them to whoever sends the JSON, where they are many.</summary>
    internal static void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> bytes)
    {
        if (JsonPieces.Current is { } pieces && bytes.Length >= JsonPieces.MinimumLeftOut)
        {
            pieces.LeaveOut(writer, bytes);
        }
        else
        {
            writer.WriteBase64StringValue(bytes.Span);
        }
    }

    private static ReadOnlyMemory<byte> Decode(ref Utf8JsonReader reader)
    {
        if (reader.TryGetBytesFromBase64(out var standard))
        {
            return standard;
        }

        var length = reader.HasValueSequence ? checked((int)reader.ValueSequence.Length) : reader.ValueSpan.Length;
        var text = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var urlSafe = text.AsSpan(0, reader.CopyString(text));
            // The standard alphabet without padding is read here as well, and so is a mixture.
            urlSafe.Replace((byte)'+', (byte)'-');
            urlSafe.Replace((byte)'/', (byte)'_');
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
}
