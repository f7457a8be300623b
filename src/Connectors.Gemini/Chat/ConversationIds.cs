using Connectors.Gemini.Mapping;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Chat;

/// <summary>The ids that a conversation uses already: the next answer must not use them again.</summary>
internal sealed class ConversationIds
{
    internal HashSet<string> CallIds { get; } = new(StringComparer.Ordinal);

    internal HashSet<string> AnswerIds { get; } = new(StringComparer.Ordinal);

    internal static ConversationIds Of(IEnumerable<ChatMessage> messages)
    {
        var ids = new ConversationIds();
        foreach (var message in messages)
        {
            if (message.MessageId is { } messageId)
            {
                ids.AnswerIds.Add(messageId);
            }

            foreach (var content in message.Contents)
            {
                var call = content switch
                {
                    ToolApprovalRequestContent request => request.ToolCall as FunctionCallContent,
                    ToolApprovalResponseContent response => response.ToolCall as FunctionCallContent,
                    _ => content as FunctionCallContent,
                };
                if (call is null)
                {
                    continue;
                }

                ids.CallIds.Add(call.CallId);
                if (FunctionCallMapping.StepOf(call) is { } step)
                {
                    ids.AnswerIds.Add(step);
                }
            }
        }

        return ids;
    }
}
