using Microsoft.Extensions.AI;
using Spectre.Console;

namespace Connectors.Gemini.Samples.AgentFramework;

/// <summary>Asks the user before a function runs that has consequences.</summary>
internal sealed class Approval(IAnsiConsole console, bool approvesAll)
{
    public ToolApprovalResponseContent Decide(ToolApprovalRequestContent request)
    {
        var call = (FunctionCallContent)request.ToolCall;
        var text = $"{call.Name}({string.Join(", ", call.Arguments?.Select(argument => $"{argument.Key}: {argument.Value}") ?? [])})";
        // Without a terminal nobody can consent.
        var isApproved = approvesAll || (!Console.IsInputRedirected && console.Confirm($"May I call [yellow]{Markup.Escape(text)}[/]?", defaultValue: false));
        console.MarkupLineInterpolated($"[dim]{text}: {(isApproved ? "approved" : "rejected")}[/]");
        return request.CreateResponse(isApproved, isApproved ? null : "The user does not want it.");
    }
}
