using System.Buffers.Binary;
using System.Text.Json;

namespace Connectors.Gemini.Wire;

/// <summary>
/// Short strings that come again and again (the model, the id of a streamed answer) are made once. A small table for all streams: a string that loses its
/// place to another is made anew, and two threads that write the same place only cost one of them its saving.
/// </summary>
internal static class RepeatedStrings
{
    private const int MaxLength = 64;

    private static readonly string?[] Table = new string?[256];

    internal static string Read(ref Utf8JsonReader reader)
    {
        if (reader.HasValueSequence || reader.ValueIsEscaped || reader.ValueSpan.Length > MaxLength)
        {
            return reader.GetString()!;
        }

        ref var place = ref Table[Place(reader.ValueSpan)];
        return place is { } known && reader.ValueTextEquals(known) ? known : place = reader.GetString()!;
    }

    // The ends tell ids apart well enough; a byte at a time would cost as much as the reading.
    private static int Place(ReadOnlySpan<byte> text)
    {
        var ends = text.Length < sizeof(uint) ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(text) + (31 * BinaryPrimitives.ReadUInt32LittleEndian(text[^sizeof(uint)..]));
        return (int)((ends ^ (ends >> 16) ^ (uint)text.Length) % (uint)Table.Length);
    }
}
