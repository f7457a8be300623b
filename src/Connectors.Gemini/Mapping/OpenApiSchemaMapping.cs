using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Wire;

namespace Connectors.Gemini.Mapping;

/// <summary>
/// JSON schemas for the fields of the OpenAPI subset (<c>parameters</c>, <c>response</c>, <c>responseSchema</c>), for the surfaces that take no JSON Schema and for callers who want them.
/// The subset has no references, no constants, no dictionaries and only string enums: what has a counterpart is rewritten, what has none is left out and told.
/// </summary>
internal static class OpenApiSchemaMapping
{
    /// <summary>The schema of a function's parameters; none for a function without any, whose empty object the service may refuse.</summary>
    /// <param name="schema">The JSON schema as its author wrote it.</param>
    /// <param name="function">The function, for messages.</param>
    /// <exception cref="ArgumentException">The schema is recursive, contradictory or too large, or refers to what it does not hold.</exception>
    internal static OpenApiSchema Parameters(JsonElement schema, string function)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return new OpenApiSchema(Schema: null, []);
        }

        var (translated, dropped) = Read(schema, $"The schema of the function '{function}'", isObject: true);
        return new OpenApiSchema(translated.ContainsKey("properties") || translated.ContainsKey("anyOf") ? ToElement(translated) : null, dropped);
    }

    /// <param name="schema">The JSON schema as its author wrote it.</param>
    /// <param name="subject">What the schema is, for messages.</param>
    /// <exception cref="ArgumentException">The schema is recursive, contradictory or too large, or refers to what it does not hold.</exception>
    internal static OpenApiSchema Translate(JsonElement schema, string subject)
    {
        var (translated, dropped) = Read(schema, subject, isObject: false);
        return new OpenApiSchema(ToElement(translated), dropped);
    }

    private static (JsonObject Schema, IReadOnlyList<DroppedKeyword> Dropped) Read(JsonElement schema, string subject, bool isObject)
    {
        var dropped = new List<DroppedKeyword>();
        var node = new OpenApiSchemaReader(schema, subject, dropped).Read();
        if (isObject && !node.ContainsKey("anyOf"))
        {
            node["type"] ??= "OBJECT";
        }

        new OpenApiSchemaFinish(subject, dropped).Finish(node);
        return (node, dropped);
    }

    private static JsonElement ToElement(JsonObject node) => JsonSerializer.SerializeToElement(node, WireJson.Instance.JsonNode);
}
