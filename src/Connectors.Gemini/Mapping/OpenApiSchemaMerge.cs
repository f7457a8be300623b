using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connectors.Gemini.Mapping;

/// <summary>Makes one schema of two that hold both: <c>allOf</c>, a reference with keywords beside it, and what stands beside <c>anyOf</c>.</summary>
internal sealed class OpenApiSchemaMerge(string subject, List<DroppedKeyword> dropped)
{
    /// <summary>Two lists of alternatives multiply.</summary>
    private const int MaxAlternatives = 100;

    /// <summary>Merges <paramref name="other"/> into <paramref name="node"/>, whose descriptions win.</summary>
    /// <exception cref="ArgumentException">No value fits both.</exception>
    internal void Merge(JsonObject node, JsonObject other, string path)
    {
        if (!TryMerge(node, other, path))
        {
            throw new ArgumentException($"{subject} contradicts itself at {path}: no value fits all of what is said there.");
        }
    }

    /// <returns>Whether there is a value that fits both; if not, <paramref name="node"/> is of no use.</returns>
    internal bool TryMerge(JsonObject node, JsonObject other, string path)
    {
        MergeNullable(node, other);
        foreach (var (name, value) in other)
        {
            if (name == "nullable")
            {
                continue;
            }

            if (node[name] is not { } own)
            {
                node[name] = value?.DeepClone();
            }
            else if (!TryMerge(node, name, own, value!, path))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryMerge(JsonObject node, string name, JsonNode own, JsonNode other, string path)
    {
        switch (name)
        {
            case "type":
                return TryMergeType(node, own.GetValue<string>(), other.GetValue<string>());
            case "properties":
                foreach (var (property, schema) in (JsonObject)other)
                {
                    if (own[property] is JsonObject mine)
                    {
                        if (!TryMerge(mine, (JsonObject)schema!, $"{path}.properties.{property}"))
                        {
                            return false;
                        }
                    }
                    else
                    {
                        own[property] = schema!.DeepClone();
                    }
                }

                return true;
            case "items":
                return TryMerge((JsonObject)own, (JsonObject)other, path + ".items");
            case "required" or "propertyOrdering":
                foreach (var item in (JsonArray)other)
                {
                    if (!Has((JsonArray)own, item))
                    {
                        ((JsonArray)own).Add(item?.DeepClone());
                    }
                }

                return true;
            case "enum":
                var common = ((JsonArray)own).Where(value => Has((JsonArray)other, value)).Select(static value => value!.DeepClone()).ToArray();
                node[name] = new JsonArray(common);
                return common.Length > 0;
            case "anyOf":
                return TryMergeAlternatives(node, (JsonArray)own, (JsonArray)other, path);
            case "minimum" or "minItems" or "minLength" or "minProperties":
                if (Number(other) > Number(own))
                {
                    node[name] = other.DeepClone();
                }

                return true;
            case "maximum" or "maxItems" or "maxLength" or "maxProperties":
                if (Number(other) < Number(own))
                {
                    node[name] = other.DeepClone();
                }

                return true;
            case "pattern" or "format":
                if (!JsonNode.DeepEquals(own, other))
                {
                    dropped.Add(new(name, path));
                }

                return true;
            default:
                return true;
        }
    }

    private static bool TryMergeType(JsonObject node, string own, string other)
    {
        if (own == other || (own, other) is ("INTEGER", "NUMBER"))
        {
            return true;
        }

        if ((own, other) is not ("NUMBER", "INTEGER"))
        {
            return false;
        }

        node["type"] = "INTEGER";
        return true;
    }

    private bool TryMergeAlternatives(JsonObject node, JsonArray own, JsonArray other, string path)
    {
        var result = new JsonArray();
        foreach (var mine in own)
        {
            foreach (var theirs in other)
            {
                var both = (JsonObject)mine!.DeepClone();
                if (TryMerge(both, (JsonObject)theirs!, path) && !Has(result, both))
                {
                    result.Add((JsonNode)both);
                }

                if (result.Count > MaxAlternatives)
                {
                    throw new ArgumentException($"{subject} has too many alternatives at {path}: more than {MaxAlternatives}, once its lists are combined.");
                }
            }
        }

        node["anyOf"] = result;
        return result.Count > 0;
    }

    /// <summary>Null is allowed where both allow it; a schema that says nothing of types allows it, too.</summary>
    private static void MergeNullable(JsonObject node, JsonObject other)
    {
        var (own, theirs) = (IsNullable(node), IsNullable(other));
        if ((own == true && theirs != false) || (theirs == true && own != false))
        {
            node["nullable"] = true;
        }
        else
        {
            node.Remove("nullable");
        }
    }

    private static bool? IsNullable(JsonObject node) =>
        node.ContainsKey("nullable") ? true : node.ContainsKey("type") || node.ContainsKey("anyOf") || node.ContainsKey("enum") ? false : null;

    private static bool Has(JsonArray values, JsonNode? value) => values.Any(known => JsonNode.DeepEquals(known, value));

    private static double Number(JsonNode node) => node.GetValueKind() == JsonValueKind.Number ? JsonElement.Parse(node.ToJsonString()).GetDouble() : 0;
}
