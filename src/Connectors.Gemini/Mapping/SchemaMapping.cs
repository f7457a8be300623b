using System.Runtime.InteropServices;
using System.Text.Json;

namespace Connectors.Gemini.Mapping;

/// <summary>
/// JSON schemas for the fields of the JSON Schema dialect (<c>parametersJsonSchema</c>, <c>responseJsonSchema</c>), which .NET's exporters write almost as the service wants them:
/// <c>$schema</c> and Semantic Kernel's root <c>condition</c> are left out, <c>const</c> becomes an enum of one value,
/// and references into the schema's body (<c>#/properties/...</c>, as .NET writes repeated and recursive types) become references to <c>$defs</c>, which the service documents.
/// </summary>
internal static class SchemaMapping
{
    /// <summary>Deeper than any schema that the service takes; keeps a runaway schema from exhausting the stack.</summary>
    private const int MaxDepth = 100;

    /// <summary>The schema of a function's parameters; <see langword="null"/> for a function without any, whose schema the service may refuse.</summary>
    internal static JsonElement? Parameters(JsonElement schema, string function)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return null;
        var hasParameters = !schema.TryGetProperty("properties", out var properties)
            ? schema.EnumerateObject().Any(static p => p.Name is not ("type" or "title" or "description" or "$schema" or "condition" or "additionalProperties"))
            : properties.ValueKind == JsonValueKind.Object && properties.GetPropertyCount() > 0;
        return hasParameters ? Clean(schema, $"The schema of the function '{function}'") : null;
    }

    /// <param name="schema">The schema as its author wrote it.</param>
    /// <param name="subject">What the schema is, for messages.</param>
    /// <exception cref="ArgumentException">The schema is too deep, or refers to what it does not hold.</exception>
    internal static JsonElement Clean(JsonElement schema, string subject)
    {
        return schema.ValueKind == JsonValueKind.Object && IsUnclean(JsonMarshal.GetRawUtf8Value(schema))
            ? JsonScratch.Write(new Cleaner(schema, subject), static (writer, cleaner) => cleaner.WriteRoot(writer))
            : schema;
    }

    /// <summary>Whether anything in the schema may have to be changed, or refused. The usual schema goes out as it is.</summary>
    private static bool IsUnclean(ReadOnlySpan<byte> schema)
    {
        var reader = new Utf8JsonReader(schema, new JsonReaderOptions { MaxDepth = int.MaxValue, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        while (reader.Read())
        {
            if (reader.CurrentDepth >= MaxDepth)
                return true;
            if (reader.TokenType == JsonTokenType.PropertyName
                && (reader.ValueTextEquals("$schema"u8) || reader.ValueTextEquals("$ref"u8) || reader.ValueTextEquals("const"u8) || reader.ValueTextEquals("condition"u8)))
            {
                return true;
            }
        }

        return false;
    }

    private sealed class Cleaner(JsonElement root, string subject)
    {
        private readonly Dictionary<string, string> _moved = new(StringComparer.Ordinal);
        private readonly Queue<string> _pending = new();

        internal void WriteRoot(Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            JsonElement given = default;
            foreach (var property in root.EnumerateObject())
            {
                if (property.Name == "$defs")
                    given = property.Value;
                else if (property.Name != "condition")
                    WriteKeyword(writer, property, depth: 1);
            }

            WriteDefinitions(writer, given);
            writer.WriteEndObject();
        }

        private void WriteDefinitions(Utf8JsonWriter writer, JsonElement given)
        {
            if (given.ValueKind != JsonValueKind.Object && _pending.Count == 0)
                return;
            writer.WriteStartObject("$defs");
            if (given.ValueKind == JsonValueKind.Object)
            {
                foreach (var definition in given.EnumerateObject())
                {
                    writer.WritePropertyName(definition.Name);
                    Write(writer, definition.Value, depth: 2);
                }
            }

            // Writing a definition may bring up further references.
            while (_pending.TryDequeue(out var pointer))
            {
                writer.WritePropertyName(_moved[pointer]);
                Write(writer, Resolve(pointer), depth: 2);
            }

            writer.WriteEndObject();
        }

        private void Write(Utf8JsonWriter writer, JsonElement schema, int depth)
        {
            if (depth > MaxDepth)
                throw new ArgumentException($"{subject} is nested deeper than {MaxDepth} levels, which the service does not take.");
            switch (schema.ValueKind)
            {
                case JsonValueKind.Object:
                    writer.WriteStartObject();
                    foreach (var property in schema.EnumerateObject())
                        WriteKeyword(writer, property, depth + 1);
                    writer.WriteEndObject();
                    break;
                case JsonValueKind.Array:
                    writer.WriteStartArray();
                    foreach (var item in schema.EnumerateArray())
                        Write(writer, item, depth + 1);
                    writer.WriteEndArray();
                    break;
                default:
                    schema.WriteTo(writer);
                    break;
            }
        }

        private void WriteKeyword(Utf8JsonWriter writer, JsonProperty property, int depth)
        {
            switch (property.Name)
            {
                case "$schema":
                    break;
                case "const":
                    writer.WriteStartArray("enum");
                    property.Value.WriteTo(writer);
                    writer.WriteEndArray();
                    break;
                case "$ref" when property.Value.ValueKind == JsonValueKind.String:
                    writer.WriteString("$ref", Reference(property.Value.GetString()!));
                    break;
                case "properties" or "$defs" or "patternProperties" when property.Value.ValueKind == JsonValueKind.Object:
                    // The names in here are the author's, whatever they look like.
                    writer.WriteStartObject(property.Name);
                    foreach (var named in property.Value.EnumerateObject())
                    {
                        writer.WritePropertyName(named.Name);
                        Write(writer, named.Value, depth + 1);
                    }

                    writer.WriteEndObject();
                    break;
                case "enum" or "default" or "example" or "examples" or "required":
                    property.WriteTo(writer);
                    break;
                default:
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value, depth);
                    break;
            }
        }

        private string Reference(string reference)
        {
            if (reference == "#")
                return reference;
            var target = Resolve(reference);
            if (reference.StartsWith("#/$defs/", StringComparison.Ordinal) && reference.IndexOf('/', "#/$defs/".Length) < 0)
                return reference;
            if (target.ValueKind == JsonValueKind.Object && reference == "#/")
                return "#";
            if (!_moved.TryGetValue(reference, out var name))
            {
                name = $"ref{_moved.Count + 1}";
                _moved.Add(reference, name);
                _pending.Enqueue(reference);
            }

            return "#/$defs/" + name;
        }

        private JsonElement Resolve(string reference)
        {
            if (!reference.StartsWith('#'))
                throw new ArgumentException($"{subject} refers to '{reference}', outside itself, which the service cannot follow.");
            var current = root;
            foreach (var escaped in reference.Split('/').Skip(1))
            {
                var step = Uri.UnescapeDataString(escaped).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
                var found = current.ValueKind switch
                {
                    JsonValueKind.Object => current.TryGetProperty(step, out var property) ? property : default,
                    JsonValueKind.Array => int.TryParse(step, out var index) && index >= 0 && index < current.GetArrayLength() ? current[index] : default,
                    _ => default,
                };
                current = found.ValueKind != JsonValueKind.Undefined ? found : throw new ArgumentException($"{subject} refers to '{reference}', which it does not hold.");
            }

            return current;
        }
    }
}
