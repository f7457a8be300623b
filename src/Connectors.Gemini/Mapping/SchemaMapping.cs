using System.Text.Json;

namespace Connectors.Gemini.Mapping;

/// <summary>JSON schemas for the fields of the JSON Schema dialect (<c>parametersJsonSchema</c>, <c>responseJsonSchema</c>).</summary>
internal static class SchemaMapping
{
    /// <summary>The schema of a function's parameters; <see langword="null"/> for a function without any, whose schema the service may refuse.</summary>
    internal static JsonElement? Parameters(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return null;
        var hasParameters = !schema.TryGetProperty("properties", out var properties)
            ? schema.EnumerateObject().Any(static p => p.Name is not ("type" or "title" or "description" or "$schema" or "condition" or "additionalProperties"))
            : properties.ValueKind == JsonValueKind.Object && properties.EnumerateObject().Any();
        return hasParameters ? Clean(schema) : null;
    }

    /// <summary>Leaves out at the root what the service does not know: <c>$schema</c>, and Semantic Kernel's <c>condition</c>.</summary>
    internal static JsonElement Clean(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || !(schema.TryGetProperty("$schema", out _) || schema.TryGetProperty("condition", out _)))
            return schema;

        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var property in schema.EnumerateObject())
            {
                if (property.Name is not ("$schema" or "condition"))
                    property.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
