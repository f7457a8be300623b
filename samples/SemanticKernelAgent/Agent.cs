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
    /// <summary>How a request for a plan begins.</summary>
    public const string Planning = "Make a plan for this goal: ";

    /// <summary>What follows a plan.</summary>
    public const string CarryingOut = "Carry out the plan now, step by step, with your functions. Then tell the result, and mark with [1], [2]... what the numbered sources of a search support.";

    private readonly IChatCompletionService _chat = kernel.GetRequiredService<IChatClient>().AsChatCompletionService(kernel.Services);
    private readonly GeminiPromptExecutionSettings _settings = new() { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
    private readonly GeminiPromptExecutionSettings _planSettings = new() { ResponseSchema = typeof(Plan) };
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

    /// <summary>Asks for a plan, which becomes a part of the conversation. Nothing is done yet: the functions are told, not offered.</summary>
    /// <param name="goal">What is to be reached.</param>
    /// <param name="files">The files that there are.</param>
    /// <param name="cancellationToken">Ends the planning.</param>
    /// <exception cref="InvalidDataException">The model made no plan.</exception>
    public async Task<Plan> PlanAsync(string goal, IEnumerable<string> files, CancellationToken cancellationToken)
    {
        var functions = kernel.Plugins.GetFunctionsMetadata().Select(static function => $"- {function.PluginName}_{function.Name}: {function.Description}");
        ChatHistory history = [.. _history];
        history.AddUserMessage($"""
            {Planning}{goal.ReplaceLineEndings(" ")}
            At most seven short steps. Your functions are:
            {string.Join('\n', functions)}
            Your files: {string.Join(", ", files)}
            """);
        var answer = await _chat.GetChatMessageContentAsync(history, _planSettings, kernel, cancellationToken);
        var plan = Read(answer.Content);
        history.Add(answer);
        _history = history;
        return plan;
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

    private static Plan Read(string? json)
    {
        try
        {
            return JsonSerializer.Deserialize<Plan>(json ?? "", JsonSerializerOptions.Web) is { Steps.Count: > 0 } plan ? plan : throw new InvalidDataException("The model made no plan.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The model made no plan, but said: {json}", exception);
        }
    }
}
