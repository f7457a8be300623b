using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using ChatMessageContent = Microsoft.SemanticKernel.ChatMessageContent;

namespace Connectors.Gemini.SemanticKernel.Tests.Routes;

/// <summary>One way through Semantic Kernel.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="RunAsync">Takes both turns; is told whether the history is saved and loaded between them.</param>
internal sealed record Route(string Name, Func<Stage, bool, Task> RunAsync)
{
    /// <summary>Whether there is a history that can be saved.</summary>
    public bool CanBeSaved { get; init; } = true;

    /// <summary>Whether Semantic Kernel keeps reasoning on this route, which carries the signature of a text.</summary>
    public bool KeepsReasoning { get; init; }

    public int Calls { get; init; } = 2;

    public int Requests { get; init; } = 3;

    /// <summary>Whether the functions ran; else the model is told that no result was recorded.</summary>
    public bool HasResults { get; init; } = true;

    public static IReadOnlyList<Route> All { get; } =
    [
        new("InvokePromptAsync", PromptAsync) { CanBeSaved = false, KeepsReasoning = true, Requests = 2 },
        new("InvokePromptStreamingAsync", PromptStreamingAsync) { CanBeSaved = false, KeepsReasoning = true, Requests = 2 },
        new("IChatClient, own messages", MessagesAsync) { KeepsReasoning = true },
        new("IChatClient, own messages, streaming", MessagesStreamingAsync) { KeepsReasoning = true },
        new("IChatCompletionService", CompletionAsync),
        new("IChatCompletionService, streaming", CompletionStreamingAsync),
        new("same, bare client, streaming", BareStreamingAsync) { Requests = 2, HasResults = false },
        new("autoInvoke: false", ManualAsync),
        new("autoInvoke: false, streaming, builder", ManualStreamingAsync) { Calls = 1 },
    ];

    private static async Task PromptAsync(Stage stage, bool isSaved) =>
        await stage.Kernel.InvokePromptAsync(Turns.FirstQuestion, new KernelArguments(Turns.Settings()), cancellationToken: TestContext.Current.CancellationToken);

    private static async Task PromptStreamingAsync(Stage stage, bool isSaved)
    {
        await foreach (var update in stage.Kernel.InvokePromptStreamingAsync(Turns.FirstQuestion, new KernelArguments(Turns.Settings()), cancellationToken: TestContext.Current.CancellationToken))
        {
            Assert.NotNull(update);
        }
    }

    private static async Task MessagesAsync(Stage stage, bool isSaved)
    {
        var (client, options) = Client(stage);
        List<ChatMessage> messages = [new(ChatRole.User, Turns.FirstQuestion)];
        messages.AddRange((await client.GetResponseAsync(messages, options, TestContext.Current.CancellationToken)).Messages);
        messages = Turns.Reload(messages, isSaved);
        messages.Add(new(ChatRole.User, Turns.SecondQuestion));
        await client.GetResponseAsync(messages, options, TestContext.Current.CancellationToken);
    }

    private static async Task MessagesStreamingAsync(Stage stage, bool isSaved)
    {
        var (client, options) = Client(stage);
        List<ChatMessage> messages = [new(ChatRole.User, Turns.FirstQuestion)];
        messages.AddMessages(await client.GetStreamingResponseAsync(messages, options, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
        messages = Turns.Reload(messages, isSaved);
        messages.Add(new(ChatRole.User, Turns.SecondQuestion));
        await client.GetStreamingResponseAsync(messages, options, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
    }

    private static async Task CompletionAsync(Stage stage, bool isSaved)
    {
        ChatHistory history = new(Turns.FirstQuestion, AuthorRole.User);
        history.Add(await stage.Completion.GetChatMessageContentAsync(history, Turns.Settings(), stage.Kernel, TestContext.Current.CancellationToken));
        history = Turns.Reload(history, isSaved);
        history.AddUserMessage(Turns.SecondQuestion);
        await stage.Completion.GetChatMessageContentAsync(history, Turns.Settings(), stage.Kernel, TestContext.Current.CancellationToken);
    }

    private static async Task CompletionStreamingAsync(Stage stage, bool isSaved)
    {
        ChatHistory history = new(Turns.FirstQuestion, AuthorRole.User);
        history.AddAssistantMessage(await Turns.StreamAsync(stage.Completion, history, Turns.Settings(), stage.Kernel));
        history = Turns.Reload(history, isSaved);
        history.AddUserMessage(Turns.SecondQuestion);
        await Turns.StreamAsync(stage.Completion, history, Turns.Settings(), stage.Kernel);
    }

    private static async Task BareStreamingAsync(Stage stage, bool isSaved)
    {
        var service = stage.Gemini.AsIChatClient(stage.Kernel.GetRequiredService<IChatClient>().GetService<ChatClientMetadata>()!.DefaultModelId!).AsChatCompletionService();
        ChatHistory history = new(Turns.FirstQuestion, AuthorRole.User);
        history.AddAssistantMessage(await Turns.StreamAsync(service, history, Turns.Settings(), stage.Kernel));
        history = Turns.Reload(history, isSaved);
        history.AddUserMessage(Turns.SecondQuestion);
        await Turns.StreamAsync(service, history, Turns.Settings(), stage.Kernel);
    }

    private static async Task ManualAsync(Stage stage, bool isSaved)
    {
        ChatHistory history = new(Turns.FirstQuestion, AuthorRole.User);
        while (true)
        {
            var answer = await stage.Completion.GetChatMessageContentAsync(history, Turns.Settings(autoInvoke: false), stage.Kernel, TestContext.Current.CancellationToken);
            history.Add(answer);
            var calls = Microsoft.SemanticKernel.FunctionCallContent.GetFunctionCalls(answer).ToList();
            if (calls.Count == 0)
            {
                break;
            }

            history = Turns.Reload(history, isSaved);
            foreach (var call in Microsoft.SemanticKernel.FunctionCallContent.GetFunctionCalls(history[^1]).ToList())
            {
                history.Add((await call.InvokeAsync(stage.Kernel, TestContext.Current.CancellationToken)).ToChatMessage());
            }

            history = Turns.Reload(history, isSaved);
        }

        history.AddUserMessage(Turns.SecondQuestion);
        await stage.Completion.GetChatMessageContentAsync(history, Turns.Settings(autoInvoke: false), stage.Kernel, TestContext.Current.CancellationToken);
    }

    private static async Task ManualStreamingAsync(Stage stage, bool isSaved)
    {
        ChatHistory history = new(Turns.FirstQuestion, AuthorRole.User);
        while (true)
        {
            var builder = new FunctionCallContentBuilder();
            var text = new StringBuilder();
            await foreach (var update in stage.Completion.GetStreamingChatMessageContentsAsync(history, Turns.Settings(autoInvoke: false), stage.Kernel, TestContext.Current.CancellationToken))
            {
                text.Append(update.Content);
                builder.Append(update);
            }

            var calls = builder.Build();
            var answer = new ChatMessageContent(AuthorRole.Assistant, text.ToString());
            foreach (var call in calls)
            {
                answer.Items.Add(call);
            }

            history.Add(answer);
            if (calls.Count == 0)
            {
                break;
            }

            foreach (var call in calls)
            {
                history.Add((await call.InvokeAsync(stage.Kernel, TestContext.Current.CancellationToken)).ToChatMessage());
            }

            history = Turns.Reload(history, isSaved);
        }

        history.AddUserMessage(Turns.SecondQuestion);
        await Turns.StreamAsync(stage.Completion, history, Turns.Settings(autoInvoke: false), stage.Kernel);
    }

    private static (IChatClient Client, ChatOptions Options) Client(Stage stage) => (
        stage.Kernel.GetRequiredService<IChatClient>(),
        new GeminiChatOptions { IncludeThoughts = true, Tools = [.. stage.Kernel.Plugins.SelectMany(static plugin => plugin).Select(function => function.WithKernel(stage.Kernel))] });
}
