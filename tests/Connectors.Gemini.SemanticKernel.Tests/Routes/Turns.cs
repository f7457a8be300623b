using System.ComponentModel;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Scripts;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Connectors.Gemini.SemanticKernel.Tests.Routes;

/// <summary>The same two turns on every route: two parallel calls with a thought and a text before them, an answer in pieces, and another question.</summary>
internal static class Turns
{
    public const string FirstQuestion = "What is the weather in Prague and in Brno?";
    public const string SecondQuestion = "And where is it warmer?";
    public const string FirstAnswer = "Prague is sunny and Brno is rainy.";

    public static void Script(Stage stage, int calls = 2)
    {
        var ask = Reply.Thought("Two cities, two calls.").ThenText("Let me look.").ThenCall("City_get_weather", new JsonObject { ["city"] = "Prague" });
        if (calls == 2)
        {
            ask = ask.ThenCall("City_get_weather", new JsonObject { ["city"] = "Brno" });
        }

        stage.Emulator.Script.Next(ask, Reply.Text(FirstAnswer).InPieces(18), Reply.Text("In Prague."));
    }

    public static KernelPlugin Plugin() => KernelPluginFactory.CreateFromFunctions("City", [KernelFunctionFactory.CreateFromMethod(Weather, "get_weather", "The weather in a city.")]);

    public static GeminiPromptExecutionSettings Settings(bool autoInvoke = true) => new()
    {
        IncludeThoughts = true,
        FunctionChoiceBehavior = FunctionChoiceBehavior.Auto(autoInvoke: autoInvoke),
    };

    /// <summary>The history as another process would load it.</summary>
    public static ChatHistory Reload(ChatHistory history, bool isSaved) =>
        isSaved ? JsonSerializer.Deserialize<ChatHistory>(JsonSerializer.Serialize(history))! : history;

    /// <summary>The messages as another process would load them.</summary>
    public static List<ChatMessage> Reload(List<ChatMessage> messages, bool isSaved) =>
        isSaved ? JsonSerializer.Deserialize<List<ChatMessage>>(JsonSerializer.Serialize(messages, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)! : messages;

    public static async Task<string> StreamAsync(IChatCompletionService service, ChatHistory history, PromptExecutionSettings settings, Kernel kernel)
    {
        var text = new StringBuilder();
        await foreach (var update in service.GetStreamingChatMessageContentsAsync(history, settings, kernel, TestContext.Current.CancellationToken))
        {
            text.Append(update.Content);
        }

        return text.ToString();
    }

    private static string Weather([Description("The city's name")] string city) => city == "Prague" ? "sunny" : "rainy";
}
