using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connectors.Gemini.Emulator.Server;

/// <summary>
/// countTokens, and on Vertex AI computeTokens. The count is the <c>promptTokenCount</c> that the same request would have in its usage, by the rule of <see cref="TokenCount"/>;
/// the tokens themselves are stretches of four characters.
/// </summary>
internal static class TokenAnswer
{
    private const int TokenLength = 4;
    private const uint Vocabulary = 262_144;

    public static JsonObject? For(Route route, JsonElement body) => (route.Method, route.IsVertex) switch
    {
        ("countTokens", false) => Count(body.Field("generateContentRequest") is var inner && inner.Exists() ? inner : body, isVertex: false),
        ("countTokens", true) => Count(body, isVertex: true),
        ("computeTokens", true) => Compute(body),
        _ => null,
    };

    private static JsonObject Count(JsonElement request, bool isVertex)
    {
        var count = TokenCount.OfPrompt(request);
        var answer = new JsonObject { ["totalTokens"] = count.Total, ["promptTokensDetails"] = count.ToDetails() };
        if (isVertex)
        {
            answer["totalBillableCharacters"] = request.Field("contents").Items().Append(request.Field("systemInstruction")).SelectMany(Texts).Sum(BillableCharacters);
        }

        return answer;
    }

    private static JsonObject Compute(JsonElement body) => new()
    {
        ["tokensInfo"] = new JsonArray([.. body.Field("contents").Items().Select(static content =>
        {
            var tokens = Texts(content).SelectMany(Split).ToList();
            return (JsonNode)new JsonObject
            {
                ["role"] = content.Field("role").Text() ?? "user",
                ["tokenIds"] = new JsonArray([.. tokens.Select(static token => (JsonNode)Id(token))]),
                ["tokens"] = new JsonArray([.. tokens.Select(static token => (JsonNode)Convert.ToBase64String(Encoding.UTF8.GetBytes(token)))]),
            };
        })]),
    };

    private static IEnumerable<string> Texts(JsonElement content) =>
        content.Field("parts").Items().Select(static part => part.Field("text").Text()).OfType<string>();

    private static int BillableCharacters(string text) => text.Count(static c => !char.IsWhiteSpace(c));

    private static IEnumerable<string> Split(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = Math.Min(start + TokenLength, text.Length);
            if (char.IsHighSurrogate(text[end - 1]) && end < text.Length)
            {
                end++;
            }

            yield return text[start..end];
            start = end;
        }
    }

    /// <summary>The same for the same token every time; a number in the text form of int64.</summary>
    private static string Id(string token)
    {
        var hash = 2_166_136_261u;
        foreach (var c in token)
        {
            hash = (hash ^ c) * 16_777_619u;
        }

        return (hash % Vocabulary).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
