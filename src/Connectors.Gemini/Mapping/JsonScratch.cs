using System.Buffers;
using System.Text.Json;
using Connectors.Gemini.Wire;

namespace Connectors.Gemini.Mapping;

/// <summary>Makes JSON elements through one writer per thread, whose buffer is used again.</summary>
internal static class JsonScratch
{
    /// <summary>A buffer that grew beyond this is not kept.</summary>
    private const int MaxKept = 64 * 1024;

    /// <summary>What the service sent can be sent back.</summary>
    private static readonly JsonDocumentOptions AsDeepAsTheWire = new() { MaxDepth = WireJson.MaxDepth };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    internal static JsonElement Write<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        // Taken away while in use: what is written may be a value whose own converter comes here again.
        var buffer = _buffer ?? new ArrayBufferWriter<byte>(1024);
        var writer = _writer ?? new Utf8JsonWriter(buffer);
        (_buffer, _writer) = (null, null);
        write(writer, state);
        writer.Flush();
        var element = JsonElement.Parse(buffer.WrittenSpan, AsDeepAsTheWire);
        if (buffer.Capacity <= MaxKept)
        {
            buffer.ResetWrittenCount();
            writer.Reset();
            (_buffer, _writer) = (buffer, writer);
        }

        return element;
    }
}
