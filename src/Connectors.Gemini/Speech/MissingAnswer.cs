using Connectors.Gemini.Mapping;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Speech;

/// <summary>An answer without what was asked for: why, and what the model said instead.</summary>
internal static class MissingAnswer
{
    /// <param name="what">What is missing: <c>audio</c>.</param>
    /// <param name="last">The answer, or the event of its stream that ends it.</param>
    /// <param name="said">The text that came instead; empty for none.</param>
    /// <param name="usage">The answer's usage, which may come in an event of its own.</param>
    internal static GeminiException ToException(string what, GenerateContentResponse? last, string said, UsageMetadata? usage)
    {
        var candidate = last?.Candidates?.FirstOrDefault();
        var block = last?.PromptFeedback?.BlockReason is { Value.Length: > 0 } blocked ? blocked.Value : null;
        var reason = block ?? candidate?.FinishReason?.Value ?? "none given";
        var explanation = block is not null ? last!.PromptFeedback!.BlockReasonMessage ?? "The prompt was blocked." : candidate?.FinishMessage;
        return new GeminiException($"The answer has no {what}. Finish reason: {reason}."
            + (string.IsNullOrEmpty(explanation) ? "" : " " + explanation)
            + (said.Length == 0 ? "" : $" The model said: {said}"))
        {
            Reason = reason,
            RequestMethod = "POST",
            ResponseId = last?.ResponseId,
            PartialResponse = new ChatResponse(new ChatMessage(ChatRole.Assistant, said))
            {
                ResponseId = last?.ResponseId,
                FinishReason = block is not null ? ChatFinishReason.ContentFilter : FinishReasonMapping.Read(candidate?.FinishReason, hasCalls: false),
                Usage = usage is null ? null : UsageMapping.Read(usage),
            },
        };
    }
}
