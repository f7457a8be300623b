using System.Runtime.InteropServices;
using System.Text.Json;

namespace Connectors.Gemini.Traffic;

/// <summary>Where a member of an object, or an item of an array, stands in the bytes.</summary>
/// <param name="Owner">Where its object or array begins.</param>
/// <param name="Start">Where its name begins; of an item its value.</param>
/// <param name="Value">Where its value begins.</param>
/// <param name="End">Behind its value.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct JsonField(int Owner, int Start, int Value, int End)
{
    /// <summary>The fields of a JSON text; of one that is broken, those that are whole before the break.</summary>
    public static List<JsonField> Find(ReadOnlySpan<byte> json)
    {
        List<JsonField> fields = [];
        Stack<(int Owner, int Start, int Value)> open = [];
        var reader = new Utf8JsonReader(json);
        var name = -1;
        try
        {
            while (reader.Read())
            {
                var at = (int)reader.TokenStartIndex;
                var owner = open.TryPeek(out var parent) ? parent.Value : -1;
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        name = at;
                        continue;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        open.Push((owner, name < 0 ? at : name, at));
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        var closed = open.Pop();
                        if (closed.Owner >= 0)
                        {
                            fields.Add(new JsonField(closed.Owner, closed.Start, closed.Value, (int)reader.BytesConsumed));
                        }

                        break;
                    default:
                        if (owner >= 0)
                        {
                            fields.Add(new JsonField(owner, name < 0 ? at : name, at, (int)reader.BytesConsumed));
                        }

                        break;
                }

                name = -1;
            }
        }
        catch (JsonException)
        {
            // An earlier mutation broke it here; the fields before are good for another one.
        }

        return fields;
    }
}
