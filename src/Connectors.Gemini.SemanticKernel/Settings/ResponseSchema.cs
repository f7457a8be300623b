using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.SemanticKernel.Settings;

/// <summary>The schema of structured output, from whatever a caller gives for one.</summary>
internal static class ResponseSchema
{
    /// <param name="value">A type, a schema as JSON in any form, or an example object, whose type counts.</param>
    internal static JsonElement From(object value) => value switch
    {
        string text => throw Taken.Wrong(SettingKeys.ResponseSchema, text, "a type or a schema as a JSON object"),
        Type type => AIJsonUtilities.CreateJsonSchema(type),
        JsonElement or JsonNode or JsonDocument or System.Collections.IDictionary => SettingValue.AsJson(value)!.Value,
        _ => AIJsonUtilities.CreateJsonSchema(value.GetType()),
    };

    /// <summary>Whether a schema is written in the service's own dialect (<c>"type": "OBJECT"</c>) rather than as JSON Schema: it goes into another field.</summary>
    internal static bool IsGoogleDialect(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object
        && schema.TryGetProperty("type", out var type)
        && type.ValueKind == JsonValueKind.String
        && type.GetString() is { Length: > 0 } name
        && char.IsAsciiLetterUpper(name[0]);
}
