using System.Text.Json;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Agents.Tests;

/// <summary>The same question asked whole or as a stream.</summary>
public static class Asking
{
    public static async Task<ChatResponse> AskAsync(this IChatClient client, bool streaming, IEnumerable<ChatMessage> messages, ChatOptions? options = null)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        return streaming
            ? await client.GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken)
            : await client.GetResponseAsync(messages, options, cancellationToken);
    }

    public static async Task<AgentResponse> AskAsync(this AIAgent agent, bool streaming, IEnumerable<ChatMessage> messages, AgentSession? session = null)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        return streaming
            ? await agent.RunStreamingAsync(messages, session, cancellationToken: cancellationToken).ToAgentResponseAsync(cancellationToken)
            : await agent.RunAsync(messages, session, cancellationToken: cancellationToken);
    }

    public static Task<AgentResponse> AskAsync(this AIAgent agent, bool streaming, string question, AgentSession? session = null) =>
        agent.AskAsync(streaming, [new ChatMessage(ChatRole.User, question)], session);

    /// <summary>The messages as another process reads them.</summary>
    public static List<ChatMessage> ThroughJson(this IEnumerable<ChatMessage> messages)
    {
        var json = JsonSerializer.Serialize(messages.ToList(), AIJsonUtilities.DefaultOptions);
        return JsonSerializer.Deserialize<List<ChatMessage>>(json, AIJsonUtilities.DefaultOptions)!;
    }

    /// <summary>An agent's session as another process reads it.</summary>
    public static async Task<AgentSession> ThroughJsonAsync(this AgentSession session, AIAgent from, AIAgent to)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var json = (await from.SerializeSessionAsync(session, cancellationToken: cancellationToken)).GetRawText();
        return await to.DeserializeSessionAsync(JsonElement.Parse(json), cancellationToken: cancellationToken);
    }
}
