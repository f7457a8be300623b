using Connectors.Gemini.Http;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Mapping;

/// <summary>
/// A history of messages as the turns that the service takes. Histories come from this model, from other models and people, and through frameworks that split messages,
/// move calls, repeat them, or lose their results. What goes out begins and ends with a user turn, each call has exactly one result right after its turn, in call order,
/// and the model's own parts stand as they came.
/// </summary>
internal sealed class HistoryMapping(string model, ModelFamily family, Surface surface, bool allowPrefill, ILogger logger)
{
    /// <summary>The documented placeholder for the signature of a call that has none.</summary>
    internal const string UnsignedCallSignature = "skip_thought_signature_validator";

    internal const string BeginningText = "(The earlier part of this conversation is not included.)";
    internal const string EndingText = "Please continue.";

    private readonly List<Part> _system = [];

    /// <summary>User turns (<see cref="List{Part}"/>) and <see cref="ModelTurn"/>s, in order.</summary>
    private readonly List<object> _turns = [];

    // Where calls are, so that a long history is not searched for each of them: the last turn of each answer, and the last call of each id.
    private readonly Dictionary<string, ModelTurn> _turnOfStep = [];
    private readonly Dictionary<string, ModelTurn.Call> _lastCalls = [];

    private readonly List<FunctionResultContent> _earlyResults = [];

    /// <summary>Maps the history. Use an instance once.</summary>
    internal (Content? SystemInstruction, List<Content> Contents) Write(IEnumerable<ChatMessage> messages, string? instructions)
    {
        if (!string.IsNullOrEmpty(instructions))
        {
            _system.Add(new Part { Text = instructions });
        }

        var hasConversation = false;
        foreach (var message in messages)
        {
            ArgumentNullException.ThrowIfNull(message, nameof(messages));
            var isSystem = message.Role == ChatRole.System || message.Role.Value.Equals("developer", StringComparison.OrdinalIgnoreCase);
            foreach (var content in message.Contents)
            {
                // A system message in the middle stays in its place, as the user's text: hoisted, it would rule what was said before it.
                if (isSystem && !hasConversation && content is TextContent text)
                {
                    TextMapping.Write(text, isModelTurn: false, _system);
                }
                else
                {
                    Add(content, message.Role);
                }
            }

            hasConversation |= !isSystem;
            // Its results came before it: what the next message says comes after them.
            if (OpenModelTurn is { OwesResults: true } open && open.Calls.All(static call => call.Result is not null))
            {
                open.IsClosed = true;
            }
        }

        if (!hasConversation && _turns.Count == 0)
        {
            throw new ArgumentException("There is nothing to answer: the messages are empty, or all of them are system messages. Add a user message.", nameof(messages));
        }

        foreach (var result in _earlyResults)
        {
            MappingLog.ResultWithoutCall(logger, result.CallId);
        }

        MoveSystemTextIfNotTaken();
        CloseEdges();
        var contents = WriteTurns();
        if (surface.IsVertex)
        {
            LeaveOutMetadata(contents);
        }

        return (_system.Count > 0 ? new Content { Parts = _system } : null, contents);
    }

    private void Add(AIContent content, ChatRole role)
    {
        switch (content)
        {
            case null:
                throw new ArgumentException("A message holds a null content.", nameof(content));
            case FunctionCallContent call:
                AddCall(call, isFromApproval: false);
                break;
            case FunctionResultContent result when role == ChatRole.Assistant && PartMapping.WriteKept(result) is { } part:
                AddServedResult(result, part);
                break;
            case FunctionResultContent result:
                AddResult(result);
                break;
            case ToolApprovalRequestContent { ToolCall: FunctionCallContent call }:
                AddCall(call, isFromApproval: true);
                break;
            case ToolApprovalResponseContent { ToolCall: FunctionCallContent call } response:
                var asked = AddCall(call, isFromApproval: true);
                if (!response.Approved)
                {
                    asked.Rejection = "The user refused this call; it must not be retried." + (string.IsNullOrEmpty(response.Reason) ? "" : " " + response.Reason);
                }

                break;
            case UsageContent or ErrorContent or ImageGenerationToolCallContent:
                break;
            case ImageGenerationToolResultContent images:
                foreach (var image in images.Outputs ?? [])
                {
                    Add(image, role);
                }

                break;
            default:
                if (role == ChatRole.Assistant)
                {
                    AddToModelTurn(content, role);
                }
                else
                {
                    AddToUserTurn(content, role);
                }

                break;
        }
    }

    private void AddToModelTurn(AIContent content, ChatRole role)
    {
        var turn = OpenModelTurn ?? new ModelTurn();
        var parts = turn.Parts;
        var before = parts.Count;
        switch (content)
        {
            case TextReasoningContent reasoning:
                if (!TextMapping.Write(reasoning, parts))
                {
                    MappingLog.ForeignReasoning(logger);
                }

                break;
            case TextContent text:
                TextMapping.Write(text, isModelTurn: true, parts);
                break;
            default:
                if (TextMapping.WriteEmptySigned(content, parts))
                {
                    break;
                }

                var part = WriteMedia(content, isModelTurn: true) ?? PartMapping.WriteKept(content);
                if (surface.IsVertex && part is { ToolCall: not null } or { ToolResponse: not null })
                {
                    MappingLog.NotOnVertex(logger, (part.ToolCall?.ToolType ?? part.ToolResponse?.ToolType)?.Value ?? "");
                }
                else if (part is not null && LacksCall(part, parts))
                {
                    MappingLog.ResultWithoutCall(logger, part.ToolResponse?.Id ?? (content as ToolResultContent)?.CallId ?? "");
                }
                else if (part is not null)
                {
                    parts.Add(part);
                }
                else
                {
                    NotSent(content, role);
                }

                break;
        }

        if (parts.Count > before && turn != OpenModelTurn)
        {
            _turns.Add(turn);
        }
    }

    private void AddToUserTurn(AIContent content, ChatRole role)
    {
        var parts = new List<Part>(1);
        switch (content)
        {
            case TextReasoningContent:
                break;
            case TextContent text:
                TextMapping.Write(text, isModelTurn: false, parts);
                break;
            default:
                if (WriteMedia(content, isModelTurn: false) is { } part)
                {
                    parts.Add(part);
                }
                else
                {
                    NotSent(content, role);
                }

                break;
        }

        if (parts.Count == 0)
        {
            return;
        }

        if (_turns is [.., List<Part> last])
        {
            last.AddRange(parts);
        }
        else
        {
            _turns.Add(parts);
        }
    }

    /// <summary>
    /// Whether a result of the service's own tools has lost its call, as a history that was cut has it: the service refuses such a tool response.
    /// (?) What it does with output without code is not known; without its code the output says nothing, so it is left out too.
    /// </summary>
    private bool LacksCall(Part part, List<Part> turn) => part switch
    {
        { ToolResponse: { } response } => !turn.Exists(call => call.ToolCall is { } made && made.Id == response.Id)
            && !_turns.Exists(earlier => earlier is ModelTurn { Parts: var parts } && parts.Exists(call => call.ToolCall is { } made && made.Id == response.Id)),
        { CodeExecutionResult: not null } => !turn.Exists(static call => call.ExecutableCode is not null),
        _ => false,
    };

    private Part? WriteMedia(AIContent content, bool isModelTurn)
    {
        var part = content switch
        {
            DataContent data => MediaMapping.Write(data, isModelTurn),
            UriContent uri => MediaMapping.Write(uri, isModelTurn, surface),
            HostedFileContent file => MediaMapping.Write(file, isModelTurn, surface),
            _ => null,
        };
        if (part is not null && !isModelTurn)
        {
            MediaOptionMapping.Write(content, part, model, family, logger);
        }

        return part;
    }

    private void NotSent(AIContent content, ChatRole role)
    {
        // Annotations, and what was made from an answer's metadata, are not parts: there is nothing to send of them.
        if (content.GetType() != typeof(AIContent) && content.AdditionalProperties.GetBoolean(GroundingMapping.Mark) != true)
        {
            MappingLog.NotSent(logger, content.GetType().Name, role.Value);
        }
    }

    private ModelTurn? OpenModelTurn => _turns is [.., ModelTurn { IsClosed: false } turn] ? turn : null;

    private ModelTurn.Call AddCall(FunctionCallContent content, bool isFromApproval)
    {
        var step = FunctionCallMapping.StepOf(content);
        var turn = FindTurn(content, step);
        var stepBefore = turn?.Step;
        if (turn?.Find(content.CallId) is { } same)
        {
            turn.Repeat(same, content);
            Remember(turn, stepBefore);
            return same;
        }

        if (turn is null)
        {
            turn = new ModelTurn();
            _turns.Add(turn);
        }

        var call = turn.Add(content, isFromApproval, _lastCalls.GetValueOrDefault(content.CallId));
        _lastCalls[content.CallId] = call;
        Remember(turn, stepBefore);
        if (_earlyResults.Count > 0 && _earlyResults.Find(result => result.CallId == content.CallId) is { } early)
        {
            _earlyResults.Remove(early);
            call.Result = early;
            call.IsResultEarly = true;
        }

        return call;
    }

    /// <summary>The turn that a call belongs to: that of its answer; for a call whose answer is not known, the open one; <see langword="null"/> = a new one.</summary>
    private ModelTurn? FindTurn(FunctionCallContent content, string? step)
    {
        var ofStep = step is null ? null : _turnOfStep.GetValueOrDefault(step);
        // Asked for approval earlier and unanswered since: the same call, wherever the framework repeats it.
        var call = _lastCalls.GetValueOrDefault(content.CallId);
        while (call is not (null or { IsFromApproval: true, Result: null }))
        {
            call = call.Earlier;
        }

        var asked = call?.Turn;
        if (ofStep is not null && asked is not null)
        {
            return _turns.LastIndexOf(ofStep) > _turns.LastIndexOf(asked) ? ofStep : asked;
        }

        if ((ofStep ?? asked) is { } found)
        {
            return found;
        }

        return OpenModelTurn is { } open && (step is null || open.Step is null) ? open : null;
    }

    /// <summary>Notes the answer that a turn turned out to be of. Another turn that has it already stands before this one: <see cref="FindTurn"/> gives the last.</summary>
    private void Remember(ModelTurn turn, string? stepBefore)
    {
        if (stepBefore is null && turn.Step is { } step)
        {
            _turnOfStep[step] = turn;
        }
    }

    private void AddResult(FunctionResultContent content)
    {
        var last = _lastCalls.GetValueOrDefault(content.CallId);
        for (var call = last; call is not null; call = call.Earlier)
        {
            if (call.Result is null || call.IsResultEarly)
            {
                // A result that stood before the call may belong to a call that was cut off the history; one after it is certain.
                call.Result = content;
                call.IsResultEarly = false;
                call.Turn.IsClosed = true;
                return;
            }
        }

        if (last is not null)
        {
            MappingLog.SecondResult(logger, content.CallId);
        }
        else
        {
            _earlyResults.Add(content);
        }
    }

    /// <summary>A result that came in the model's own turn, of a call that the service ran itself: it stays there, and the app owes none.</summary>
    private void AddServedResult(FunctionResultContent content, Part part)
    {
        var turn = OpenModelTurn;
        if (turn is null)
        {
            turn = new ModelTurn();
            _turns.Add(turn);
        }

        turn.Parts.Add(part);
        if (turn.Find(content.CallId) is { } call)
        {
            call.IsServed = true;
        }
    }

    private void MoveSystemTextIfNotTaken()
    {
        if (family.TakesSystemInstruction || _system.Count == 0)
        {
            return;
        }

        if (_turns is [List<Part> first, ..])
        {
            first.InsertRange(0, _system);
        }
        else
        {
            _turns.Insert(0, new List<Part>(_system));
        }

        _system.Clear();
    }

    private void CloseEdges()
    {
        if (_turns is not [List<Part>, ..])
        {
            if (_turns.Count > 0)
            {
                MappingLog.BeginsWithModel(logger);
            }

            _turns.Insert(0, new List<Part> { new() { Text = _turns.Count > 0 ? BeginningText : EndingText } });
        }

        if (_turns is [.., ModelTurn { OwesResults: false }] && !allowPrefill)
        {
            MappingLog.EndsWithModel(logger);
            _turns.Add(new List<Part> { new() { Text = EndingText } });
        }
    }

    private List<Content> WriteTurns()
    {
        var contents = new List<Content>(_turns.Count + 4);
        var currentTurn = _turns.FindLastIndex(static turn => turn is List<Part>);
        List<string>? unsigned = null;
        for (var i = 0; i < _turns.Count; i++)
        {
            if (_turns[i] is List<Part> userParts)
            {
                contents.Add(new Content { Role = "user", Parts = userParts });
                continue;
            }

            var turn = (ModelTurn)_turns[i];
            turn.SortCalls();
            if (i > currentTurn && family.ValidatesSignatures && turn.Calls is [{ Part: { ThoughtSignature: null } first } call, ..])
            {
                first.ThoughtSignature = UnsignedCallSignature;
                (unsigned ??= []).Add(call.Content.Name);
            }

            if (family is { ValidatesSignatures: true, MakesImages: true })
            {
                SignImages(turn.Parts);
            }

            if (contents is [.., { Role: "model" } previous])
            {
                ((List<Part>)previous.Parts!).AddRange(turn.Parts);
            }
            else
            {
                contents.Add(new Content { Role = "model", Parts = turn.Parts });
            }

            if (turn.OwesResults)
            {
                WriteResults(turn, contents);
            }
        }

        if (unsigned is not null)
        {
            MappingLog.UnsignedCalls(logger, string.Join(", ", unsigned));
        }

        return contents;
    }

    /// <summary>Metadata of parts that the Gemini API gave: Vertex AI does not know the field.</summary>
    private static void LeaveOutMetadata(List<Content> contents)
    {
        foreach (var part in contents.SelectMany(static content => content.Parts ?? []))
        {
            part.PartMetadata = null;
        }
    }

    /// <summary>Image models want a signature on each image of their own turns; one from elsewhere has none.</summary>
    private void SignImages(List<Part> parts)
    {
        foreach (var part in parts)
        {
            if (part is { ThoughtSignature: null, Thought: not true, InlineData.MimeType: { } type } && type.StartsWith("image/", StringComparison.OrdinalIgnoreCase))
            {
                part.ThoughtSignature = UnsignedCallSignature;
                MappingLog.UnsignedImage(logger);
            }
        }
    }

    private void WriteResults(ModelTurn turn, List<Content> contents)
    {
        var responses = new List<Part>(turn.Calls.Count);
        var mediaAfter = new List<Part>();
        foreach (var call in turn.Calls.Where(static call => !call.IsServed))
        {
            if (call is { Result: null, Rejection: null })
            {
                MappingLog.CallWithoutResult(logger, call.Content.CallId, call.Content.Name);
            }

            responses.Add(FunctionResultMapping.Write(call.Content, call.Result, call.Rejection, family, surface, mediaAfter));
        }

        contents.Add(new Content { Role = "user", Parts = responses });
        if (mediaAfter.Count > 0)
        {
            contents.Add(new Content { Role = "user", Parts = mediaAfter });
        }
    }
}
