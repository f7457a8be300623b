using Connectors.Gemini.Mapping;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Speech;

/// <summary>An answer without what was asked for: why, and what the model said instead.</summary>
internal static class MissingAnswer
{
    /// <param name="what">What is missing: <c>audio</c>.</param>
    /// <param name="last">The answer, or the last event of its stream.</param>
    /// <param name="said">The text that came instead; empty for none.</param>
    internal static GeminiException ToException(string what, GenerateContentResponse? last, string said)
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
                Usage = last?.UsageMetadata is { } usage ? UsageMapping.Read(usage) : null,
            },
        };
    }
}
