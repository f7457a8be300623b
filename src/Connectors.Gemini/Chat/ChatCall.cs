using Connectors.Gemini.Wire;

namespace Connectors.Gemini.Chat;

/// <summary>
/// One call of the chat client: its request and its answer. Where the service splits a long answer, the same request goes out again with the token of the part before;
/// a stream that breaks right at a token goes on from there, since nothing was handed out that would come again.
/// </summary>
internal sealed class ChatCall(string model, GenerateContentRequest request, IReadOnlyList<KeyValuePair<string, string>> headers, Answer answer, int maxContinuations)
{
    private const int MaxReconnections = 3;

    private int _continuations;
    private int _reconnections;

    internal string Model { get; } = model;

    internal GenerateContentRequest Request { get; } = request;

    internal IReadOnlyList<KeyValuePair<string, string>> Headers { get; } = headers;

    internal Answer Answer { get; } = answer;

    /// <summary>Prepares the request for the next part of a split answer, if there is one and it is wanted.</summary>
    internal bool TryContinue()
    {
        if (!Answer.IsToBeContinued || _continuations >= maxContinuations)
        {
            return false;
        }

        _continuations++;
        GoOn();
        return true;
    }

    /// <summary>Prepares the request to go on after a broken stream, if nothing was handed out since the last token.</summary>
    internal bool TryReconnect()
    {
        if (!Answer.IsAtToken || maxContinuations == 0 || _reconnections >= MaxReconnections)
        {
            return false;
        }

        _reconnections++;
        GoOn();
        return true;
    }

    private void GoOn()
    {
        Request.ContinuationToken = Answer.ContinuationToken;
        Answer.BeginHop();
    }
}
