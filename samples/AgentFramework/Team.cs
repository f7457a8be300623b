using Microsoft.Agents.AI;
using Microsoft.Agents.AI.Workflows;
using Microsoft.Extensions.AI;
using Spectre.Console;

namespace Connectors.Gemini.Samples.AgentFramework;

/// <summary>A workflow of two agents, one after the other, as one agent with one session.</summary>
internal sealed class Team
{
    private readonly IAnsiConsole _console;
    private readonly Approval _approval;
    private readonly AIAgent _agent;
    private AgentSession? _session;

    public Team(Providers providers, IAnsiConsole console, Approval approval)
    {
        (_console, _approval) = (console, approval);
        var concierge = new ChatClientAgent(providers.Gemini, new ChatClientAgentOptions
        {
            Id = "concierge",
            Name = "concierge",
            ChatOptions = new ChatOptions { Instructions = "You help guests with weather and restaurants.", Tools = Concierge.Tools },
        });
        var editor = new ChatClientAgent(providers.Other, new ChatClientAgentOptions
        {
            Id = "editor",
            Name = "editor",
            ChatOptions = new ChatOptions { Instructions = "You turn what the concierge found out into a kind letter." },
        });
        _agent = AgentWorkflowBuilder.BuildSequential([concierge, editor]).AsAIAgent("team", "team");
    }

    /// <summary>Asks, shows what the agents do, and asks the user where a function needs consent, until nothing is left to decide.</summary>
    public async Task AskAsync(string question, CancellationToken cancellationToken)
    {
        _session ??= await _agent.CreateSessionAsync(cancellationToken);
        _console.MarkupLineInterpolated($"[bold blue]> {question}[/]");
        List<ChatMessage> messages = [new(ChatRole.User, question)];
        while (messages.Count > 0)
        {
            // A workflow shows each request twice: as its agent made it, and as one of its own, with a longer id; the latter is the one to answer.
            Dictionary<string, ToolApprovalRequestContent> requests = [];
            var view = new TeamView(_console);
            await foreach (var update in _agent.RunStreamingAsync(messages, _session, cancellationToken: cancellationToken))
            {
                view.Show(update);
                foreach (var request in update.Contents.OfType<ToolApprovalRequestContent>())
                {
                    if (!requests.TryGetValue(request.ToolCall.CallId, out var known) || known.RequestId.Length < request.RequestId.Length)
                    {
                        requests[request.ToolCall.CallId] = request;
                    }
                }
            }

            view.End();
            messages = requests.Count > 0 ? [new ChatMessage(ChatRole.User, [.. requests.Values.Select(_approval.Decide)])] : [];
        }
    }
}
