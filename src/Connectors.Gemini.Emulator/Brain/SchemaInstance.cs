using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Server;

namespace Connectors.Gemini.Emulator.Brain;

/// <summary>
/// Makes a small instance of a schema, in both dialects of the service (JSON Schema and the OpenAPI subset). Optional members are filled in too,
/// but not where that would lead back into a schema that is already being filled.
/// </summary>
internal sealed class SchemaInstance
{
    private const int MaxDepth = 12;
    private readonly JsonElement _root;
    private readonly List<string> _open = [];

    private SchemaInstance(JsonElement root) => _root = root;

    public static JsonNode? Create(JsonElement schema, JsonElement root) => new SchemaInstance(root).Make(schema, "value", 0);

    public static string Text(JsonElement schema) => Create(schema, schema) is { } json ? System.Text.Encoding.UTF8.GetString(JsonBytes.Compact(json)) : "null";

    /// <summary>The schema's type in lower case, of a list the first that is not null; object or array where only their keywords are there.</summary>
    public static string TypeOf(JsonElement schema)
    {
        var type = schema.Field("type");
        var name = type.Text() ?? type.Items().Select(item => item.Text()).FirstOrDefault(item => item is not (null or "null"));
        return name?.ToLowerInvariant()
            ?? (schema.Field("properties").Exists() ? "object" : schema.Field("items").Exists() ? "array" : schema.Field("enum").Exists() ? "string" : "");
    }

    /// <summary>Follows references; undefined where one leads nowhere or in a circle.</summary>
    public static JsonElement Resolve(JsonElement schema, JsonElement root)
    {
        for (var hops = 0; schema.Field("$ref").Text() is { } reference; hops++)
        {
            if (hops == MaxDepth)
            {
                return default;
            }

            schema = Find(reference, root);
        }

        return schema;
    }

    private static JsonElement Find(string reference, JsonElement root)
    {
        if (!reference.StartsWith('#'))
        {
            return default;
        }

        var target = root;
        foreach (var step in reference[1..].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            target = target.ValueKind == JsonValueKind.Array && int.TryParse(name, out var index)
                ? target.Items().ElementAtOrDefault(index)
                : target.ValueKind == JsonValueKind.Object && target.TryGetProperty(name, out var member) ? member : default;
        }

        return target;
    }

    private JsonNode? Make(JsonElement schema, string name, int depth)
    {
        if (schema.Field("$ref").Text() is { } reference)
        {
            _open.Add(reference);
            var made = Make(Resolve(schema, _root), name, depth + 1);
            _open.RemoveAt(_open.Count - 1);
            return made;
        }

        if (depth > MaxDepth)
        {
            return null;
        }

        if (schema.Field("const") is var constant && constant.Exists())
        {
            return JsonNode.Parse(constant.GetRawText());
        }

        if (schema.Field("enum").Items().FirstOrDefault() is var first && first.Exists())
        {
            return JsonNode.Parse(first.GetRawText());
        }

        foreach (var keyword in (ReadOnlySpan<string>)["anyOf", "oneOf", "allOf"])
        {
            if (schema.Field(keyword).Exists())
            {
                return Choice(schema.Field(keyword)) is var choice && choice.Exists() ? Make(choice, name, depth + 1) : null;
            }
        }

        return TypeOf(schema) switch
        {
            "object" => MakeObject(schema, depth),
            "array" => MakeArray(schema, name, depth),
            "string" => JsonValue.Create(MakeString(schema, name)),
            "integer" => JsonValue.Create((long)Math.Ceiling(MakeNumber(schema))),
            "number" => JsonValue.Create(MakeNumber(schema)),
            "boolean" => JsonValue.Create(true),
            "null" => null,
            _ => JsonValue.Create(name),
        };
    }

    /// <summary>The first branch that is not null and does not lead back; where all do, undefined if null is a branch, else the first.</summary>
    private JsonElement Choice(JsonElement branches)
    {
        var candidates = branches.Items().Where(branch => !IsNull(branch)).ToList();
        var found = candidates.Find(branch => !LeadsBack(branch));
        return found.Exists() || branches.Items().Any(IsNull) ? found : candidates.FirstOrDefault();
    }

    private static bool IsNull(JsonElement schema) => string.Equals(schema.Field("type").Text(), "null", StringComparison.OrdinalIgnoreCase);

    private JsonObject MakeObject(JsonElement schema, int depth)
    {
        var required = schema.Field("required").Items().Select(item => item.Text()).ToHashSet(StringComparer.Ordinal);
        var made = new JsonObject();
        foreach (var property in schema.Field("properties").Members())
        {
            if (required.Contains(property.Name) || (!LeadsBack(property.Value) && depth < MaxDepth / 2))
            {
                made[property.Name] = Make(property.Value, property.Name, depth + 1);
            }
        }

        return made;
    }

    private JsonArray MakeArray(JsonElement schema, string name, int depth)
    {
        var made = new JsonArray();
        var prefix = schema.Field("prefixItems").Items().ToList();
        foreach (var item in prefix)
        {
            made.Add(Make(item, name, depth + 1));
        }

        var items = schema.Field("items");
        var least = Count(schema.Field("minItems")) ?? (items.Exists() && prefix.Count == 0 && !LeadsBack(items) && Count(schema.Field("maxItems")) != 0 ? 1 : 0);
        while (made.Count < least)
        {
            made.Add(Make(items, name, depth + 1));
        }

        return made;
    }

    private static string MakeString(JsonElement schema, string name)
    {
        var text = schema.Field("format").Text() switch
        {
            "date-time" => "2026-01-01T00:00:00Z",
            "date" => "2026-01-01",
            "time" => "00:00:00Z",
            "duration" => "PT1S",
            "uuid" => "00000000-0000-4000-8000-000000000000",
            "email" => "someone@example.com",
            "uri" => "https://example.com/",
            "byte" => "AA==",
            _ => name,
        };
        text = text.PadRight(Math.Min(Count(schema.Field("minLength")) ?? 0, 10_000), 'x');
        return Count(schema.Field("maxLength")) is { } most && most < text.Length ? text[..most] : text;
    }

    private static decimal MakeNumber(JsonElement schema)
    {
        var (least, most) = (Number(schema.Field("minimum")), Number(schema.Field("maximum")));
        if (Number(schema.Field("exclusiveMinimum")) is { } above)
        {
            least = above + 1;
        }

        return least ?? Math.Min(most ?? 1, 1);
    }

    // The OpenAPI dialect writes int64 as strings.
    private static int? Count(JsonElement json) => json.Int() ?? (int.TryParse(json.Text(), out var count) ? count : null);

    private static decimal? Number(JsonElement json) => json.ValueKind == JsonValueKind.Number && json.TryGetDecimal(out var number) ? number : null;

    /// <summary>Whether a schema, or what it holds directly, refers to one that is being filled.</summary>
    private bool LeadsBack(JsonElement schema) =>
        (schema.Field("$ref").Text() is { } reference && (reference == "#" || _open.Contains(reference)))
        || (schema.Field("items") is var items && items.Exists() && LeadsBack(items) && (Count(schema.Field("minItems")) ?? 0) > 0)
        || (schema.Field("anyOf") is var branches && branches.Exists() && branches.Items().Where(branch => !IsNull(branch)).All(LeadsBack));
}
