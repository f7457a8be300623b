using System.Text.Json;

namespace Connectors.Gemini.Mapping;

/// <summary>References inside a JSON schema: <c>#/$defs/Place</c>, with the escapes of JSON pointers and of URIs.</summary>
internal static class SchemaPointer
{
    /// <summary>What a reference leads to, and its pointer without escapes of URIs, by which the same target is known again.</summary>
    /// <exception cref="ArgumentException">The reference leads outside the schema, or to what it does not hold.</exception>
    internal static (JsonElement Target, string Pointer) Resolve(JsonElement root, string reference, string subject, string path)
    {
        if (!reference.StartsWith('#'))
        {
            throw new ArgumentException($"{subject} refers at {path} to '{reference}', outside itself, which the service cannot follow.");
        }

        var pointer = Uri.UnescapeDataString(reference);
        var current = root;
        foreach (var escaped in pointer.Split('/').Skip(1))
        {
            var step = escaped.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            current = Step(current, step) ?? throw new ArgumentException($"{subject} refers at {path} to '{reference}', which it does not hold.");
        }

        return pointer.Length == 1 || pointer[1] == '/'
            ? (current, pointer)
            : throw new ArgumentException($"{subject} refers at {path} to '{reference}', a name instead of a pointer. Write it as '#/$defs/...'.");
    }

    private static JsonElement? Step(JsonElement current, string step) => current.ValueKind switch
    {
        JsonValueKind.Object when current.TryGetProperty(step, out var property) => property,
        JsonValueKind.Array when int.TryParse(step, out var index) && index >= 0 && index < current.GetArrayLength() => current[index],
        _ => null,
    };
}
