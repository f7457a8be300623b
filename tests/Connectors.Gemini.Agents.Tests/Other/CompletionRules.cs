using System.Text.Json;

namespace Connectors.Gemini.Agents.Tests;

/// <summary>What OpenAI's chat completions refuse in a history.</summary>
public static class CompletionRules
{
    private const int LongestCallId = 40;

    /// <summary>Why the request would be refused; <see langword="null"/> if it would not.</summary>
    public static string? Refusal(JsonElement request)
    {
        var open = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var message in request.GetProperty("messages").EnumerateArray())
        {
            var role = message.GetProperty("role").GetString();
            if (role == "tool")
            {
                var id = message.GetProperty("tool_call_id").GetString()!;
                if (!open.Remove(id))
                {
                    return $"messages[{index}]: a message of role 'tool' must follow a message with the 'tool_calls' it answers ('{id}').";
                }
            }
            else if (open.Count > 0)
            {
                return $"messages[{index}]: these 'tool_calls' have no response message: {string.Join(", ", open)}.";
            }

            if (message.TryGetProperty("tool_calls", out var calls))
            {
                foreach (var call in calls.EnumerateArray())
                {
                    var id = call.GetProperty("id").GetString()!;
                    if (id.Length > LongestCallId)
                    {
                        return $"messages[{index}].tool_calls.id: string too long, {id.Length} instead of at most {LongestCallId}.";
                    }

                    if (!open.Add(id))
                    {
                        return $"messages[{index}].tool_calls.id: '{id}' is there twice.";
                    }

                    using var arguments = JsonDocument.Parse(call.GetProperty("function").GetProperty("arguments").GetString()!);
                }
            }

            index++;
        }

        return open.Count > 0 ? $"These 'tool_calls' have no response message: {string.Join(", ", open)}." : null;
    }
}
