namespace Connectors.Gemini.Emulator.Scripts;

/// <summary>One rule of an <see cref="EmulatorScript"/>: which requests, and what they get.</summary>
public sealed class ScriptRule
{
    private readonly Lock _lock = new();
    private readonly Func<ScriptRequest, bool> _matches;
    private Func<ScriptRequest, int, Reply?> _answer = (_, _) => null;
    private int _limit = int.MaxValue;
    private int _answered;

    internal ScriptRule(Func<ScriptRequest, bool> matches) => _matches = matches;

    /// <summary>Sets the answers: the first matching request gets the first, and so on; the last one repeats.</summary>
    /// <param name="replies">One or more replies.</param>
    /// <returns>This rule.</returns>
    public ScriptRule Reply(params Reply[] replies)
    {
        ArgumentOutOfRangeException.ThrowIfZero(replies.Length, nameof(replies));
        _answer = (_, index) => replies[Math.Min(index, replies.Length - 1)];
        return this;
    }

    /// <summary>Sets an answer that is made from the request.</summary>
    /// <param name="reply">Makes the reply; <see langword="null"/> passes the request on to the next rule.</param>
    /// <returns>This rule.</returns>
    public ScriptRule Reply(Func<ScriptRequest, Reply?> reply)
    {
        _answer = (request, _) => reply(request);
        return this;
    }

    /// <summary>Limits how many requests the rule answers; later ones pass on to the next rule.</summary>
    /// <param name="count">The limit, at least 1.</param>
    /// <returns>This rule.</returns>
    public ScriptRule Times(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _limit = count;
        return this;
    }

    internal Reply? Answer(ScriptRequest request)
    {
        lock (_lock)
        {
            if (_answered >= _limit || !_matches(request) || _answer(request, _answered) is not { } reply)
            {
                return null;
            }

            _answered++;
            return reply;
        }
    }
}
