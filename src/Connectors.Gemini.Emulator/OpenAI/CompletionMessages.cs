using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Messages;

namespace Connectors.Gemini.Emulator.OpenAI;

/// <summary>The messages of a chat completions request as contents and system instruction.</summary>
internal static class CompletionMessages
{
    public static JsonObject Read(JsonElement body)
    {
        var system = new JsonArray();
        var contents = new JsonArray();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var message in body.Items("messages"))
        {
            switch (message.Text("role"))
            {
                case "system" or "developer":
                    foreach (var part in Parts(message))
                    {
                        system.Add((JsonNode)part);
                    }

                    break;
                case "user":
                    contents.Add((JsonNode)Content("user", Parts(message)));
                    break;
                case "assistant":
                    contents.Add((JsonNode)Content("model", [.. Parts(message), .. Calls(message, names)]));
                    break;
                case "tool":
                    AddResult(contents, message, names);
                    break;
                case var role:
                    throw new InvalidCompletionException($"Invalid role: {role}");
            }
        }

        var request = new JsonObject { ["contents"] = contents };
        if (system.Count > 0)
        {
            request["systemInstruction"] = new JsonObject { ["parts"] = system };
        }

        return request;
    }

    private static JsonObject Content(string role, IEnumerable<JsonObject> parts) =>
        new() { ["role"] = role, ["parts"] = new JsonArray([.. parts]) };

    private static IEnumerable<JsonObject> Parts(JsonElement message)
    {
        if (message.Text("content") is { } text)
        {
            if (text.Length > 0 || Signature(message) is not null)
            {
                yield return Signed(new JsonObject { ["text"] = text }, message);
            }

            yield break;
        }

        foreach (var part in message.Items("content"))
        {
            yield return part.Text("type") switch
            {
                "text" => Signed(new JsonObject { ["text"] = part.Text("text") }, message),
                "image_url" => Image(part.Field("image_url").Text("url") ?? ""),
                "input_audio" => Media("audio/" + part.Field("input_audio").Text("format"), part.Field("input_audio").Text("data") ?? ""),
                var type => throw new InvalidCompletionException($"Invalid content part type: {type}"),
            };
        }
    }

    /// <summary>The surface takes pictures in the request alone: it fetches none.</summary>
    private static JsonObject Image(string url)
    {
        const string Scheme = "data:";
        const string Encoding = ";base64,";
        var encoding = url.IndexOf(Encoding, StringComparison.Ordinal);
        return url.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && encoding > 0
            ? Media(url[Scheme.Length..encoding], url[(encoding + Encoding.Length)..])
            : throw new InvalidCompletionException("Unsupported image url: images are passed as data: URLs with base64.");
    }

    private static JsonObject Media(string type, string data) =>
        new() { ["inlineData"] = new JsonObject { ["mimeType"] = type, ["data"] = data } };

    private static IEnumerable<JsonObject> Calls(JsonElement message, Dictionary<string, string> names)
    {
        foreach (var call in message.Items("tool_calls"))
        {
            var function = call.Field("function");
            var (id, name) = (call.Text("id") ?? "", function.Text("name") ?? "");
            names[id] = name;
            yield return Signed(new JsonObject { ["functionCall"] = new JsonObject { ["id"] = id, ["name"] = name, ["args"] = Arguments(function.Text("arguments")) } }, call);
        }
    }

    private static JsonNode Arguments(string? json)
    {
        try
        {
            return string.IsNullOrWhiteSpace(json) ? new JsonObject() : JsonNode.Parse(json) as JsonObject ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new InvalidCompletionException("Function call arguments are not a JSON object.");
        }
    }

    /// <summary>The results of one step stand in one content.</summary>
    private static void AddResult(JsonArray contents, JsonElement message, Dictionary<string, string> names)
    {
        var id = message.Text("tool_call_id") ?? "";
        if (!names.TryGetValue(id, out var name))
        {
            throw new InvalidCompletionException($"No tool call has the id {id}.");
        }

        var text = string.Concat(Parts(message).Select(part => part["text"]?.ToString()));
        var part = new JsonObject { ["functionResponse"] = new JsonObject { ["id"] = id, ["name"] = name, ["response"] = Response(text) } };
        if (contents.LastOrDefault()?["parts"] is JsonArray parts && parts.FirstOrDefault()?["functionResponse"] is not null)
        {
            parts.Add((JsonNode)part);
            return;
        }

        contents.Add((JsonNode)Content("user", [part]));
    }

    private static JsonObject Response(string text)
    {
        try
        {
            if (JsonNode.Parse(text) is JsonObject json)
            {
                return json;
            }
        }
        catch (JsonException)
        {
            // Not JSON: the words are the result.
        }

        return new JsonObject { ["result"] = text };
    }

    /// <summary>Where the surface keeps a thought signature: beside what it signs.</summary>
    private static string? Signature(JsonElement owner) => owner.Field("extra_content").Field("google").Text("thought_signature");

    private static JsonObject Signed(JsonObject part, JsonElement owner)
    {
        if (Signature(owner) is { } signature)
        {
            part["thoughtSignature"] = signature;
        }

        return part;
    }
}
