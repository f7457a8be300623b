using Connectors.Gemini.Mapping;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Images;

/// <summary>Why an answer has no image: the reason, and what the service and the model say about it.</summary>
internal sealed record NoImage(string Reason, string? Explanation, string? Text = null)
{
    private string? ResponseId { get; init; }

    private ChatFinishReason? FinishReason { get; init; }

    private UsageDetails? Usage { get; init; }

    private string Message => $"No image was made. Finish reason: {Reason}."
        + (Explanation is { Length: > 0 } ? " " + Explanation : "")
        + (Text is { Length: > 0 } ? $" The model said: {Text}" : "");

    internal static NoImage Of(GenerateContentResponse response, string text)
    {
        var candidate = response.Candidates?.FirstOrDefault();
        var feedback = response.PromptFeedback;
        var isBlocked = feedback?.BlockReason is { Value.Length: > 0 };
        return new NoImage(
            (isBlocked ? feedback!.BlockReason!.Value.Value : candidate?.FinishReason?.Value) ?? "none given",
            isBlocked ? feedback!.BlockReasonMessage ?? "The prompt was blocked." : candidate?.FinishMessage,
            text)
        {
            ResponseId = response.ResponseId,
            FinishReason = isBlocked ? ChatFinishReason.ContentFilter : FinishReasonMapping.Read(candidate?.FinishReason, hasCalls: false),
            Usage = response.UsageMetadata is { } usage ? UsageMapping.Read(usage) : null,
        };
    }

    internal GeminiException ToException() => new(Message)
    {
        Reason = Reason,
        RequestMethod = "POST",
        ResponseId = ResponseId,
        PartialResponse = new ChatResponse(new ChatMessage(ChatRole.Assistant, Text)) { ResponseId = ResponseId, FinishReason = FinishReason, Usage = Usage },
    };

    /// <summary>The same beside images that were made.</summary>
    internal ErrorContent ToContent() => new(Message) { ErrorCode = Reason, Details = Explanation };
}
