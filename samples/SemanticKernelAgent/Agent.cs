using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Connectors.Gemini.SemanticKernel;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Connectors.Gemini.Samples.SemanticKernelAgent;

/// <summary>A kernel with its instructions and the conversation so far, which can be saved and loaded.</summary>
internal sealed class Agent(Kernel kernel)
{
    private readonly IChatCompletionService _chat = kernel.GetRequiredService<IChatClient>().AsChatCompletionService(kernel.Services);
    private readonly GeminiPromptExecutionSettings _settings = new() { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
    private ChatHistory _history = new("You look after a house. Be brief.");

    public int MessageCount => _history.Count;

    /// <summary>Asks and hands on the answer's text as it comes. The kernel runs the functions in between. A question that fails leaves no trace.</summary>
    public async IAsyncEnumerable<string> AskAsync(string question, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Semantic Kernel adds the calls and their results to the history that it is given.
        ChatHistory history = [.. _history];
        history.AddUserMessage(question);
        var answer = new StringBuilder();
        await foreach (var update in _chat.GetStreamingChatMessageContentsAsync(history, _settings, kernel, cancellationToken))
        {
            if (update.Content is not { Length: > 0 } text)
            {
                continue;
            }

            answer.Append(text);
            yield return text;
        }

        history.AddAssistantMessage(answer.ToString());
        _history = history;
    }

    /// <summary>Saves the conversation with its calls, results and thought signatures.</summary>
    public async Task SaveAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.Create(path);
        await JsonSerializer.SerializeAsync(file, _history, cancellationToken: cancellationToken);
    }

    public async Task LoadAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        _history = await JsonSerializer.DeserializeAsync<ChatHistory>(file, cancellationToken: cancellationToken) ?? throw new InvalidDataException($"{path} holds no conversation.");
    }
}
