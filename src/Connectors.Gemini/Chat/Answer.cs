using System.Globalization;
using Connectors.Gemini.Mapping;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Chat;

/// <summary>
/// One answer while it is read, from a whole response or from the events of a stream: the first candidate's contents as they come,
/// and what belongs to the answer as a whole, which is known at the end.
/// </summary>
internal sealed class Answer(ConversationIds known, IList<AITool>? tools, bool allowMultipleCalls, bool imagesAreToolResults, ILogger logger)
{
    private AnswerState? _state;
    private UsageMetadata? _usage;
    private FinishReason? _finishReason;
    private string? _finishMessage;
    private PromptFeedback? _block;
    private GroundingMapping? _grounding;
    private readonly List<string> _texts = [];
    private UsageDetails? _usageOfHops;
    private bool _hasVisibleContent;

    /// <summary>Gets the service's id of the answer, or one of ours where it gave none; empty while nothing was received.</summary>
    internal string Id { get; private set; } = "";

    /// <summary>Gets the id that the service gave the answer; <see langword="null"/> where it gave none.</summary>
    internal string? ServiceId { get; private set; }

    /// <summary>Gets the id of the message and of its step: that of the answer, unless the conversation has it already.</summary>
    internal string MessageId => _state?.Step ?? "";

    internal string? Model { get; private set; }

    internal DateTimeOffset? CreatedAt { get; private set; }

    /// <summary>Gets whether the service said that the answer is over, or that the prompt is blocked.</summary>
    internal bool IsComplete => _finishReason is not null || _block is not null;

    internal ChatFinishReason? FinishReason =>
        _finishReason is null && _block is not null ? ChatFinishReason.ContentFilter : FinishReasonMapping.Read(_finishReason, _state?.CallCount > 0);

    internal UsageDetails? Usage => UsageMapping.Sum(_usageOfHops, _usage is null ? null : UsageMapping.Read(_usage));

    /// <summary>Gets whether the service split the answer and the next part is to be asked for.</summary>
    internal bool IsToBeContinued => _finishReason == Wire.FinishReason.Continuation && ContinuationToken is not null;

    /// <summary>Gets the token with which the answer goes on from where the service last said so.</summary>
    internal string? ContinuationToken { get; private set; }

    /// <summary>Gets whether nothing came since the token: going on from it repeats nothing.</summary>
    internal bool IsAtToken { get; private set; }

    /// <summary>Gets what belongs to the message beside its contents.</summary>
    internal AdditionalPropertiesDictionary? Properties
    {
        get
        {
            AdditionalPropertiesDictionary? properties = null;
            if (_finishMessage is not null)
            {
                (properties ??= [])["gemini.finishMessage"] = _finishMessage;
            }

            if (ContinuationToken is not null && (IsToBeContinued || _finishReason == Wire.FinishReason.MaxTokens))
            {
                (properties ??= [])["gemini.continuationToken"] = ContinuationToken;
            }

            return properties;
        }
    }

    /// <summary>Goes on with the answer in another request.</summary>
    internal void BeginHop()
    {
        _usageOfHops = Usage;
        _usage = null;
        _finishReason = null;
        // Also where nothing was grounded so far: what the next request cites counts from its own beginning.
        (_grounding ??= new GroundingMapping()).BeginHop(System.Text.Encoding.UTF8.GetByteCount(string.Concat(_texts)));
    }

    /// <summary>Takes a response, or the next event of a stream.</summary>
    internal List<AIContent> Read(GenerateContentResponse response)
    {
        Model ??= response.ModelVersion;
        ServiceId ??= response.ResponseId;
        CreatedAt ??= DateTimeOffset.TryParse(response.CreateTime, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created) ? created : null;
        if (response.UsageMetadata is { } usage)
        {
            _usage = UsageMapping.Merge(_usage, usage);
        }

        if (response.PromptFeedback is { } feedback && (feedback.BlockReason is { Value.Length: > 0 } || feedback.BlockReasonMessage is not null))
        {
            _block = feedback;
        }

        var state = _state ??= Begin(response.ResponseId);
        // An event of a stream has one part, mostly. Plain loops: an enumerator of IList is an object, for each event two of them.
        var contents = new List<AIContent>(1);
        for (var i = 0; i < response.Candidates?.Count; i++)
        {
            var candidate = response.Candidates[i];
            // Further candidates are in the raw response: M.E.AI has one answer.
            if (candidate is null || candidate.Index is not (null or 0))
            {
                continue;
            }

            if (candidate.FinishReason is { } reason && !string.IsNullOrWhiteSpace(reason.Value))
            {
                _finishReason = FinishReasonMapping.Merge(_finishReason, reason);
            }

            _finishMessage = candidate.FinishMessage ?? _finishMessage;
            if (candidate is not { GroundingMetadata: null, UrlContextMetadata: null, CitationMetadata: null })
            {
                (_grounding ??= new GroundingMapping()).Add(candidate);
            }

            for (var p = 0; p < candidate.Content?.Parts?.Count; p++)
            {
                Read(candidate.Content.Parts[p], state, contents);
            }

            if (candidate.ContinuationToken is { Length: > 0 } token)
            {
                (ContinuationToken, IsAtToken) = (token, true);
            }
            else if (contents.Count > 0)
            {
                IsAtToken = false;
            }
        }

        return contents;
    }

    /// <summary>
    /// What stands at the end of the answer: a call whose arguments were cut off, what the answer was grounded in, and an error where there is nothing to show,
    /// so that a block or an empty answer never looks like a success.
    /// </summary>
    /// <param name="whole">The contents of an answer that came at once: citations are put on its texts. Of a stream <see langword="null"/>: they stand on a content of their own at the end.</param>
    internal List<AIContent> ReadEnd(List<AIContent>? whole)
    {
        var contents = new List<AIContent>();
        if (_state is { OpenCall: not null } state)
        {
            PartMapping.Close(state, contents);
            _hasVisibleContent = true;
        }

        if (_grounding is not null)
        {
            contents.AddRange(_grounding.Contents(_state?.LastSearchId));
            var citations = _grounding.Citations(string.Concat(_texts));
            if (whole is not null)
            {
                CitationPlacement.Place(citations, whole, contents);
            }
            else if (citations.Count > 0)
            {
                contents.Add(CitationPlacement.Bare(citations));
            }
        }

        if (ReadFailure() is { } failure)
        {
            contents.Add(failure);
        }

        return contents;
    }

    private ErrorContent? ReadFailure()
    {
        if (_block is { } block)
        {
            var reason = block.BlockReason?.Value ?? "BLOCKED";
            return new ErrorContent($"The prompt was blocked: {reason}." + (block.BlockReasonMessage is { } message ? " " + message : ""))
            {
                ErrorCode = reason,
                Details = block.BlockReasonMessage,
                RawRepresentation = block,
            };
        }

        if (_hasVisibleContent || _finishReason == Wire.FinishReason.MaxTokens)
        {
            return null;
        }

        var finish = _finishReason?.Value ?? "none given";
        return new ErrorContent($"The model's answer is empty. Finish reason: {finish}." + (_finishMessage is null ? "" : " " + _finishMessage))
        {
            ErrorCode = finish,
            Details = _finishMessage,
        };
    }

    private AnswerState Begin(string? serviceId)
    {
        Id = serviceId is { Length: > 0 } ? serviceId : NewId();
        // Servers that stand in for the service repeat their ids; two answers with one id would be taken for one step.
        return new AnswerState(known.AnswerIds.Contains(Id) ? NewId() : Id, known.CallIds, tools);
    }

    private static string NewId() => "gemini_answer_" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    private void Read(Part? part, AnswerState state, List<AIContent> contents)
    {
        if (part is null)
        {
            return;
        }

        if (!allowMultipleCalls && part.FunctionCall is { } call && state.CallCount > 0)
        {
            MappingLog.FurtherCallDropped(logger, call.Name ?? "");
            return;
        }

        var before = contents.Count;
        PartMapping.Read(part, state, contents);
        if (contents.Count > before && contents[before] is TextContent { Text: { Length: > 0 } text })
        {
            _texts.Add(text);
        }

        if (imagesAreToolResults && contents.Count > before)
        {
            ImageToolMapping.Wrap(contents);
        }

        // Thoughts alone are no answer, and neither is a text that is empty but for its signature.
        _hasVisibleContent |= contents.Count > before && part is { Thought: not true } and not { Text: "" };
    }
}
