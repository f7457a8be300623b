using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Mapping;

/// <summary>What reading the parts of one answer must remember from part to part, across the events of a stream.</summary>
/// <param name="step">Identifies the answer; calls carry it.</param>
/// <param name="knownCallIds">The call ids of the conversation so far.</param>
/// <param name="tools">The request's tools: the functions that may be called.</param>
internal sealed class AnswerState(string step, HashSet<string> knownCallIds, IList<AITool>? tools)
{
    private AdditionalPropertiesDictionary? _thoughtMark;

    internal string Step { get; } = step;

    internal IList<AITool>? Tools { get; } = tools;

    /// <summary>Gets or sets how many parts the answer had before the current one.</summary>
    internal int PartIndex { get; set; }

    /// <summary>Gets or sets which contents would be merged with the one handed out last, when the updates of a stream become messages.</summary>
    internal OpenRun Run { get; set; }

    /// <summary>Gets or sets whether the run's part has more than its text: merged, contents keep the first one's properties only.</summary>
    internal bool RunHasTemplate { get; set; }

    internal int CallCount => Calls.Count;

    /// <summary>Gets or sets the call whose arguments are still arriving.</summary>
    internal StreamedCall? OpenCall { get; set; }

    /// <summary>Gets or sets the id of the code that a result without id belongs to.</summary>
    internal string? LastCodeId { get; set; }

    /// <summary>Gets or sets the code whose result was handed out last.</summary>
    internal string? LastCodeResultId { get; set; }

    /// <summary>Gets or sets the id of the last search that the answer shows as a part.</summary>
    internal string? LastSearchId { get; set; }

    /// <summary>Gets the calls of this answer so far.</summary>
    internal List<FunctionCallContent> Calls { get; } = [];

    /// <summary>Gets the mark of every thought of this answer. One dictionary for all of them: when thoughts are merged, the first one's is kept.</summary>
    internal AdditionalPropertiesDictionary ThoughtMark => _thoughtMark ??= new() { [ContentKeys.Thought] = true };

    /// <summary>The call that a result of the service's own belongs to: that of its id, else the last one of its name.</summary>
    internal string? CallIdFor(string? serviceId, string? name) =>
        Calls.FindLast(call => serviceId is { Length: > 0 } ? FunctionCallMapping.ServiceId(call) == serviceId : call.Name == name)?.CallId;

    /// <summary>Whether <paramref name="callId"/> is new to the conversation; from now on it is not.</summary>
    internal bool TryTakeCallId(string callId) => knownCallIds.Add(callId);

    internal enum OpenRun
    {
        /// <summary>None: the last content stands for itself.</summary>
        None,

        /// <summary>Texts.</summary>
        Text,

        /// <summary>Reasoning; the last thought has no signature.</summary>
        Thought,
    }
}
