namespace Connectors.Gemini.Emulator.Scripts;

/// <summary>
/// What the emulator answers. The queue of <see cref="Next"/> comes first, then the rules in the order in which they were added,
/// then <see cref="Otherwise(Reply)"/>, and at last the default brain. Safe to change while requests run.
/// </summary>
public sealed class EmulatorScript
{
    private readonly Lock _lock = new();
    private readonly Queue<Reply> _queue = new();
    private readonly List<ScriptRule> _rules = [];
    private Func<ScriptRequest, Reply?>? _otherwise;

    internal EmulatorScript()
    {
    }

    /// <summary>Answers the next requests, whatever they say, each once and in this order.</summary>
    /// <param name="replies">The replies.</param>
    /// <returns>This script.</returns>
    public EmulatorScript Next(params Reply[] replies)
    {
        lock (_lock)
        {
            foreach (var reply in replies)
            {
                _queue.Enqueue(reply);
            }
        }

        return this;
    }

    /// <summary>Starts a rule for requests whose last user text contains a text, without regard to case, and which end with that text and not with function results.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The rule; its <c>Reply</c> sets the answer.</returns>
    public ScriptRule When(string text) =>
        When(request => request.FunctionResults.Count == 0 && request.LastUserText.Contains(text, StringComparison.OrdinalIgnoreCase));

    /// <summary>Starts a rule for requests that a predicate accepts.</summary>
    /// <param name="matches">The predicate. It may run for requests that an earlier rule answers not.</param>
    /// <returns>The rule; its <c>Reply</c> sets the answer.</returns>
    public ScriptRule When(Func<ScriptRequest, bool> matches)
    {
        var rule = new ScriptRule(matches);
        lock (_lock)
        {
            _rules.Add(rule);
        }

        return rule;
    }

    /// <summary>Starts a rule for the n-th turn of the model in a conversation, see <see cref="ScriptRequest.Turn"/>.</summary>
    /// <param name="turn">The turn, from 1.</param>
    /// <returns>The rule; its <c>Reply</c> sets the answer.</returns>
    public ScriptRule OnTurn(int turn) => When(request => request.Turn == turn);

    /// <summary>Starts a rule for requests that end with a result of a function.</summary>
    /// <param name="function">The function's name.</param>
    /// <returns>The rule; its <c>Reply</c> sets the answer.</returns>
    public ScriptRule OnFunctionResult(string function) => When(request => request.FunctionResults.Any(result => result.Name == function));

    /// <summary>Sets the answer of requests that nothing else matches, in the place of the default brain.</summary>
    /// <param name="reply">The reply.</param>
    /// <returns>This script.</returns>
    public EmulatorScript Otherwise(Reply reply) => Otherwise(_ => reply);

    /// <summary>Sets what makes the answer of requests that nothing else matches.</summary>
    /// <param name="reply">Makes the reply; <see langword="null"/> leaves it to the default brain.</param>
    /// <returns>This script.</returns>
    public EmulatorScript Otherwise(Func<ScriptRequest, Reply?> reply)
    {
        lock (_lock)
        {
            _otherwise = reply;
        }

        return this;
    }

    /// <summary>Removes everything; the default brain answers again.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _queue.Clear();
            _rules.Clear();
            _otherwise = null;
        }
    }

    internal Reply? Answer(ScriptRequest request)
    {
        ScriptRule[] rules;
        Func<ScriptRequest, Reply?>? otherwise;
        lock (_lock)
        {
            if (_queue.TryDequeue(out var next))
            {
                return next;
            }

            rules = [.. _rules];
            otherwise = _otherwise;
        }

        foreach (var rule in rules)
        {
            if (rule.Answer(request) is { } reply)
            {
                return reply;
            }
        }

        return otherwise?.Invoke(request);
    }
}
