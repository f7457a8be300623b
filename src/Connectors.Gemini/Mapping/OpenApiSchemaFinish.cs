using System.Text.Json.Nodes;

namespace Connectors.Gemini.Mapping;

/// <summary>
/// The last step towards the OpenAPI subset: every schema gets its type, every array its items, every object its order, what stands beside <c>anyOf</c> goes into its alternatives,
/// and formats that the service refuses are told in the description.
/// </summary>
internal sealed class OpenApiSchemaFinish(string subject, List<DroppedKeyword> dropped)
{
    private static readonly string[] ForStrings = ["format", "enum", "pattern", "minLength", "maxLength"];
    private static readonly string[] ForNumbers = ["format", "enum", "minimum", "maximum"];
    private static readonly string[] ForArrays = ["items", "minItems", "maxItems", "enum"];
    private static readonly string[] ForObjects = ["properties", "required", "propertyOrdering", "minProperties", "maxProperties", "enum"];
    private static readonly string[] ForAll = ["type", "title", "description", "nullable", "default", "example"];
    private static readonly string[] ScalarTypes = ["STRING", "NUMBER", "BOOLEAN"];

    private readonly OpenApiSchemaMerge _merge = new(subject, dropped);
    private readonly OpenApiEnum _enum = new(subject, dropped);

    internal void Finish(JsonObject node) => Finish(node, "$", isItem: false);

    private void Finish(JsonObject node, string path, bool isItem)
    {
        if (node.ContainsKey("anyOf") && !TryResolveAlternatives(node, path))
        {
            return;
        }

        _enum.Finish(node, path);
        if (!node.ContainsKey("type"))
        {
            InferType(node, isItem);
        }

        if (node["type"]?.GetValue<string>() is { } type)
        {
            FinishTyped(node, type, path);
        }
        else
        {
            FinishFormat(node, type: "");
        }
    }

    private void FinishTyped(JsonObject node, string type, string path)
    {
        var own = type switch
        {
            "STRING" => ForStrings,
            "NUMBER" or "INTEGER" => ForNumbers,
            "ARRAY" => ForArrays,
            "OBJECT" => ForObjects,
            _ => ["format"],
        };
        // What JSON Schema says of other types means nothing here.
        foreach (var name in node.Select(static keyword => keyword.Key).Where(name => !own.Contains(name, StringComparer.Ordinal) && !ForAll.Contains(name, StringComparer.Ordinal)).ToArray())
        {
            node.Remove(name);
        }

        FinishFormat(node, type);
        if (type == "ARRAY")
        {
            FinishArray(node, path);
        }
        else if (type == "OBJECT")
        {
            FinishObject(node, path);
        }
        else if (type == "NULL")
        {
            node.Remove("nullable");
        }
    }

    private void FinishArray(JsonObject node, string path)
    {
        // The service refuses an array without items, and items without a type: they are taken for texts.
        if (node["items"] is not JsonObject items)
        {
            node["items"] = items = new JsonObject();
        }

        Finish(items, path + ".items", isItem: true);
    }

    private void FinishObject(JsonObject node, string path)
    {
        var properties = node["properties"] as JsonObject;
        foreach (var (name, schema) in properties ?? [])
        {
            Finish((JsonObject)schema!, $"{path}.properties.{name}", isItem: false);
        }

        if (properties is { Count: 0 })
        {
            node.Remove("properties");
        }

        KeepKnown(node, "required", properties, path, isTold: true);
        KeepKnown(node, "propertyOrdering", properties, path, isTold: false);
        // Without it the service writes properties in the order of the alphabet. It must name all of them.
        if (properties is { Count: > 1 })
        {
            var order = node["propertyOrdering"] as JsonArray ?? [];
            foreach (var (name, _) in properties)
            {
                if (!order.Any(known => known!.GetValue<string>() == name))
                {
                    order.Add((JsonNode)name);
                }
            }

            node["propertyOrdering"] = order;
        }
    }

    /// <summary>Keeps the names of properties that exist: the service refuses others.</summary>
    private void KeepKnown(JsonObject node, string keyword, JsonObject? properties, string path, bool isTold)
    {
        if (node[keyword] is not JsonArray names)
        {
            return;
        }

        var known = names.Select(static name => name!.GetValue<string>()).Distinct(StringComparer.Ordinal).Where(name => properties?.ContainsKey(name) == true).ToArray();
        if (isTold && known.Length < names.Count && properties is { Count: > 0 })
        {
            dropped.Add(new(keyword, path));
        }

        if (known.Length > 0)
        {
            node[keyword] = new JsonArray([.. known.Select(static name => (JsonNode)name)]);
        }
        else
        {
            node.Remove(keyword);
        }
    }

    private static void FinishFormat(JsonObject node, string type)
    {
        if (node["format"]?.GetValue<string>() is not { } format)
        {
            return;
        }

        var isTaken = type switch
        {
            "STRING" => format is "date-time" or "enum",
            "INTEGER" => format is "int32" or "int64",
            "NUMBER" => format is "float" or "double",
            _ => false,
        };
        if (isTaken)
        {
            return;
        }

        node.Remove("format");
        Describe(node, $"Format: {format}.");
    }

    internal static void Describe(JsonObject node, string text) =>
        node["description"] = node["description"]?.GetValue<string>() is { Length: > 0 } description ? $"{description} {text}" : text;

    private static void InferType(JsonObject node, bool isItem)
    {
        if (HasAny(node, "properties", "required", "minProperties", "maxProperties"))
        {
            node["type"] = "OBJECT";
        }
        else if (HasAny(node, "items", "minItems", "maxItems"))
        {
            node["type"] = "ARRAY";
        }
        else if (HasAny(node, "pattern", "minLength", "maxLength") || isItem || node["format"]?.GetValue<string>() == "date-time")
        {
            node["type"] = "STRING";
        }
        else if (HasAny(node, "minimum", "maximum"))
        {
            node["type"] = "NUMBER";
        }
        else
        {
            node["anyOf"] = new JsonArray([.. ScalarTypes.Select(static type => (JsonNode)new JsonObject { ["type"] = type })]);
        }
    }

    private static bool HasAny(JsonObject node, params ReadOnlySpan<string> keywords)
    {
        foreach (var keyword in keywords)
        {
            if (node.ContainsKey(keyword))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The service takes nothing of weight beside <c>anyOf</c>: what is said for all alternatives is said in each.</summary>
    /// <returns>Whether the node is an ordinary schema now, which has to be finished as such.</returns>
    private bool TryResolveAlternatives(JsonObject node, string path)
    {
        var members = (JsonArray)node["anyOf"]!;
        node.Remove("anyOf");
        var shared = new JsonObject();
        foreach (var (name, value) in node.ToArray())
        {
            if (name is "title" or "description" or "nullable" or "default" or "example")
            {
                continue;
            }

            node.Remove(name);
            shared[name] = value?.DeepClone();
        }

        var result = new JsonArray();
        foreach (var member in members.OfType<JsonObject>())
        {
            var own = (JsonObject)member.DeepClone();
            if (TryShare(own, shared, path) && !result.Any(known => JsonNode.DeepEquals(known, own)))
            {
                result.Add((JsonNode)own);
            }
        }

        if (result.Count == 0)
        {
            throw new ArgumentException($"{subject} contradicts itself at {path}: none of the alternatives fits what is said beside them.");
        }

        if (result.Count == 1)
        {
            var only = (JsonObject)result[0]!.DeepClone();
            var isNullable = node.ContainsKey("nullable") || only.ContainsKey("nullable");
            only.Remove("nullable");
            _merge.Merge(node, only, path);
            if (isNullable)
            {
                node["nullable"] = true;
            }

            if (!node.ContainsKey("anyOf"))
            {
                return true;
            }

            return TryResolveAlternatives(node, path);
        }

        // Alternatives that differ in what the subset cannot say are the same now.
        var finished = new JsonArray();
        for (var i = 0; i < result.Count; i++)
        {
            var member = (JsonObject)result[i]!.DeepClone();
            Finish(member, $"{path}.anyOf[{i}]", isItem: false);
            if (!finished.Any(known => JsonNode.DeepEquals(known, member)))
            {
                finished.Add((JsonNode)member);
            }
        }

        if (finished.Count > 1)
        {
            node["anyOf"] = finished;
            return false;
        }

        foreach (var (name, value) in (JsonObject)finished[0]!)
        {
            node[name] ??= value?.DeepClone();
        }

        return false;
    }

    private bool TryShare(JsonObject member, JsonObject shared, string path)
    {
        if (shared.Count == 0)
        {
            return true;
        }

        var isNullable = member.ContainsKey("nullable");
        var part = (JsonObject)shared.DeepClone();
        if (member["type"]?.GetValue<string>() is { } type && part["enum"] is JsonArray values)
        {
            // One enum for several types: each takes its own values.
            var fitting = values.Where(value => OpenApiEnum.Fits(value!, type)).Select(static value => value!.DeepClone()).ToArray();
            if (fitting.Length == 0)
            {
                return false;
            }

            part["enum"] = new JsonArray(fitting);
        }

        if (!_merge.TryMerge(member, part, path))
        {
            return false;
        }

        if (isNullable)
        {
            member["nullable"] = true;
        }

        return true;
    }
}
