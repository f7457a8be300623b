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

        var hash = 0u;
        foreach (var b in reader.ValueSpan)
        {
            hash = (hash * 31) + b;
        }

        ref var place = ref Table[hash % (uint)Table.Length];
        return place is { } known && reader.ValueTextEquals(known) ? known : place = reader.GetString()!;
    }
}
