using System.ComponentModel;
using System.Text.Json;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.AudioToText;
using Microsoft.SemanticKernel.TextToAudio;
using Microsoft.SemanticKernel.TextToImage;

namespace Connectors.Gemini.SemanticKernel.Tests.Snippets;

/// <summary>Code of the pages in docs/ on Semantic Kernel: each block there is one of these regions.</summary>
internal static class SemanticKernelSnippets
{
    public static async Task Prompt(string apiKey)
    {
        #region prompt
        var builder = Kernel.CreateBuilder();
        builder.AddGeminiChatClient("gemini-3.8-flash", apiKey);
        builder.Plugins.AddFromType<LightsPlugin>("Lights");
        var kernel = builder.Build();

        var settings = new GeminiPromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto(), ThinkingLevel = ThinkingLevel.Low };
        Console.WriteLine(await kernel.InvokePromptAsync("Turn on the lamp.", new KernelArguments(settings)));
        #endregion
    }

    public static async Task Chat(Kernel kernel)
    {
        #region chat
        IChatClient chat = kernel.GetRequiredService<IChatClient>();
        var options = new GeminiChatOptions
        {
            IncludeThoughts = true,
            Tools = [.. kernel.Plugins.SelectMany(plugin => plugin).Select(function => function.WithKernel(kernel))],
        };
        List<ChatMessage> messages = [new(ChatRole.User, "...")];
        ChatResponse response = await chat.GetResponseAsync(messages, options);
        messages.AddMessages(response);                                              // calls, results, thoughts, signatures, citations
        string saved = JsonSerializer.Serialize(messages, AIJsonUtilities.DefaultOptions);
        #endregion
        _ = saved;
    }

    public static void Services(IImageGenerator imageGenerator, ITextToSpeechClient speechClient, ISpeechToTextClient transcriptionClient)
    {
        #region services
        ITextToImageService images = imageGenerator.AsTextToImageService();          // IImageGenerator
        ITextToAudioService speech = speechClient.AsTextToAudioService();            // ITextToSpeechClient
        IAudioToTextService hearing = transcriptionClient.AsAudioToTextService();    // ISpeechToTextClient
        #endregion
        _ = (images, speech, hearing);
    }

    private sealed class LightsPlugin
    {
        [KernelFunction, Description("Turns on a lamp.")]
        public static string TurnOn() => "on";
    }
}
