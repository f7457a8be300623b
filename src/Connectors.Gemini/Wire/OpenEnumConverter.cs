using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connectors.Gemini.Wire;

/// <summary>Reads an open enum from its name, or from its protobuf number (<c>$alt=json;enum-encoding=int</c>), and writes its name. Known names allocate nothing.</summary>
internal sealed class OpenEnumConverter<T> : JsonConverter<T>
    where T : struct, IOpenEnum<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value ?? "");

    internal static T Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return reader.TryGetInt32(out var number) && number >= 0 && number < T.Known.Count
                ? T.Known[number]
                : T.Create(reader.GetDouble().ToString(CultureInfo.InvariantCulture));
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException($"{reader.TokenType} was found where an enum's name was expected.");
        }

        var knownValues = T.Known;
        for (var i = 0; i < knownValues.Count; i++)
        {
            if (reader.ValueTextEquals(knownValues[i].Value))
            {
                return knownValues[i];
            }
        }

        return T.Create(reader.GetString() ?? "");
    }
}
