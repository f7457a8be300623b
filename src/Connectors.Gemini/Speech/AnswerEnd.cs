using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Speech;

/// <summary>Speech and transcripts of M.E.AI have no finish reason: where it is not the ordinary one, it stands among their properties.</summary>
internal static class AnswerEnd
{
    internal const string Key = "gemini.finishReason";

    internal static bool IsLast(GenerateContentResponse response) =>
        response.PromptFeedback?.BlockReason is not null || response.Candidates?.Any(static candidate => candidate.FinishReason is { Value.Length: > 0 }) == true;

    internal static AdditionalPropertiesDictionary? Properties(GenerateContentResponse response) =>
        response.Candidates?.FirstOrDefault()?.FinishReason is { Value.Length: > 0 } reason && reason != FinishReason.Stop ? new() { [Key] = reason.Value } : null;
}
