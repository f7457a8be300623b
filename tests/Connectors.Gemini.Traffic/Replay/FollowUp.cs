using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Traffic;

/// <summary>The request after an answer: its <c>contents</c>, or why there is none.</summary>
internal sealed record FollowUp(JsonElement? Contents, Exception? Exception)
{
    /// <summary>Gives every call a result and sends the history again, as FunctionInvokingChatClient does; "go on" where nothing was called.</summary>
    public static async Task<FollowUp> SendAsync(IChatClient client, ReplayHandler handler, IEnumerable<ChatMessage> answered, ChatOptions? options, CancellationToken cancellationToken)
    {
        var sentBefore = handler.Requests.Count;
        try
        {
            await client.GetResponseAsync(answered, options, cancellationToken);
        }
#pragma warning disable CA1031 // Whatever the client throws is the result: the checks judge it.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return new FollowUp(null, exception);
        }

        return handler.Requests.Count == sentBefore + 1
            ? new FollowUp(handler.Requests[^1].Body.Property("contents"), null)
            : new FollowUp(null, new InvalidOperationException($"{handler.Requests.Count - sentBefore} requests were sent instead of one."));
    }

    public static List<ChatMessage> Answered(IReadOnlyList<ChatMessage> history)
    {
        List<AIContent> results = [];
        HashSet<string> served = [.. history.SelectMany(message => message.Contents).OfType<FunctionResultContent>().Select(result => result.CallId)];
        foreach (var call in history.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Where(call => !call.InformationalOnly && !served.Contains(call.CallId)))
        {
            call.InformationalOnly = true;
            results.Add(new FunctionResultContent(call.CallId, Result(results.Count)));
        }

        return [.. history, results.Count > 0 ? new ChatMessage(ChatRole.Tool, results) : new ChatMessage(ChatRole.User, "go on")];
    }

    /// <summary>Results are texts and objects in turn, each another one, so that a swap is seen.</summary>
    public static object Result(int position) =>
        position % 2 == 0 ? $"result {position}" : JsonReading.Parse(new JsonObject { ["value"] = position, ["unit"] = "°C" }.ToJsonString());

    public static List<ChatMessage> ThroughJson(IEnumerable<ChatMessage> history) =>
        JsonSerializer.Deserialize<List<ChatMessage>>(JsonSerializer.Serialize(history, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;
}
