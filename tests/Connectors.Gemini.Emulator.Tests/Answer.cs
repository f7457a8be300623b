using System.Text.Json.Nodes;

namespace Connectors.Gemini.Emulator.Tests;

/// <summary>Short ways into an answer.</summary>
internal static class Answer
{
    public static JsonObject Candidate(this JsonObject response, int index = 0) => response["candidates"]![index]!.AsObject();

    public static List<JsonObject> Parts(this JsonObject response, int candidate = 0) =>
        [.. (response["candidates"]?[candidate]?["content"]?["parts"]?.AsArray() ?? []).Select(part => part!.AsObject())];

    public static string Text(this JsonObject response, int candidate = 0) =>
        string.Concat(response.Parts(candidate).Where(part => part["thought"] is null).Select(part => part["text"]?.ToString()));

    public static string Text(this IEnumerable<JsonObject> events) => string.Concat(events.Select(item => item["candidates"] is null ? "" : item.Text()));

    public static string? FinishReason(this JsonObject response) => response["candidates"]?[0]?["finishReason"]?.ToString();

    public static int Tokens(this JsonObject response, string field) => response["usageMetadata"]![field]!.GetValue<int>();
}
