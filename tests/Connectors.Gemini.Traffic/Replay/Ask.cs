using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Traffic;

/// <summary>What came back from one question: an answer or an exception, and the requests that it took.</summary>
/// <param name="Answer">The answer; null where there was an exception.</param>
/// <param name="Exception">The exception; null where there was an answer.</param>
/// <param name="UpdatesBeforeException">How many updates a stream had given before its exception.</param>
/// <param name="History">The question and the answer.</param>
internal sealed record Ask(ChatResponse? Answer, Exception? Exception, int UpdatesBeforeException, List<ChatMessage> History)
{
    /// <summary>Asks in the recorded form: unary or streamed.</summary>
    public static async Task<Ask> RunAsync(IChatClient client, RecordedExchange exchange, ExpectedAnswer expected, CancellationToken cancellationToken)
    {
        var history = FirstRequest.Messages(exchange);
        var options = FirstRequest.Options(exchange, expected);
        List<ChatResponseUpdate> updates = [];
        try
        {
            if (!exchange.IsStream)
            {
                var unary = await client.GetResponseAsync(history, options, cancellationToken);
                history.AddMessages(unary);
                return new Ask(unary, null, 0, history);
            }

            await foreach (var update in client.GetStreamingResponseAsync(history, options, cancellationToken))
            {
                updates.Add(update);
            }

            history.AddMessages(updates);
            return new Ask(updates.ToChatResponse(), null, 0, history);
        }
#pragma warning disable CA1031 // Whatever the client throws is the result: the checks judge it.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return new Ask(null, exception, updates.Count, history);
        }
    }
}
