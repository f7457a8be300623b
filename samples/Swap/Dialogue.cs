using System.ComponentModel;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Samples.Swap;

/// <summary>The program: two questions, the second of which only makes sense after the first, and a function.</summary>
internal static class Dialogue
{
    private static readonly string[] Questions = ["What is the weather in Prague?", "And in Brno?"];

    public static async Task RunAsync(IChatClient chat, TextWriter output, CancellationToken cancellationToken)
    {
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create(GetWeather)] };
        var history = new List<ChatMessage> { new(ChatRole.System, "You tell the weather in one sentence.") };
        foreach (var question in Questions)
        {
            await output.WriteLineAsync($"you: {question}");
            history.Add(new(ChatRole.User, question));
            var updates = new List<ChatResponseUpdate>();
            await foreach (var update in chat.GetStreamingResponseAsync(history, options, cancellationToken))
            {
                foreach (var call in update.Contents.OfType<FunctionCallContent>())
                {
                    await output.WriteLineAsync($"[{call.Name}({string.Join(", ", call.Arguments?.Select(argument => $"{argument.Key}: {argument.Value}") ?? [])})]");
                }

                updates.Add(update);
            }

            history.AddMessages(updates);
            await output.WriteLineAsync($"model: {history[^1].Text.Trim()}");
        }
    }

    [Description("Gets the weather of a city.")]
    private static string GetWeather([Description("The city's name.")] string city) => city == "Prague" ? "21 degrees, sunny" : "17 degrees, rain";
}
