using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connectors.Gemini.Traffic;

/// <summary>
/// The model's turn goes back as it came: same parts in order, same contents, the same signature on the same part, ids where the service gave them.
/// </summary>
/// <remarks>
/// Signatures have to be the very same string, since they are opaque: a client that decodes them fails where they are no base64.
/// Allowed: another base64 alphabet for media; a documented dummy signature on a call that had none; thoughts may stay away; unsigned
/// neighbouring texts may be joined or split; unsigned empty texts may be left out, an empty text with a signature comes back as it is.
/// </remarks>
internal static class EchoCheck
{
    private static readonly string[] DummySignatures = ["skip_thought_signature_validator", "context_engineering_is_the_way_to_go"];

    public static string? Failure(ExchangeRun run, FollowUp? followUp)
    {
        if (followUp is null)
        {
            return TrafficChecks.NoAnswer(run);
        }

        if (followUp.Contents is not { } contents)
        {
            return $"no follow-up: {followUp.Exception?.GetType().Name}: {followUp.Exception?.Message}";
        }

        var expected = Canonical(run.Expected.EchoParts);
        JsonElement[] turns = [.. contents.EnumerateArray()];
        var roles = string.Join(", ", turns.Select(turn => turn.Property("role").Text()));
        if (roles != "user, model, user" && !(expected.Count == 0 && roles == "user"))
        {
            return $"the turns of the follow-up are: {roles}";
        }

        JsonElement[] parts = turns.Length == 3 ? [.. turns[1].Property("parts").Items()] : [];
        var thoughts = string.Concat(parts.Where(ExpectedAnswer.IsThought).Select(part => part.Property("text").Text()));
        if (thoughts.Length > 0 && thoughts != run.Expected.Reasoning)
        {
            return $"thoughts came back as \"{thoughts}\"";
        }

        var actual = Canonical(parts);
        for (var i = 0; i < Math.Max(expected.Count, actual.Count); i++)
        {
            if (i >= expected.Count || i >= actual.Count || !SamePart(expected[i], actual[i]))
            {
                return $"part {i}: {Show(expected.ElementAtOrDefault(i))} recorded, {Show(actual.ElementAtOrDefault(i))} sent back";
            }
        }

        return null;
    }

    /// <summary>Brings a turn to one form: no thoughts, no unsigned empty parts, each run of unsigned texts as one.</summary>
    private static List<JsonObject> Canonical(IEnumerable<JsonElement> parts)
    {
        List<JsonObject> turn = [];
        JsonObject? openText = null;
        foreach (var part in parts.Where(part => !ExpectedAnswer.IsThought(part)))
        {
            var copy = JsonObject.Create(part)!;
            copy.Remove("thought");
            if (copy["functionCall"] is JsonObject call)
            {
                call["args"] ??= new JsonObject();
            }

            if (copy["inlineData"] is JsonObject media && media["data"] is JsonValue data)
            {
                media["data"] = StandardBase64(data.GetValue<string>());
            }

            var isUnsignedText = copy.Count == 1 && copy.ContainsKey("text");
            if (copy.Count == 0 || (isUnsignedText && copy["text"]!.GetValue<string>().Length == 0))
            {
                continue;
            }

            if (isUnsignedText && openText is not null)
            {
                openText["text"] = openText["text"]!.GetValue<string>() + copy["text"]!.GetValue<string>();
                continue;
            }

            openText = isUnsignedText ? copy : null;
            turn.Add(copy);
        }

        return turn;
    }

    private static bool SamePart(JsonObject expected, JsonObject actual)
    {
        if (expected.ContainsKey("functionCall") && !expected.ContainsKey("thoughtSignature")
            && actual["thoughtSignature"]?.GetValue<string>() is { } added && DummySignatures.Contains(added, StringComparer.Ordinal))
        {
            actual.Remove("thoughtSignature");
        }

        return JsonNode.DeepEquals(expected, actual);
    }

    private static string StandardBase64(string text) => text.Replace('-', '+').Replace('_', '/').TrimEnd('=');

    private static string Show(JsonObject? part)
    {
        var json = part?.ToJsonString() ?? "nothing";
        return json.Length <= 240 ? json : new StringBuilder(json, 0, 160, 256).Append("...").Append(json.AsSpan(json.Length - 60)).ToString();
    }
}
