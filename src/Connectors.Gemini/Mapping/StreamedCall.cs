using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Wire;

namespace Connectors.Gemini.Mapping;

/// <summary>
/// A function call whose arguments arrive in pieces (Vertex AI): JSON paths with pieces of values. Pieces of a string for the same path are joined.
/// M.E.AI has no content for half a call, so the call is handed out when it is whole; the pieces are in the raw events.
/// </summary>
internal sealed class StreamedCall
{
    private readonly JsonObject _args = [];
    private readonly Dictionary<string, StringBuilder> _texts = new(StringComparer.Ordinal);

    internal StreamedCall(Part opening)
    {
        Part = new Part
        {
            ThoughtSignature = opening.ThoughtSignature,
            UnknownFields = opening.UnknownFields,
            FunctionCall = new FunctionCall { Id = opening.FunctionCall!.Id, Name = opening.FunctionCall.Name },
        };
        Add(opening);
    }

    private Part Part { get; }

    internal void Add(Part piece)
    {
        Part.ThoughtSignature ??= piece.ThoughtSignature;
        foreach (var arg in piece.FunctionCall?.PartialArgs ?? [])
        {
            Set(arg);
        }

        if (piece.FunctionCall?.Args is { ValueKind: JsonValueKind.Object } whole)
        {
            foreach (var property in whole.EnumerateObject())
            {
                _args[property.Name] = Node(property.Value);
            }
        }
    }

    internal Part Close()
    {
        foreach (var (path, text) in _texts)
        {
            Put(path, JsonValue.Create(text.ToString()));
        }

        Part.FunctionCall!.Args = JsonSerializer.SerializeToElement(_args, WireJson.Instance.JsonNode);
        return Part;
    }

    private void Set(PartialArg? arg)
    {
        if (arg is null)
        {
            return;
        }

        var path = arg.JsonPath ?? "$";
        if (arg.StringValue is { } piece)
        {
            if (!_texts.TryGetValue(path, out var text))
            {
                _texts.Add(path, text = new StringBuilder());
                // Keeps the argument's place among the others.
                Put(path, JsonValue.Create(""));
            }

            text.Append(piece);
        }
        else if (arg.NumberValue is { } number)
        {
            Put(path, number == Math.Truncate(number) && Math.Abs(number) < 1L << 53 ? JsonValue.Create((long)number) : JsonValue.Create(number));
        }
        else if (arg.BoolValue is { } flag)
        {
            Put(path, JsonValue.Create(flag));
        }
        else if (arg.NullValue is not null)
        {
            Put(path, value: null);
        }
        else if (path.EndsWith("[]", StringComparison.Ordinal))
        {
            Put(path[..^2], new JsonArray());
        }
    }

    private void Put(string path, JsonNode? value)
    {
        var steps = Steps(path);
        if (steps.Count == 0)
        {
            return;
        }

        JsonNode current = _args;
        for (var i = 0; i < steps.Count - 1; i++)
        {
            current = Child(current, steps[i], isArray: steps[i + 1] is int) ?? throw Unreadable(path);
        }

        Assign(current, steps[^1], value, path);
    }

    private static JsonNode? Child(JsonNode parent, object step, bool isArray)
    {
        JsonNode Make() => isArray ? new JsonArray() : new JsonObject();
        switch (parent, step)
        {
            case (JsonObject fields, string name):
                if (fields[name] is not (JsonObject or JsonArray))
                {
                    fields[name] = Make();
                }

                return fields[name];
            case (JsonArray items, int index):
                Grow(items, index);
                if (items[index] is not (JsonObject or JsonArray))
                {
                    items[index] = Make();
                }

                return items[index];
            default:
                return null;
        }
    }

    private static void Assign(JsonNode parent, object step, JsonNode? value, string path)
    {
        switch (parent, step)
        {
            case (JsonObject fields, string name):
                fields[name] = value;
                break;
            case (JsonArray items, int index):
                Grow(items, index);
                items[index] = value;
                break;
            default:
                throw Unreadable(path);
        }
    }

    private static void Grow(JsonArray items, int index)
    {
        while (items.Count <= index)
        {
            items.Add((JsonNode?)null);
        }
    }

    /// <summary>The steps of <c>$.items[0].name</c> or <c>$['a b'][1]</c>: names as strings, places as integers.</summary>
    private static List<object> Steps(string path)
    {
        const int MaxIndex = 10_000;
        var steps = new List<object>();
        var i = path.StartsWith('$') ? 1 : 0;
        while (i < path.Length)
        {
            if (path[i] == '[')
            {
                var end = path.IndexOf(']', i);
                if (end < 0)
                {
                    throw Unreadable(path);
                }

                var inside = path[(i + 1)..end];
                if (int.TryParse(inside, out var index) && index is >= 0 and < MaxIndex)
                {
                    steps.Add(index);
                }
                else if (inside.Length >= 2 && inside[0] is '\'' or '"')
                {
                    steps.Add(inside[1..^1]);
                }
                else
                {
                    throw Unreadable(path);
                }

                i = end + 1;
            }
            else
            {
                var start = path[i] == '.' ? i + 1 : i;
                var end = path.AsSpan(start).IndexOfAny('.', '[');
                end = end < 0 ? path.Length : start + end;
                if (end == start)
                {
                    throw Unreadable(path);
                }

                steps.Add(path[start..end]);
                i = end;
            }
        }

        return steps;
    }

    private static JsonNode? Node(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Object => JsonObject.Create(element),
        JsonValueKind.Array => JsonArray.Create(element),
        _ => JsonValue.Create(element),
    };

    private static GeminiException Unreadable(string path) => new($"The service streamed an argument under the path '{path}', which cannot be read.");
}
