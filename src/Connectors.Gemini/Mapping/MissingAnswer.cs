using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Mapping;

/// <summary>An answer without what was asked for: why, and what the service and the model say about it.</summary>
/// <param name="What">That it is missing, as a sentence without its stop: <c>No image was made</c>.</param>
/// <param name="Reason">The finish reason or block reason.</param>
/// <param name="Explanation">The service's words for it, if any.</param>
/// <param name="Text">What the model said instead, if anything.</param>
internal sealed record MissingAnswer(string What, string Reason, string? Explanation, string? Text = null)
{
    private string? ResponseId { get; init; }

    private ChatFinishReason? FinishReason { get; init; }

    private UsageDetails? Usage { get; init; }

    private string Message => $"{What}. Finish reason: {Reason}."
        + (Explanation is { Length: > 0 } ? " " + Explanation : "")
        + (Text is { Length: > 0 } ? $" The model said: {Text}" : "");

    /// <param name="what">That it is missing.</param>
    /// <param name="response">The answer, or the event of its stream that ends it.</param>
    /// <param name="text">The text that came instead; empty for none.</param>
    /// <param name="usage">The answer's usage, which may come in an event of its own.</param>
    internal static MissingAnswer Of(string what, GenerateContentResponse response, string text, UsageMetadata? usage)
    {
        var candidate = response.Candidates?.FirstOrDefault();
        var feedback = response.PromptFeedback;
        var isBlocked = feedback?.BlockReason is { Value.Length: > 0 };
        return new MissingAnswer(
            what,
            (isBlocked ? feedback!.BlockReason!.Value.Value : candidate?.FinishReason?.Value) ?? "none given",
            isBlocked ? feedback!.BlockReasonMessage ?? "The prompt was blocked." : candidate?.FinishMessage,
            text)
        {
            ResponseId = response.ResponseId,
            FinishReason = isBlocked ? ChatFinishReason.ContentFilter : FinishReasonMapping.Read(candidate?.FinishReason, hasCalls: false),
            Usage = usage is null ? null : UsageMapping.Read(usage),
        };
    }

    /// <param name="path">The path of the request.</param>
    internal GeminiException ToException(string path) => new(Message)
    {
        Reason = Reason,
        RequestMethod = "POST",
        RequestPath = path,
        ResponseId = ResponseId,
        PartialResponse = new ChatResponse(new ChatMessage(ChatRole.Assistant, Text)) { ResponseId = ResponseId, FinishReason = FinishReason, Usage = Usage },
    };

    /// <summary>The same beside what did come.</summary>
    internal ErrorContent ToContent() => new(Message) { ErrorCode = Reason, Details = Explanation };
}
