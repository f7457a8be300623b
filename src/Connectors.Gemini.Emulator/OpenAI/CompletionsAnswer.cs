using System.Text.Json.Nodes;

namespace Connectors.Gemini.Emulator.OpenAI;

/// <summary>An answer of generateContent as a chat completion, or its events as chunks. Thoughts stay behind; a signature stands beside what it signs.</summary>
internal sealed class CompletionsAnswer(string model, bool includesUsage, DateTimeOffset now)
{
    public JsonObject Whole(JsonObject response)
    {
        var choices = new JsonArray();
        foreach (var candidate in Candidates(response))
        {
            var message = Message(candidate, new Dictionary<int, int>());
            message.TryAdd("content", null);
            choices.Add((JsonNode)new JsonObject
            {
                ["finish_reason"] = FinishReason(candidate, message.ContainsKey("tool_calls")),
                ["index"] = Index(candidate),
                ["message"] = message,
            });
        }

        var completion = Envelope(response, "chat.completion");
        completion["choices"] = choices;
        completion["usage"] = Usage(response);
        return completion;
    }

    public IReadOnlyList<JsonObject> Chunks(IReadOnlyList<JsonObject> events)
    {
        var chunks = new List<JsonObject>();
        var calls = new Dictionary<int, int>();
        foreach (var response in events)
        {
            foreach (var candidate in Candidates(response))
            {
                var delta = Message(candidate, calls);
                var chunk = Envelope(response, "chat.completion.chunk");
                chunk["choices"] = new JsonArray(new JsonObject
                {
                    ["delta"] = delta,
                    ["finish_reason"] = FinishReason(candidate, calls.GetValueOrDefault(Index(candidate)) > 0),
                    ["index"] = Index(candidate),
                });
                chunks.Add(chunk);
            }
        }

        if (includesUsage && events.Count > 0)
        {
            var last = Envelope(events[^1], "chat.completion.chunk");
            last["choices"] = new JsonArray();
            last["usage"] = Usage(events[^1]);
            chunks.Add(last);
        }

        return chunks;
    }

    private static IEnumerable<JsonObject> Candidates(JsonObject response) => response["candidates"]?.AsArray().Select(candidate => candidate!.AsObject()) ?? [];

    private static int Index(JsonObject candidate) => candidate["index"]?.GetValue<int>() ?? 0;

    private JsonObject Envelope(JsonObject response, string kind) => new()
    {
        ["created"] = now.ToUnixTimeSeconds(),
        ["id"] = response["responseId"]?.ToString(),
        ["model"] = model,
        ["object"] = kind,
    };

    /// <param name="candidate">The candidate.</param>
    /// <param name="calls">How many calls each candidate has had so far: a call of a stream is numbered.</param>
    private static JsonObject Message(JsonObject candidate, Dictionary<int, int> calls)
    {
        var message = new JsonObject { ["role"] = "assistant" };
        var toolCalls = new JsonArray();
        foreach (var part in candidate["content"]?["parts"]?.AsArray() ?? [])
        {
            if (part!["thought"] is not null)
            {
                continue;
            }

            if (part["text"] is { } text)
            {
                message["content"] = message["content"]?.ToString() + text;
                Sign(message, part);
            }
            else if (part["functionCall"] is JsonObject call)
            {
                var number = calls.GetValueOrDefault(Index(candidate));
                calls[Index(candidate)] = number + 1;
                var toolCall = new JsonObject
                {
                    ["function"] = new JsonObject { ["arguments"] = (call["args"] ?? new JsonObject()).ToJsonString(), ["name"] = call["name"]?.ToString() },
                    ["id"] = call["id"]?.ToString() ?? $"function-call-{number}",
                    ["index"] = number,
                    ["type"] = "function",
                };
                Sign(toolCall, part);
                toolCalls.Add((JsonNode)toolCall);
            }
        }

        if (toolCalls.Count > 0)
        {
            message["tool_calls"] = toolCalls;
        }

        return message;
    }

    private static void Sign(JsonObject owner, JsonNode part)
    {
        if (part["thoughtSignature"] is { } signature)
        {
            owner["extra_content"] = new JsonObject { ["google"] = new JsonObject { ["thought_signature"] = signature.ToString() } };
        }
    }

    private static string? FinishReason(JsonObject candidate, bool hasCalls) => candidate["finishReason"]?.ToString() switch
    {
        null => null,
        "STOP" => hasCalls ? "tool_calls" : "stop",
        "MAX_TOKENS" => "length",
        _ => "content_filter",
    };

    private static JsonObject Usage(JsonObject response)
    {
        var usage = response["usageMetadata"];
        return new JsonObject
        {
            // Thoughts are in the total alone, as at the service.
            ["completion_tokens"] = usage?["candidatesTokenCount"]?.GetValue<int>() ?? 0,
            ["prompt_tokens"] = usage?["promptTokenCount"]?.GetValue<int>() ?? 0,
            ["total_tokens"] = usage?["totalTokenCount"]?.GetValue<int>() ?? 0,
        };
    }
}
