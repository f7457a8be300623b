using System.Globalization;
using System.Text.Json;
using Connectors.Gemini.Mapping;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Chat;

/// <summary>
/// One answer while it is read, from a whole response or from the events of a stream: the first candidate's contents as they come,
/// and what belongs to the answer as a whole, which is known at the end.
/// </summary>
internal sealed class Answer(ConversationIds known, IReadOnlyDictionary<string, JsonElement> functionSchemas, bool allowMultipleCalls, ILogger logger)
{
    private AnswerState? _state;
    private UsageMetadata? _usage;
    private FinishReason? _finishReason;
    private string? _finishMessage;
    private PromptFeedback? _block;
    private bool _hasVisibleContent;

    /// <summary>Gets the service's id of the answer, or one of ours where it gave none; empty while nothing was received.</summary>
    internal string Id { get; private set; } = "";

    /// <summary>Gets the id of the message and of its step: that of the answer, unless the conversation has it already.</summary>
    internal string MessageId => _state?.Step ?? "";

    internal string? Model { get; private set; }

    internal DateTimeOffset? CreatedAt { get; private set; }

    /// <summary>Gets whether the service said that the answer is over, or that the prompt is blocked.</summary>
    internal bool IsComplete => _finishReason is not null || _block is not null;

    internal ChatFinishReason? FinishReason =>
        _finishReason is null && _block is not null ? ChatFinishReason.ContentFilter : FinishReasonMapping.Read(_finishReason, _state?.CallCount > 0);

    internal UsageDetails? Usage => _usage is null ? null : UsageMapping.Read(_usage);

    /// <summary>Gets what belongs to the message beside its contents.</summary>
    internal AdditionalPropertiesDictionary? Properties =>
        _finishMessage is null ? null : new() { ["gemini.finishMessage"] = _finishMessage };

    /// <summary>Takes a response, or the next event of a stream.</summary>
    internal List<AIContent> Read(GenerateContentResponse response)
    {
        Model ??= response.ModelVersion;
        CreatedAt ??= DateTimeOffset.TryParse(response.CreateTime, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created) ? created : null;
        if (response.UsageMetadata is { } usage)
            UsageMapping.Add(usage, _usage ??= new UsageMetadata());
        if (response.PromptFeedback is { BlockReason.Value.Length: > 0 } feedback)
            _block = feedback;

        var state = _state ??= Begin(response.ResponseId);
        var contents = new List<AIContent>();
        foreach (var candidate in response.Candidates ?? [])
        {
            // Further candidates are in the raw response: M.E.AI has one answer.
            if (candidate is null || candidate.Index is not (null or 0))
                continue;
            if (candidate.FinishReason is { Value.Length: > 0 } reason)
                _finishReason = FinishReasonMapping.Merge(_finishReason, reason);
            _finishMessage = candidate.FinishMessage ?? _finishMessage;
            foreach (var part in candidate.Content?.Parts ?? [])
                Read(part, state, contents);
        }

        return contents;
    }

    /// <summary>What stands at the end of the answer: an error where it has nothing to show, so that a block or an empty answer never looks like a success.</summary>
    internal ErrorContent? ReadEnd()
    {
        if (_block is { } block)
        {
            return new ErrorContent($"The prompt was blocked: {block.BlockReason}." + (block.BlockReasonMessage is { } message ? " " + message : ""))
            {
                ErrorCode = block.BlockReason!.Value.Value,
                Details = block.BlockReasonMessage,
                RawRepresentation = block,
            };
        }

        if (_hasVisibleContent || _finishReason == Wire.FinishReason.MaxTokens)
            return null;
        var reason = _finishReason?.Value ?? "none given";
        return new ErrorContent($"The model's answer is empty. Finish reason: {reason}." + (_finishMessage is null ? "" : " " + _finishMessage))
        {
            ErrorCode = reason,
            Details = _finishMessage,
        };
    }

    private AnswerState Begin(string? serviceId)
    {
        Id = serviceId is { Length: > 0 } ? serviceId : NewId();
        // Servers that stand in for the service repeat their ids; two answers with one id would be taken for one step.
        return new AnswerState(known.AnswerIds.Contains(Id) ? NewId() : Id, known.CallIds, functionSchemas);
    }

    private static string NewId() => "gemini_answer_" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    private void Read(Part? part, AnswerState state, List<AIContent> contents)
    {
        if (part is null)
            return;
        if (!allowMultipleCalls && part.FunctionCall is { } call && state.CallCount > 0)
        {
            MappingLog.FurtherCallDropped(logger, call.Name ?? "");
            return;
        }

        var before = contents.Count;
        PartMapping.Read(part, state, contents);
        // Thoughts alone are no answer, and neither is a text that is empty but for its signature.
        _hasVisibleContent |= contents.Count > before && part is { Thought: not true } and not { Text: "" };
    }
}
