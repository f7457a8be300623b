using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Connectors.Gemini.Mapping;

/// <summary>
/// JSON schemas for the fields of the JSON Schema dialect (<c>parametersJsonSchema</c>, <c>responseJsonSchema</c>), which .NET's exporters write almost as the service wants them:
/// <c>$schema</c> and Semantic Kernel's root <c>condition</c> are left out, <c>const</c> becomes an enum of one value, keywords beside a <c>$ref</c> move around it,
/// and references into the schema's body (<c>#/properties/...</c>, as .NET writes repeated and recursive types) become references to <c>$defs</c>, which the service documents.
/// </summary>
internal static class SchemaMapping
{
    /// <summary>Levels of JSON, two for each level of objects. Deeper than any schema that the service takes; keeps a runaway schema from exhausting the stack.</summary>
    private const int MaxDepth = 128;

    /// <summary>The schema of a function's parameters; <see langword="null"/> for a function without any, whose schema the service may refuse.</summary>
    internal static JsonElement? Parameters(JsonElement schema, string function)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var hasParameters = !schema.TryGetProperty("properties", out var properties)
            ? schema.EnumerateObject().Any(static p => p.Name is not ("type" or "title" or "description" or "$schema" or "condition" or "additionalProperties"))
            : properties.ValueKind == JsonValueKind.Object && properties.GetPropertyCount() > 0;
        return hasParameters ? Clean(schema, $"The schema of the function '{function}'") : null;
    }

    /// <param name="schema">The schema as its author wrote it.</param>
    /// <param name="subject">What the schema is, for messages.</param>
    /// <exception cref="ArgumentException">The schema is too deep, or refers to what it does not hold or only to itself.</exception>
    internal static JsonElement Clean(JsonElement schema, string subject)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return schema;
        }

        CheckDepth(schema, subject);
        // The usual schema goes out as it is.
        if (!IsUnclean(JsonMarshal.GetRawUtf8Value(schema)))
        {
            return schema;
        }

        var cleaner = new Cleaner(schema, subject);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            cleaner.WriteRoot(writer);
        }
        // Wrapping a reference adds levels.
        return JsonElement.Parse(buffer.WrittenSpan, new JsonDocumentOptions { MaxDepth = 3 * MaxDepth });
    }

    /// <summary>Whether the schema holds a keyword, or a property of such a name, that may have to be changed.</summary>
    private static bool IsUnclean(ReadOnlySpan<byte> schema)
    {
        var reader = new Utf8JsonReader(schema, new JsonReaderOptions { MaxDepth = int.MaxValue, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName
                && (reader.ValueTextEquals("$schema"u8) || reader.ValueTextEquals("$ref"u8) || reader.ValueTextEquals("const"u8) || reader.ValueTextEquals("condition"u8) || reader.ValueTextEquals("definitions"u8)))
            {
                return true;
            }
        }

        return false;
    }

    private static void CheckDepth(JsonElement schema, string subject)
    {
        var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(schema), new JsonReaderOptions { MaxDepth = int.MaxValue, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        while (reader.Read())
        {
            if (reader.CurrentDepth > MaxDepth)
            {
                throw new ArgumentException($"{subject} is nested deeper than {MaxDepth / 2} levels, which the service does not take.");
            }
        }
    }

    private sealed class Cleaner(JsonElement root, string subject)
    {
        /// <summary>The names in <c>$defs</c> of what references point to elsewhere.</summary>
        private readonly Dictionary<string, string> _moved = new(StringComparer.Ordinal);
        private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
        private readonly Queue<string> _pending = new();

        internal void WriteRoot(Utf8JsonWriter writer)
        {
            var given = root.TryGetProperty("$defs", out var definitions) && definitions.ValueKind == JsonValueKind.Object ? definitions : default;
            if (given.ValueKind == JsonValueKind.Object)
            {
                _taken.UnionWith(given.EnumerateObject().Select(static definition => definition.Name));
            }

            writer.WriteStartObject();
            // The older name of $defs: what is referred to moves there.
            WriteKeywords(writer, root, static name => name is not ("$defs" or "definitions" or "condition"));
            WriteDefinitions(writer, given);
            writer.WriteEndObject();
        }

        private void WriteDefinitions(Utf8JsonWriter writer, JsonElement given)
        {
            if (given.ValueKind != JsonValueKind.Object && _pending.Count == 0)
            {
                return;
            }

            writer.WriteStartObject("$defs");
            if (given.ValueKind == JsonValueKind.Object)
            {
                WriteNamed(writer, given);
            }

            // Writing a definition may bring up further references.
            while (_pending.TryDequeue(out var pointer))
            {
                writer.WritePropertyName(_moved[pointer]);
                Write(writer, Resolve(pointer));
            }

            writer.WriteEndObject();
        }

        private void Write(Utf8JsonWriter writer, JsonElement schema)
        {
            switch (schema.ValueKind)
            {
                case JsonValueKind.Object:
                    writer.WriteStartObject();
                    WriteKeywords(writer, schema, static _ => true);
                    writer.WriteEndObject();
                    break;
                case JsonValueKind.Array:
                    writer.WriteStartArray();
                    foreach (var item in schema.EnumerateArray())
                    {
                        Write(writer, item);
                    }

                    writer.WriteEndArray();
                    break;
                default:
                    schema.WriteTo(writer);
                    break;
            }
        }

        private void WriteKeywords(Utf8JsonWriter writer, JsonElement schema, Func<string, bool> isWanted)
        {
            // The service takes nothing but $ keywords beside a $ref: a description, say, goes around it.
            var isWrapped = schema.TryGetProperty("$ref", out var reference) && reference.ValueKind == JsonValueKind.String
                && schema.EnumerateObject().Any(property => !property.Name.StartsWith('$') && isWanted(property.Name));
            foreach (var property in schema.EnumerateObject())
            {
                if (!isWanted(property.Name))
                {
                    continue;
                }

                if (isWrapped && property.Name is "$ref")
                {
                    writer.WriteStartArray("anyOf");
                    writer.WriteStartObject();
                    WriteKeyword(writer, property);
                    writer.WriteEndObject();
                    writer.WriteEndArray();
                }
                else if (!(isWrapped && property.Name is "anyOf"))
                {
                    WriteKeyword(writer, property);
                }
            }
        }

        private void WriteKeyword(Utf8JsonWriter writer, JsonProperty property)
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
                case "properties" or "$defs" or "definitions" or "patternProperties" or "dependentSchemas" when property.Value.ValueKind == JsonValueKind.Object:
                    writer.WriteStartObject(property.Name);
                    WriteNamed(writer, property.Value);
                    writer.WriteEndObject();
                    break;
                case "enum" or "default" or "example" or "examples" or "required":
                    property.WriteTo(writer);
                    break;
                default:
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                    break;
            }
        }

        /// <summary>Schemas under names that are the author's, whatever they look like: a property named <c>const</c> is a property.</summary>
        private void WriteNamed(Utf8JsonWriter writer, JsonElement schemas)
        {
            foreach (var named in schemas.EnumerateObject())
            {
                writer.WritePropertyName(named.Name);
                Write(writer, named.Value);
            }
        }

        private string Reference(string reference)
        {
            if (reference is "#" or "#/")
            {
                return "#";
            }
            // An anchor, which the service knows.
            if (reference.StartsWith('#') && !reference.StartsWith("#/", StringComparison.Ordinal) && HasAnchor(root, reference[1..]))
            {
                return reference;
            }

            CheckCircle(reference);
            if (reference.StartsWith("#/$defs/", StringComparison.Ordinal) && reference.IndexOf('/', "#/$defs/".Length) < 0)
            {
                return reference;
            }

            if (!_moved.TryGetValue(reference, out var name))
            {
                name = NewName(reference);
                _moved.Add(reference, name);
                _pending.Enqueue(reference);
            }

            return "#/$defs/" + name;
        }

        /// <summary>The author's own name where the target is a definition, for the model reads it; else a number.</summary>
        private string NewName(string reference)
        {
            const string Legacy = "#/definitions/";
            if (reference.StartsWith(Legacy, StringComparison.Ordinal) && reference[Legacy.Length..] is { Length: > 0 } own && !own.AsSpan().ContainsAny("/~%") && _taken.Add(own))
            {
                return own;
            }

            for (var number = _moved.Count + 1; ; number++)
            {
                if (_taken.Add($"ref{number}"))
                {
                    return $"ref{number}";
                }
            }
        }

        /// <summary>A reference that leads to a reference, and so on back to itself, never says what is wanted. A recursive type has a property in between.</summary>
        private void CheckCircle(string reference)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            for (var next = reference; seen.Add(next);)
            {
                var target = Resolve(next);
                if (target.ValueKind != JsonValueKind.Object || !target.TryGetProperty("$ref", out var further) || further.ValueKind != JsonValueKind.String)
                {
                    return;
                }

                next = further.GetString()!;
                if (next == "#" && !root.TryGetProperty("$ref", out _))
                {
                    return;
                }
            }

            throw new ArgumentException($"{subject} refers to '{reference}', which refers to nothing but itself.");
        }

        private JsonElement Resolve(string reference)
        {
            if (!reference.StartsWith('#'))
            {
                throw new ArgumentException($"{subject} refers to '{reference}', outside itself, which the service cannot follow.");
            }

            if (reference.Length > 1 && reference[1] != '/')
            {
                throw new ArgumentException($"{subject} refers to '{reference}', which it does not hold.");
            }

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

        private static bool HasAnchor(JsonElement schema, string anchor) => schema.ValueKind switch
        {
            JsonValueKind.Object => (schema.TryGetProperty("$anchor", out var own) && own.ValueKind == JsonValueKind.String && own.ValueEquals(anchor))
                || schema.EnumerateObject().Any(property => HasAnchor(property.Value, anchor)),
            JsonValueKind.Array => schema.EnumerateArray().Any(item => HasAnchor(item, anchor)),
            _ => false,
        };
    }
}
