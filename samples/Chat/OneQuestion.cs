using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Samples.Chat;

/// <summary>One question without a terminal, as plain text: the calls with their results, then the answer.</summary>
internal static class OneQuestion
{
    /// <summary>Asks and prints.</summary>
    /// <returns>The exit code: 0 with an answer, 1 without.</returns>
    public static Task<int> RunAsync(Conversation conversation, string question, Interruption interruption, TextWriter output, TextWriter errors) =>
        interruption.RunAsync(async cancellationToken =>
        {
            Dictionary<string, FunctionCallContent> calls = new(StringComparer.Ordinal);
            var isAnswered = false;
            await foreach (var update in conversation.AskAsync(question, cancellationToken))
            {
                foreach (var content in update.Contents)
                {
                    switch (content)
                    {
                        case TextContent text:
                            await output.WriteAsync(text.Text);
                            isAnswered |= !string.IsNullOrWhiteSpace(text.Text);
                            break;
                        case FunctionCallContent call:
                            calls[call.CallId] = call;
                            break;
                        case FunctionResultContent result when calls.TryGetValue(result.CallId, out var call):
                            await output.WriteLineAsync($"[{CallText.Of(call)} = {CallText.Of(result)}]");
                            break;
                        case DataContent data:
                            await output.WriteLineAsync($"[{data.MediaType}, {data.Data.Length} bytes]");
                            isAnswered = true;
                            break;
                        case ErrorContent error:
                            await errors.WriteLineAsync(error.Message);
                            return 1;
                    }
                }
            }

            await output.WriteLineAsync();
            if (!isAnswered)
            {
                await errors.WriteLineAsync("The model gave no answer.");
            }

            return isAnswered ? 0 : 1;
        });
}
