using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Mapping;

/// <summary>Why an answer ended. Reasons that M.E.AI has no word for keep the service's own.</summary>
internal static class FinishReasonMapping
{
    private static readonly FinishReason Unspecified = new("FINISH_REASON_UNSPECIFIED");

    internal static ChatFinishReason? Read(FinishReason? reason, bool hasCalls)
    {
        if (reason is not { Value: { } name } value || string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        if (value == FinishReason.Stop)
        {
            return hasCalls ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop;
        }

        if (value == FinishReason.MaxTokens)
        {
            return ChatFinishReason.Length;
        }

        return IsFilter(value) ? ChatFinishReason.ContentFilter : new ChatFinishReason(name);
    }

    /// <summary>Of two reasons of one answer the one that says more: a later STOP does not hide that the answer was cut or filtered.</summary>
    internal static FinishReason Merge(FinishReason? soFar, FinishReason later) =>
        soFar is { } earlier && earlier != Unspecified && (later == FinishReason.Stop || later == Unspecified) ? earlier : later;

    private static bool IsFilter(FinishReason reason) =>
        reason == FinishReason.Safety
        || reason == FinishReason.Recitation
        || reason == FinishReason.Language
        || reason == FinishReason.Blocklist
        || reason == FinishReason.ProhibitedContent
        || reason == FinishReason.Spii
        || reason == FinishReason.ImageSafety
        || reason == FinishReason.ImageProhibitedContent
        || reason == FinishReason.ImageRecitation
        || reason == FinishReason.Escalation
        || reason == FinishReason.ModelArmor;
}
