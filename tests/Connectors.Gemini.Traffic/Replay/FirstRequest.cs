using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Traffic;

/// <summary>
/// The question that a recording answers. It is a legal one of our own rather than the recorded one (many recordings have no request, or one
/// that only an older service took): the recorded user text where there is one, and every function that was declared or gets called.
/// </summary>
internal static partial class FirstRequest
{
    public static List<ChatMessage> Messages(RecordedExchange exchange)
    {
        var lastContent = exchange.Request.Property("contents").Items().Select(content => (JsonElement?)content).LastOrDefault();
        string?[] texts = [.. lastContent.Property("parts").Items().Select(part => part.Property("text").Text())];
        var text = texts.Length > 0 && texts.All(part => !string.IsNullOrWhiteSpace(part)) ? string.Join('\n', texts) : "Please go ahead.";
        return [new ChatMessage(ChatRole.User, text)];
    }

    public static ChatOptions? Options(RecordedExchange exchange, ExpectedAnswer expected)
    {
        Dictionary<string, AITool> tools = new(StringComparer.Ordinal);
        foreach (var declaration in exchange.Request.Property("tools").Items()
            .SelectMany(tool => (tool.Property("functionDeclarations") ?? tool.Property("function_declarations")).Items()))
        {
            var name = declaration.GetProperty("name").GetString()!;
            tools[name] = AIFunctionFactory.CreateDeclaration(name, declaration.Property("description").Text(), Schema(declaration));
        }

        foreach (var called in expected.Calls.Select(call => call.Name).Where(name => !tools.ContainsKey(name)))
        {
            tools[called] = AIFunctionFactory.CreateDeclaration(called, "A function that the recorded answer calls.", JsonReading.Parse("""{"type":"object","properties":{}}"""));
        }

        AITool[] legal = [.. tools.Values.Where(tool => LegalName().IsMatch(tool.Name))];

        // A model that only speaks has to be asked for speech.
        var speaks = expected.Parts.Any(part => part.Property("inlineData").Property("mimeType").Text()?.StartsWith("audio/", StringComparison.Ordinal) == true);
        return legal.Length == 0 && !speaks
            ? null
            : new ChatOptions
            {
                Tools = legal,
                AdditionalProperties = speaks ? new() { ["gemini.responseModalities"] = new[] { "AUDIO" } } : null,
            };
    }

    private static JsonElement Schema(JsonElement declaration)
    {
        var schema = declaration.Property("parametersJsonSchema") ?? declaration.Property("parameters_json_schema") ?? declaration.Property("parameters");
        JsonNode node = schema is { ValueKind: JsonValueKind.Object } given ? JsonObject.Create(given)! : [];
        ToJsonSchema(node);
        node["type"] ??= "object";
        return JsonReading.Parse(node.ToJsonString());
    }

    /// <summary>The service's older schema dialect names types in capitals (or by number in one SDK); JSON Schema does not.</summary>
    private static void ToJsonSchema(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                ToJsonSchema(item);
            }
        }
        else if (node is JsonObject schema)
        {
            if (schema["type"] is JsonValue type && type.TryGetValue(out string? name))
            {
                schema["type"] = name.ToLowerInvariant();
            }

            foreach (var member in schema.Select(member => member.Value).ToArray())
            {
                ToJsonSchema(member);
            }
        }
    }

    [GeneratedRegex("^[a-zA-Z_][a-zA-Z0-9_.:-]{0,127}$", RegexOptions.None, 1000)]
    private static partial Regex LegalName();
}
