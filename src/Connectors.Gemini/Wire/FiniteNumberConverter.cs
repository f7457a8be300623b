using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connectors.Gemini.Wire;

/// <summary>The numbers of generated messages, read as those of the messages that are read by hand.</summary>
internal sealed class FiniteNumberConverter : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.ReadDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
