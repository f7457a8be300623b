using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Samples.Web;

/// <summary>Answers a question as server-sent events, one for each thing as it comes. When the browser goes away, the request to the service ends too.</summary>
internal static class ChatEndpoint
{
    public static void MapChat(this IEndpointRouteBuilder routes) => routes.MapPost("/api/chat", Ask);

    private static Results<ServerSentEventsResult<object>, ValidationProblem> Ask(
        Question question, IServiceProvider services, CityFunctions functions, Conversations conversations, CancellationToken cancellationToken)
    {
        if (services.GetKeyedService<IChatClient>(question.Model) is not { } client)
        {
            return Refused(nameof(question.Model), $"There is no chat client '{question.Model}'.");
        }

        if (string.IsNullOrWhiteSpace(question.Text))
        {
            return Refused(nameof(question.Text), "The question is empty.");
        }

        return TypedResults.ServerSentEvents(AnswerAsync(question, client, new() { Tools = functions.Tools }, conversations, cancellationToken));
    }

    private static async IAsyncEnumerable<SseItem<object>> AnswerAsync(
        Question question, IChatClient client, ChatOptions options, Conversations conversations, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var messages = await conversations.LoadAsync(question.Conversation, cancellationToken);
        messages.Add(new ChatMessage(ChatRole.User, question.Text));

        List<ChatResponseUpdate> updates = [];
        UsageDetails usage = new();
        await using var stream = client.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            var (update, failure) = await NextAsync(stream);
            if (failure is not null)
            {
                // The status line is long gone, so a failure is an event. What was said so far is not kept: the question can be asked again.
                yield return new SseItem<object>(new Failure(failure), "error");
                yield break;
            }

            if (update is null)
            {
                break;
            }

            updates.Add(update);
            foreach (var content in update.Contents)
            {
                if (content is UsageContent { Details: var details })
                {
                    usage.Add(details);
                }
                else if (EventOf(content) is { } item)
                {
                    yield return item;
                }
            }
        }

        messages.AddMessages(updates);
        await conversations.SaveAsync(question.Conversation, messages, cancellationToken);
        yield return new SseItem<object>(new Done(usage.InputTokenCount, usage.OutputTokenCount), "done");
    }

    private static async Task<(ChatResponseUpdate? Update, string? Failure)> NextAsync(IAsyncEnumerator<ChatResponseUpdate> stream)
    {
        try
        {
            return (await stream.MoveNextAsync() ? stream.Current : null, null);
        }
        catch (GeminiException exception)
        {
            return (null, exception.Message);
        }
    }

    private static SseItem<object>? EventOf(AIContent content) => content switch
    {
        TextReasoningContent { Text.Length: > 0 } thought => new SseItem<object>(new Piece(thought.Text), "thought"),
        TextContent { Text.Length: > 0 } text => new SseItem<object>(new Piece(text.Text), "text"),
        FunctionCallContent call => new SseItem<object>(new Call(call.CallId, call.Name, call.Arguments), "call"),
        FunctionResultContent result => new SseItem<object>(new CallResult(result.CallId, result.Result), "result"),
        _ => null,
    };

    private static ValidationProblem Refused(string member, string reason) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [member] = [reason] });
}
