using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connectors.Gemini.Wire;

/// <summary>Bytes as base64 text, decoded straight from UTF-8; many of them are encoded while they are sent.</summary>
internal sealed class BytesConverter : JsonConverter<ReadOnlyMemory<byte>>
{
    public override ReadOnlyMemory<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Base64.Read(ref reader);

    public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> value, JsonSerializerOptions options) => Base64.Write(writer, value);
}
