using System.Text.Json;
using Connectors.Gemini.Emulator.Messages;
using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class SchemaRule() : GenerateRule(
    "json-schema",
    "JSON Schemas are objects, not too deep, and their references lead to a definition and have no other keywords beside them",
    EmulatorRuleEvidence.Inferred)
{
    private const int MostLevels = 64;

    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model)
    {
        List<(string Path, JsonElement? Schema)> schemas =
        [
            ("generation_config.response_json_schema", context.Config.Field("responseJsonSchema") ?? context.Config.Field("_responseJsonSchema")),
            .. context.Functions.SelectMany(function => new[]
            {
                ($"{function.Path}.parameters_json_schema", function.Declaration.Field("parametersJsonSchema")),
                ($"{function.Path}.response_json_schema", function.Declaration.Field("responseJsonSchema")),
            }),
        ];
        return RefuseFields(schemas
            .Where(schema => schema.Schema is not null)
            .Select(schema => (schema.Path, Problem: Problem(schema.Schema!.Value, schema.Schema.Value, 0)))
            .Where(schema => schema.Problem is not null)
            .Select(schema => (schema.Path, schema.Problem!)));
    }

    private static string? Problem(JsonElement schema, JsonElement root, int level)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False && level > 0)
        {
            return null;
        }

        if (schema.ValueKind != JsonValueKind.Object)
        {
            return "a schema must be an object.";
        }

        if (level > MostLevels)
        {
            return $"the schema exceeds the maximum allowed nesting depth of {MostLevels}.";
        }

        if (schema.TryGetProperty("$ref", out var reference))
        {
            if (reference.ValueKind != JsonValueKind.String || !Resolves(reference.GetString()!, root))
            {
                return $"reference to undefined schema {reference.GetRawText()}.";
            }

            if (schema.EnumerateObject().FirstOrDefault(member => !member.Name.StartsWith('$')) is { Value.ValueKind: not JsonValueKind.Undefined } sibling)
            {
                return $"a schema with $ref may only have other fields that begin with $, found \"{sibling.Name}\".";
            }
        }

        return schema.EnumerateObject()
            .SelectMany(Children)
            .Select(child => Problem(child, root, level + 1))
            .FirstOrDefault(problem => problem is not null);
    }

    private static IEnumerable<JsonElement> Children(JsonProperty keyword) => (keyword.Name, keyword.Value.ValueKind) switch
    {
        ("properties" or "$defs" or "definitions", JsonValueKind.Object) => keyword.Value.EnumerateObject().Select(member => member.Value),
        ("anyOf" or "oneOf" or "allOf" or "prefixItems", JsonValueKind.Array) => keyword.Value.EnumerateArray(),
        ("items" or "additionalProperties" or "not", JsonValueKind.Object) => [keyword.Value],
        _ => [],
    };

    private static bool Resolves(string reference, JsonElement root)
    {
        if (!reference.StartsWith('#'))
        {
            return false;
        }

        var target = root;
        foreach (var step in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (target.ValueKind == JsonValueKind.Array && int.TryParse(name, out var index) && index < target.GetArrayLength())
            {
                target = target[index];
            }
            else if (target.ValueKind != JsonValueKind.Object || !target.TryGetProperty(name, out target))
            {
                return HasAnchor(root, reference);
            }
        }

        return true;
    }

    private static bool HasAnchor(JsonElement schema, string reference) =>
        schema.ValueKind == JsonValueKind.Object
        && ((schema.TryGetProperty("$anchor", out var anchor) && anchor.ValueKind == JsonValueKind.String && anchor.ValueEquals(reference[1..]))
            || (schema.TryGetProperty("$defs", out var definitions) && definitions.ValueKind == JsonValueKind.Object
                && definitions.EnumerateObject().Any(definition => HasAnchor(definition.Value, reference))));
}
