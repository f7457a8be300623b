using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connectors.Gemini.Mapping;

/// <summary>Enums of the OpenAPI subset, which are lists of strings. Of other values the type is kept, so that answers stay readable as it, and the description names them.</summary>
internal sealed class OpenApiEnum(string subject, List<DroppedKeyword> dropped)
{
    internal void Finish(JsonObject node, string path)
    {
        if (node["enum"] is not JsonArray values)
        {
            return;
        }

        var declared = node["type"]?.GetValue<string>();
        var type = TypeOf(values) ?? throw new ArgumentException(
            $"{subject} has at {path} an enum of different types ({values.ToJsonString()}), which the service's OpenAPI subset cannot say. Give each type an alternative of its own in anyOf.");
        if (declared == "STRING" && type != "STRING")
        {
            throw new ArgumentException($"{subject} has at {path} the type string and an enum without strings ({values.ToJsonString()}): no value fits.");
        }

        if (type == "STRING" && declared is null or "STRING")
        {
            node["type"] = "STRING";
            FinishStrings(node, values, path);
            return;
        }

        node.Remove("enum");
        node["type"] = declared ?? type;
        if (type is "OBJECT" or "ARRAY")
        {
            dropped.Add(new("enum", path));
        }
        else if (type != "BOOLEAN" || values.Count == 1)
        {
            OpenApiSchemaFinish.Describe(node, $"One of: {string.Join(", ", values.Select(static value => value!.ToString()))}.");
        }
    }

    internal static bool Fits(JsonNode value, string type) => TypeOf(value) is var own && (own == type || (own, type) is ("INTEGER", "NUMBER"));

    /// <summary>The service refuses an empty value.</summary>
    private void FinishStrings(JsonObject node, JsonArray values, string path)
    {
        var named = values.Select(static value => value!.GetValue<string>()).Where(static value => value.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        if (values.Any(static value => value!.GetValue<string>().Length == 0))
        {
            dropped.Add(new("enum (the empty value)", path));
        }

        if (named.Length > 0)
        {
            node["enum"] = new JsonArray([.. named.Select(static value => (JsonNode)value)]);
        }
        else
        {
            node.Remove("enum");
        }
    }

    private static string? TypeOf(JsonArray values)
    {
        string? all = null;
        foreach (var value in values)
        {
            var type = TypeOf(value!);
            if (all is null || all == type)
            {
                all = type;
            }
            else if ((all, type) is ("INTEGER", "NUMBER") or ("NUMBER", "INTEGER"))
            {
                all = "NUMBER";
            }
            else
            {
                return null;
            }
        }

        return all;
    }

    private static string TypeOf(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.String => "STRING",
        JsonValueKind.True or JsonValueKind.False => "BOOLEAN",
        JsonValueKind.Number => value.ToJsonString().AsSpan().ContainsAny('.', 'e', 'E') ? "NUMBER" : "INTEGER",
        JsonValueKind.Array => "ARRAY",
        _ => "OBJECT",
    };
}
