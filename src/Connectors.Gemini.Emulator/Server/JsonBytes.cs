using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connectors.Gemini.Emulator.Server;

/// <summary>JSON as the service writes it: UTF-8 with every character outside ASCII as it is; bodies indented, events on one line.</summary>
internal static class JsonBytes
{
    public static byte[] Compact(JsonNode node) => Write(node, indented: false);

    public static byte[] Pretty(JsonNode node) => Write(node, indented: true);

    private static byte[] Write(JsonNode node, bool indented)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions { Indented = indented, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            node.WriteTo(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
