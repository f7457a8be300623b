using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Server;

namespace Connectors.Gemini.Emulator.Brain;

/// <summary>
/// Fills a function's parameters from a text. A function with one free string is called once for each name in the text (Prague, Brno);
/// one with several takes as many names per call. What the text does not give is left out where it may be, else made up from the schema.
/// </summary>
internal static class ArgumentFiller
{
    public static IEnumerable<JsonObject> Fill(DeclaredFunction function, AskedText text)
    {
        var root = function.Parameters;
        var properties = root.Field("properties").Members().ToList();
        var required = root.Field("required").Items().Select(name => name.Text()).ToHashSet(StringComparer.Ordinal);
        var free = properties.Where(property => IsFreeString(Resolve(root, property.Value))).Select(property => property.Name).ToList();
        var wanted = free.FindAll(required.Contains) is { Count: > 0 } needed ? needed : free.Take(1).ToList();
        var names = text.Names(function);
        var callCount = wanted.Count == 0 ? 1 : Math.Max(1, names.Count / wanted.Count);
        for (var i = 0; i < callCount; i++)
        {
            var numbers = new Queue<decimal>(text.Numbers(function));
            var arguments = new JsonObject();
            foreach (var property in properties)
            {
                var schema = Resolve(root, property.Value);
                var index = wanted.IndexOf(property.Name);
                var name = index < 0 ? null : names.ElementAtOrDefault((i * wanted.Count) + index);
                var value = Value(schema, text, names, name, numbers);
                if (value is null && required.Contains(property.Name))
                {
                    value = index >= 0 && text.Text.Length > 0 ? JsonValue.Create(text.Text) : SchemaInstance.Create(property.Value, root);
                }

                if (value is not null)
                {
                    arguments[property.Name] = value;
                }
            }

            yield return arguments;
        }
    }

    /// <summary>What the text gives for a parameter; <see langword="null"/> for nothing.</summary>
    private static JsonNode? Value(JsonElement schema, AskedText text, IReadOnlyList<string> names, string? name, Queue<decimal> numbers)
    {
        switch (SchemaInstance.TypeOf(schema))
        {
            case "string" when schema.Field("enum").Exists():
                var label = schema.Field("enum").Items().Select(item => item.Text()).FirstOrDefault(item => item is not null && text.Says(item));
                return label is null ? null : JsonValue.Create(label);
            case "string":
                return name is null ? null : JsonValue.Create(name);
            case "integer" or "number" when numbers.TryDequeue(out var number):
                return SchemaInstance.TypeOf(schema) == "integer" ? JsonValue.Create((long)number) : JsonValue.Create(number);
            case "array" when IsFreeString(schema.Field("items")) && names.Count > 0:
                return new JsonArray([.. names.Select(item => JsonValue.Create(item))]);
            default:
                return null;
        }
    }

    private static bool IsFreeString(JsonElement schema) =>
        SchemaInstance.TypeOf(schema) == "string" && !schema.Field("enum").Exists() && !schema.Field("format").Exists();

    private static JsonElement Resolve(JsonElement root, JsonElement schema) => SchemaInstance.Resolve(schema, root);
}
