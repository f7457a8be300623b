using System.Drawing;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Snippets;

/// <summary>Code of docs/images.md.</summary>
internal static class ImagesSnippets
{
    public static async Task Generate(GeminiClient gemini)
    {
        #region generate
        IImageGenerator images = gemini.AsIImageGenerator("gemini-3.1-flash-image");

        var response = await images.GenerateImagesAsync("A red kite over the sea", new ImageGenerationOptions { ImageSize = new Size(1920, 1080) });
        foreach (var image in response.Contents.OfType<DataContent>())
        {
            await image.SaveToAsync("kite");
        }
        #endregion
    }

    public static async Task Edit(IImageGenerator images, DataContent kite)
    {
        #region edit
        var blue = await images.EditImageAsync(kite, "Make the kite blue");

        // The image that came back goes on from where it was made: it carries its signature and its prompt, also after it was saved as JSON.
        var tail = await images.EditImagesAsync(blue.Contents.OfType<DataContent>(), "Give it a long tail");
        #endregion
        _ = tail;
    }

    public static async Task Converse(GeminiClient gemini, List<ChatMessage> history)
    {
        #region converse
        var chat = gemini.AsIChatClient("gemini-3.1-flash-image");
        var options = new ChatOptions { Tools = [new HostedImageGenerationTool()] };

        history.Add(new(ChatRole.User, "Draw a red kite"));
        history.AddRange((await chat.GetResponseAsync(history, options)).Messages);
        history.Add(new(ChatRole.User, "Make it blue"));
        var answer = await chat.GetResponseAsync(history, options);
        var image = answer.Messages.SelectMany(message => message.Contents).OfType<ImageGenerationToolResultContent>().Last().Outputs![0];
        #endregion
        _ = image;
    }

    public static IChatClient Combine(GeminiClient gemini)
    {
        #region combine
        var chat = gemini.AsIChatClient("gemini-3.8-flash")
            .AsBuilder()
            .UseImageGeneration(gemini.AsIImageGenerator("gemini-3.1-flash-image"))
            .UseFunctionInvocation()
            .Build();
        #endregion
        return chat;
    }
}
