using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Traffic;

/// <summary>One mutated body through the chat client: how it ended, and what is wrong with that.</summary>
/// <param name="Outcome">In the documentation's words.</param>
/// <param name="Violation">What no documentation allows; null where all is well.</param>
/// <param name="KeptByPlatform">How many rented buffers the platform's JSON reader may have kept: it does not return those of a long escaped string that is no text.</param>
internal sealed record MutationTrial(string Outcome, string? Violation, int KeptByPlatform = 0)
{
    private const int BuffersOfEscapedString = 2;

    /// <summary>Far longer than any of these takes, also on a busy machine.</summary>
    public static readonly TimeSpan Hang = TimeSpan.FromMinutes(1);

    private static readonly JsonSerializerOptions Json = AIJsonUtilities.DefaultOptions;

    public static async Task<MutationTrial> RunAsync(MutatedBody body)
    {
        using ReplayHandler handler = new(body.Exchange, body.NextPiece, body.Waits, body.BreaksOff);
        using HttpClient http = new(handler, disposeHandler: false);
        using var client = ClientUnderTest.Create(body.Exchange, http);
        using CancellationTokenSource watchdog = new(Hang);
        List<ChatResponseUpdate> updates = [];
        List<ChatMessage> history = [new(ChatRole.User, "go")];
        try
        {
            ChatResponse response;
            if (body.Exchange.IsStream)
            {
                await foreach (var update in client.GetStreamingResponseAsync(history, null, watchdog.Token))
                {
                    updates.Add(update);
                }

                response = updates.ToChatResponse();
            }
            else
            {
                response = await client.GetResponseAsync(history, null, watchdog.Token);
            }

            var wrong = WrongIn(updates) ?? WrongIn(response);
            if (wrong is null && body.GoesBack)
            {
                history.AddMessages(response);
                wrong = await GoBackAsync(client, history, body.Index % 2 == 0, watchdog.Token);
            }

            return new MutationTrial(OutcomeOf(response), wrong);
        }
        catch (GeminiException exception)
        {
            var lost = exception.InnerException?.InnerException?.StackTrace?.Contains("GetUnescapedString", StringComparison.Ordinal) == true ? BuffersOfEscapedString : 0;
            return new MutationTrial(OutcomeOf(exception), WrongIn(exception, updates), lost);
        }
#pragma warning disable CA1031 // Any other exception is what is looked for.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new MutationTrial("undocumented exception", exception.ToString());
        }
    }

    /// <summary>Whatever came, the next request can be made of it.</summary>
    private static async Task<string?> GoBackAsync(IChatClient client, List<ChatMessage> history, bool throughJson, CancellationToken cancellationToken)
    {
        try
        {
            var answered = FollowUp.Answered(history);
            await client.GetResponseAsync(throughJson ? ThroughJson(answered) : answered, null, cancellationToken);
            return null;
        }
#pragma warning disable CA1031 // Nothing may be thrown here.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return $"The answer cannot go back: {exception}";
        }
    }

    private static List<ChatMessage> ThroughJson(List<ChatMessage> history)
    {
        try
        {
            return FollowUp.ThroughJson(history);
        }
        catch (JsonException exception) when (exception.Message.Contains("depth", StringComparison.Ordinal))
        {
            // Microsoft.Extensions.AI's own options end at 64 levels.
            return history;
        }
    }

    private static string OutcomeOf(ChatResponse response) =>
        response.Messages[0].Contents.OfType<ErrorContent>().Any() ? "answer with a visible error (blocked or empty)" : "answer";

    private static string OutcomeOf(GeminiException exception) => exception switch
    {
        { InnerException: JsonException } => "GeminiException: the JSON is cut or not valid",
        { InnerException: IOException } => "GeminiException: the connection was lost",
        { InnerException: not null } => "GeminiException: " + exception.InnerException.GetType().Name,
        _ when exception.Message.StartsWith("The stream ended without a finish reason", StringComparison.Ordinal) => "GeminiException: no finish reason came",
        { ResponseBody: not null } => "GeminiException: an error of the service or of a proxy",
        _ => "GeminiException: an empty or foreign body",
    };

    private static string? WrongIn(List<ChatResponseUpdate> updates) =>
        updates.Count == 0 ? null
        : updates[..^1].Any(update => update.FinishReason is not null) || updates[^1].FinishReason is null ? "The finish reason is not on the last update alone."
        : updates.Any(update => update.MessageId != updates[0].MessageId || update.ResponseId != updates[0].ResponseId || string.IsNullOrEmpty(update.MessageId)) ? "The updates have several ids."
        : updates.SelectMany(update => update.Contents).OfType<UsageContent>().Count() > 1 ? "There are several usages."
        : null;

    private static string? WrongIn(ChatResponse response) =>
        response.Messages is not [{ Contents: var contents }] ? "There is not one message."
        : contents.All(content => content is UsageContent or TextReasoningContent or TextContent { Text: "" }) && response.FinishReason != ChatFinishReason.Length ? "An empty answer looks like a success."
        : null;

    private static string? WrongIn(GeminiException exception, List<ChatResponseUpdate> updates)
    {
        var received = string.Concat(updates.Select(update => update.Text));
        return (exception.PartialResponse?.Text ?? "") == received ? null : $"{received.Length} chars were handed out, the exception keeps {exception.PartialResponse?.Text.Length ?? 0}.";
    }
}
