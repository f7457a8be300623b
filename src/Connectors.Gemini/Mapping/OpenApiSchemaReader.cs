using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connectors.Gemini.Mapping;

/// <summary>
/// Reads a JSON schema into nodes that have the subset's keywords alone: references are inlined, <c>allOf</c> is merged, several types become <c>anyOf</c>, <c>const</c> an enum.
/// Types may be missing and enums may hold any values until <see cref="OpenApiSchemaFinish"/> went over the nodes.
/// </summary>
internal sealed class OpenApiSchemaReader(JsonElement root, string subject, List<DroppedKeyword> dropped)
{
    /// <summary>Deeper and larger than any schema that the service takes; keeps references that multiply from exhausting memory.</summary>
    private const int MaxDepth = 64;
    private const int MaxNodes = 10_000;

    private readonly OpenApiSchemaMerge _merge = new(subject, dropped);

    /// <summary>The references that are being followed.</summary>
    private readonly List<string> _open = ["#"];

    private int _count;
    private int _depth;

    internal JsonObject Read() => Read(root, "$") ?? throw new ArgumentException($"{subject} is false: it allows no value at all.");

    /// <summary>A schema's node; <see langword="null"/> for the schema that allows nothing.</summary>
    private JsonObject? Read(JsonElement schema, string path)
    {
        if (++_count > MaxNodes || _depth >= MaxDepth)
        {
            throw new ArgumentException($"{subject} is too large once its references are inlined: more than {MaxNodes} schemas, or more than {MaxDepth} levels at {path}.");
        }

        _depth++;
        try
        {
            return schema.ValueKind switch
            {
                JsonValueKind.True => new JsonObject(),
                JsonValueKind.False => null,
                JsonValueKind.Object => ReadObject(schema, path),
                _ => throw new ArgumentException($"{subject} has at {path} {schema.GetRawText()}, which is no schema."),
            };
        }
        finally
        {
            _depth--;
        }
    }

    private JsonObject? ReadObject(JsonElement schema, string path)
    {
        if (schema.TryGetProperty("not", out var not) && not.ValueKind is JsonValueKind.True or JsonValueKind.Object && IsAnything(not))
        {
            return null;
        }

        var node = new JsonObject();
        ReadType(schema, node, path);
        var isNullable = schema.TryGetProperty("nullable", out var nullable) && nullable.ValueKind == JsonValueKind.True;
        var alternatives = new List<JsonObject>();
        foreach (var keyword in schema.EnumerateObject())
        {
            if (!ReadKeyword(keyword, node, path, alternatives))
            {
                return null;
            }
        }

        foreach (var alternative in alternatives)
        {
            _merge.Merge(node, alternative, path);
        }

        if (isNullable)
        {
            node["nullable"] = true;
        }

        return node;
    }

    /// <returns>False where the keyword makes the whole schema allow nothing.</returns>
    private bool ReadKeyword(JsonProperty keyword, JsonObject node, string path, List<JsonObject> alsoApplies)
    {
        var value = keyword.Value;
        switch (keyword.Name)
        {
            case "type" or "nullable" or "$schema" or "$id" or "$comment" or "$anchor" or "$defs" or "definitions":
            case "condition" when path == "$":
                break;
            case "title" or "description" or "format" or "pattern" when value.ValueKind == JsonValueKind.String:
                node[keyword.Name] = value.GetString();
                break;
            case "default" or "example" when value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined):
                node[keyword.Name] = JsonNode.Parse(value.GetRawText());
                break;
            case "default":
                break;
            case "minimum" or "maximum" when value.ValueKind == JsonValueKind.Number:
                node[keyword.Name] = JsonNode.Parse(value.GetRawText());
                break;
            case "minItems" or "maxItems" or "minLength" or "maxLength" or "minProperties" or "maxProperties" when Count(value) is { } count:
                node[keyword.Name] = count;
                break;
            case "enum" when value.ValueKind == JsonValueKind.Array:
                AddEnum(node, value.EnumerateArray());
                break;
            case "const":
                AddEnum(node, [value]);
                break;
            case "required" or "propertyOrdering" when value.ValueKind == JsonValueKind.Array:
                node[keyword.Name] = new JsonArray([.. value.EnumerateArray().Where(static n => n.ValueKind == JsonValueKind.String).Select(static n => (JsonNode)n.GetString()!)]);
                break;
            case "properties" when value.ValueKind == JsonValueKind.Object:
                ReadProperties(value, node, path);
                break;
            case "prefixItems" when value.ValueKind == JsonValueKind.Array:
            case "items" when value.ValueKind == JsonValueKind.Array:
                ReadTuple(keyword, node, path);
                break;
            case "items":
                ReadItems(value, node, path);
                break;
            case "anyOf" or "oneOf" when value.ValueKind == JsonValueKind.Array:
                if (ReadAlternatives(keyword, path) is not { } alternatives)
                {
                    return false;
                }

                alsoApplies.Add(alternatives);
                break;
            case "allOf" when value.ValueKind == JsonValueKind.Array:
                var index = 0;
                foreach (var member in value.EnumerateArray())
                {
                    if (Read(member, $"{path}.allOf[{index++}]") is not { } part)
                    {
                        return false;
                    }

                    alsoApplies.Add(part);
                }

                break;
            case "$ref" when value.ValueKind == JsonValueKind.String:
                if (ReadReference(value.GetString()!, path) is not { } target)
                {
                    return false;
                }

                alsoApplies.Insert(0, target);
                break;
            // No further properties is what the subset means anyway.
            case "additionalProperties" or "unevaluatedProperties" when value.ValueKind == JsonValueKind.False:
                break;
            default:
                dropped.Add(new(keyword.Name, path));
                break;
        }

        return true;
    }

    private void ReadType(JsonElement schema, JsonObject node, string path)
    {
        if (!schema.TryGetProperty("type", out var type))
        {
            return;
        }

        List<string> names = type.ValueKind switch
        {
            JsonValueKind.String => [Type(type, path)],
            JsonValueKind.Array => [.. type.EnumerateArray().Select(name => Type(name, path)).Distinct(StringComparer.Ordinal)],
            _ => [Type(type, path)],
        };
        if (names.Count > 1 && names.Remove("NULL"))
        {
            node["nullable"] = true;
        }

        if (names is [var only])
        {
            node["type"] = only;
        }
        else if (names.Count > 1)
        {
            node["anyOf"] = new JsonArray([.. names.Select(static name => (JsonNode)new JsonObject { ["type"] = name })]);
        }
    }

    private string Type(JsonElement type, string path)
    {
        var name = type.ValueKind == JsonValueKind.String ? type.GetString()!.ToUpperInvariant() : "";
        return name is "STRING" or "NUMBER" or "INTEGER" or "BOOLEAN" or "ARRAY" or "OBJECT" or "NULL"
            ? name
            : throw new ArgumentException($"{subject} has at {path} the type {type.GetRawText()}, which JSON Schema does not know.");
    }

    private void ReadProperties(JsonElement properties, JsonObject node, string path)
    {
        var result = new JsonObject();
        foreach (var property in properties.EnumerateObject())
        {
            // A property that must not be there is said by its absence.
            if (Read(property.Value, $"{path}.properties.{property.Name}") is { } schema)
            {
                result[property.Name] = schema;
            }
        }

        node["properties"] = result;
    }

    private void ReadItems(JsonElement items, JsonObject node, string path)
    {
        // Beside prefixItems it is about the rest, which tuples merge with.
        if (Read(items, $"{path}.items") is not { } schema)
        {
            return;
        }

        node["items"] = node["items"] is JsonObject given ? OneOf([(JsonObject)given.DeepClone(), schema]) : schema;
    }

    /// <summary>The subset has one schema for all items: a tuple's positions are lost where they differ.</summary>
    private void ReadTuple(JsonProperty keyword, JsonObject node, string path)
    {
        var members = new List<JsonObject>();
        if (node["items"] is JsonObject rest)
        {
            members.Add((JsonObject)rest.DeepClone());
        }

        var index = 0;
        foreach (var item in keyword.Value.EnumerateArray())
        {
            if (Read(item, $"{path}.{keyword.Name}[{index++}]") is { } schema && !members.Exists(known => JsonNode.DeepEquals(known, schema)))
            {
                members.Add(schema);
            }
        }

        if (members.Count > 0)
        {
            node["items"] = OneOf(members);
        }

        if (members.Count > 1)
        {
            dropped.Add(new(keyword.Name, path));
        }
    }

    private static JsonObject OneOf(List<JsonObject> members) => members is [var only]
        ? only
        : JsonNode.DeepEquals(members[0], members[1]) && members.Count == 2 ? members[0] : new JsonObject { ["anyOf"] = new JsonArray([.. members]) };

    private JsonObject? ReadAlternatives(JsonProperty keyword, string path)
    {
        var members = new JsonArray();
        var isNullable = false;
        var index = 0;
        foreach (var member in keyword.Value.EnumerateArray())
        {
            if (Read(member, $"{path}.{keyword.Name}[{index++}]") is not { } schema)
            {
                continue;
            }

            if (schema is { Count: 1 } && schema["type"]?.GetValue<string>() == "NULL")
            {
                isNullable = true;
            }
            else
            {
                members.Add((JsonNode)schema);
            }
        }

        if (members.Count == 0 && index > 0)
        {
            return isNullable ? new JsonObject { ["type"] = "NULL" } : null;
        }

        var node = new JsonObject();
        // Where one alternative is any value, the others say nothing.
        if (members.Count > 0 && !members.Any(static member => member is JsonObject { Count: 0 }))
        {
            node["anyOf"] = members;
        }

        if (isNullable)
        {
            node["nullable"] = true;
        }

        return node;
    }

    private JsonObject? ReadReference(string reference, string path)
    {
        var (target, pointer) = SchemaPointer.Resolve(root, reference, subject, path);
        if (_open.Contains(pointer, StringComparer.Ordinal))
        {
            throw new ArgumentException(
                $"{subject} is recursive: '{reference}' at {path} leads back to itself, which the service's OpenAPI subset cannot say. Cut the recursion, or send the schema as JSON Schema where the model takes it.");
        }

        _open.Add(pointer);
        var node = Read(target, path);
        _open.RemoveAt(_open.Count - 1);
        return node;
    }

    private static void AddEnum(JsonObject node, IEnumerable<JsonElement> values)
    {
        var result = new JsonArray();
        foreach (var value in values)
        {
            if (value.ValueKind == JsonValueKind.Null)
            {
                node["nullable"] = true;
            }
            else
            {
                result.Add(JsonNode.Parse(value.GetRawText()));
            }
        }

        if (result.Count > 0)
        {
            node["enum"] = result;
        }
        else if (node.Remove("nullable"))
        {
            node["type"] = "NULL";
        }
    }

    private static long? Count(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out var count) => count,
        JsonValueKind.Number when value.TryGetDouble(out var number) && number == Math.Floor(number) && Math.Abs(number) < 1e15 => (long)number,
        JsonValueKind.String when long.TryParse(value.GetString(), out var count) => count,
        _ => null,
    };

    private static bool IsAnything(JsonElement schema) => schema.ValueKind == JsonValueKind.True || !schema.EnumerateObject().Any();
}
