using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connectors.Gemini.Wire;

/// <summary>Reads an open enum from its name, or from its protobuf number (<c>$alt=json;enum-encoding=int</c>), and writes its name. Known names allocate nothing.</summary>
internal sealed class OpenEnumConverter<T> : JsonConverter<T>
    where T : struct, IOpenEnum<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return reader.TryGetInt32(out var number) && number >= 0 && number < T.Known.Count
                ? T.Known[number]
                : T.Create(reader.GetDouble().ToString(CultureInfo.InvariantCulture));
        }

        foreach (var known in T.Known)
        {
            if (reader.ValueTextEquals(known.Value))
                return known;
        }

        return T.Create(reader.GetString() ?? "");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value ?? "");
}
