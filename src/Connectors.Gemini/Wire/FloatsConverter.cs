using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connectors.Gemini.Wire;

/// <summary>A vector of numbers, parsed from UTF-8 straight into an array of the right size: nothing in between is kept.</summary>
internal sealed class FloatsConverter : JsonConverter<ReadOnlyMemory<float>>
{
    // The largest vectors that the service makes have 3072 numbers: usually nothing grows.
    private const int UsualLength = 3072;

    public override ReadOnlyMemory<float> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("An array of numbers was expected.");
        }

        var numbers = ArrayPool<float>.Shared.Rent(UsualLength);
        var count = 0;
        try
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (count == numbers.Length)
                {
                    Grow(ref numbers);
                }

                numbers[count++] = reader.GetSingle();
            }

            return numbers.AsSpan(0, count).ToArray();
        }
        finally
        {
            ArrayPool<float>.Shared.Return(numbers);
        }
    }

    public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<float> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var number in value.Span)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
    }

    private static void Grow(ref float[] numbers)
    {
        var larger = ArrayPool<float>.Shared.Rent(numbers.Length * 2);
        numbers.CopyTo(larger.AsSpan());
        ArrayPool<float>.Shared.Return(numbers);
        numbers = larger;
    }
}
