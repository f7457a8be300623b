using Connectors.Gemini.Emulator.Scripts;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Agents.Tests.Routes;

/// <summary>One run of a route.</summary>
public sealed record RouteRun(Scene Scene, bool Streaming, string Model, bool Json)
{
    /// <summary>Gets what the user reads at the end.</summary>
    public string Text { get; set; } = "";

    public IChatClient Client(params Reply[] replies)
    {
        Scene.Emulator.Script.Next(replies);
        return Scene.Client(Model);
    }

    public FunctionInvokingChatClient Invoking(params Reply[] replies) => new(Client(replies));

    public async Task<ChatResponse> AskAsync(IChatClient client, List<ChatMessage> history, ChatOptions? options, params ChatMessage[] more)
    {
        history.AddRange(more);
        var response = await client.AskAsync(Streaming, history, options);
        history.AddMessages(response);
        Text = response.Text;
        return response;
    }

    public async Task<AgentResponse> AskAsync(AIAgent agent, AgentSession? session, params ChatMessage[] messages)
    {
        var response = await agent.AskAsync(Streaming, messages, session);
        Text = response.Text;
        return response;
    }

    public List<ChatMessage> Saved(List<ChatMessage> history) => Json ? history.ThroughJson() : history;

    public async Task<AgentSession> SavedAsync(AgentSession session, AIAgent from, AIAgent to) => Json ? await session.ThroughJsonAsync(from, to) : session;

    public static ChatMessage User(string text) => new(ChatRole.User, text);

    /// <summary>The user's answers to all requests for approval.</summary>
    public static ChatMessage Decide(IEnumerable<ChatMessage> messages, Func<FunctionCallContent, bool> approves) => new(
        ChatRole.User,
        [.. messages.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>()
            .Select(request => request.CreateResponse(approves((FunctionCallContent)request.ToolCall), "Not today."))]);

    public static string PlaceOf(FunctionCallContent call) => call.Arguments!["place"]!.ToString()!;
}
