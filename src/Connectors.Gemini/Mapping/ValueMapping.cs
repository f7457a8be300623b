using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Mapping;

/// <summary>Any .NET value that a function takes or returns, as JSON.</summary>
internal static class ValueMapping
{
    internal static JsonElement ToJson(object? value, string function)
    {
        switch (value)
        {
            case null:
                return JsonElement.Parse("null"u8);
            case JsonElement { ValueKind: JsonValueKind.Undefined }:
                return JsonElement.Parse("null"u8);
            case JsonElement element:
                return element;
            // Its own type, JsonObject and the like, is not among the known ones where reflection is off.
            case JsonNode node:
                return JsonSerializer.SerializeToElement(node, WireJson.Instance.JsonNode);
        }

        if (!AIJsonUtilities.DefaultOptions.TryGetTypeInfo(value.GetType(), out var typeInfo))
        {
            throw new NotSupportedException(
                $"A value of type {value.GetType()} of the function '{function}' cannot be written as JSON here. Return a string, a number, a JsonElement or an AIContent, or serialise it yourself.");
        }

        return JsonSerializer.SerializeToElement(value, typeInfo);
    }

    internal static JsonElement ToJsonObject(IDictionary<string, object?>? values, string function) =>
        JsonScratch.Write((values, function), static (writer, state) =>
        {
            writer.WriteStartObject();
            foreach (var (name, value) in state.values ?? new Dictionary<string, object?>())
            {
                writer.WritePropertyName(name);
                ToJson(value, state.function).WriteTo(writer);
            }

            writer.WriteEndObject();
        });
}
