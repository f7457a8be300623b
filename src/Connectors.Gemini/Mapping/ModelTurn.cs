using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Mapping;

/// <summary>One turn of the model while a history is put in order: its parts, and its calls with their results.</summary>
internal sealed class ModelTurn
{
    private readonly List<Call> _calls = [];

    internal List<Part> Parts { get; } = [];

    /// <summary>Gets the answer that the turn's calls came in; <see langword="null"/> while there is none, or none of Gemini's.</summary>
    internal string? Step { get; private set; }

    /// <summary>Gets or sets whether a result came after it: what the model says from then on is another turn, as it is where it is not the last turn.</summary>
    internal bool IsClosed { get; set; }

    /// <summary>Gets whether it has calls that the app has to answer.</summary>
    internal bool OwesResults => _calls.Exists(static call => !call.IsServed);

    internal IReadOnlyList<Call> Calls => _calls;

    internal Call? Find(string callId)
    {
        // No lambda: this runs for each call and each result, and would allocate each time.
        foreach (var call in _calls)
        {
            if (call.Content.CallId == callId)
            {
                return call;
            }
        }

        return null;
    }

    internal Call Add(FunctionCallContent content, bool isFromApproval, Call? earlier)
    {
        Step ??= FunctionCallMapping.StepOf(content);
        var call = new Call(this, content, FunctionCallMapping.Write(content), isFromApproval, earlier);
        _calls.Add(call);
        Parts.Add(call.Part);
        return call;
    }

    /// <summary>Takes the same call again: frameworks leave signed and bare copies of it, and the signed one counts.</summary>
    internal void Repeat(Call call, FunctionCallContent content)
    {
        if (call.Part.ThoughtSignature is not null || content.AdditionalProperties.GetString(ContentKeys.ThoughtSignature) is null)
        {
            return;
        }

        var part = FunctionCallMapping.Write(content);
        Parts[Parts.IndexOf(call.Part)] = part;
        call.Content = content;
        call.Part = part;
        Step ??= FunctionCallMapping.StepOf(content);
    }

    /// <summary>Puts the calls, which approvals and other agents may have moved, back into the order that the model gave them, on the places that they take now.</summary>
    internal void SortCalls()
    {
        if (_calls.Count < 2)
        {
            return;
        }

        // Calls and their parts are added together: the places rise.
        var places = _calls.ConvertAll(call => Parts.IndexOf(call.Part));
        var sorted = _calls.OrderBy(static call => call.Content.AdditionalProperties.GetInt32(ContentKeys.Index) ?? int.MaxValue).ToList();
        for (var i = 0; i < sorted.Count; i++)
        {
            Parts[places[i]] = sorted[i].Part;
        }

        _calls.Clear();
        _calls.AddRange(sorted);
    }

    internal sealed class Call(ModelTurn turn, FunctionCallContent content, Part part, bool isFromApproval, Call? earlier)
    {
        internal ModelTurn Turn { get; } = turn;

        /// <summary>Gets the call with the same id in the turn before that has one.</summary>
        internal Call? Earlier { get; } = earlier;

        internal FunctionCallContent Content { get; set; } = content;

        internal Part Part { get; set; } = part;

        /// <summary>Gets whether the call was seen in an approval request or response, which a framework may repeat as a plain call later.</summary>
        internal bool IsFromApproval { get; } = isFromApproval;

        internal FunctionResultContent? Result { get; set; }

        /// <summary>Gets or sets whether the service ran the call itself and its result stands in the same turn.</summary>
        internal bool IsServed { get; set; }

        /// <summary>Gets or sets whether the result stood before the call in the history.</summary>
        internal bool IsResultEarly { get; set; }

        /// <summary>Gets or sets why the user refused the call, if so.</summary>
        internal string? Rejection { get; set; }
    }
}
