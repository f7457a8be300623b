using System.Drawing;
using Connectors.Gemini.Emulator.Media;
using Connectors.Gemini.Emulator.Scripts;
using Connectors.Gemini.Tests.Hosted;
using Connectors.Gemini.Tests.Options;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Images;

public class HostedToolTests
{
    private static readonly HostedImageGenerationTool Tool = new() { Options = new ImageGenerationOptions { ImageSize = new Size(1920, 1080) } };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_tool_asks_an_image_model_for_images_and_they_are_the_tools_results(bool streamed)
    {
        await using var chat = await EmulatedChat.StartAsync(EmulatedImages.Model);
        chat.Emulator.Script.Otherwise(Reply.Text("Here.").ThenImage());
        List<ChatMessage> history = [new(ChatRole.User, "Draw a kite")];

        var response = await chat.AskAsync(history, streamed, new ChatOptions { Tools = [Tool] });

        Options.Wire.AssertEqual("""{"responseModalities":["TEXT","IMAGE"],"imageConfig":{"aspectRatio":"16:9","imageSize":"2K"}}""", chat.Requests[0].Body!.Value.GetProperty("generationConfig"));
        Options.Wire.AssertAbsent("tools", chat.Requests[0].Body!.Value);
        var contents = response.Messages.Single().Contents;
        var call = Assert.Single(contents.OfType<ImageGenerationToolCallContent>());
        var result = Assert.Single(contents.OfType<ImageGenerationToolResultContent>());
        Assert.Equal(call.CallId, result.CallId);
        var image = Assert.IsType<DataContent>(Assert.Single(result.Outputs!));
        Assert.Equal(SampleMedia.Png(), image.Data.ToArray());
        Assert.Equal("Here.", response.Text);

        // The next turn gives the image back as it came, signature included, also after the history was saved.
        history = EmulatedChat.ThroughJson([.. history, .. response.Messages, new ChatMessage(ChatRole.User, "Make it blue")]);
        await chat.AskAsync(history, streamed, new ChatOptions { Tools = [Tool] });
        var part = EmulatedChat.ModelParts(chat.Requests[1]).Last();
        Assert.Equal(image.Base64Data.ToString(), part.GetProperty("inlineData").GetProperty("data").GetString());
        Assert.Equal(image.AdditionalProperties!["gemini.thoughtSignature"]!.ToString(), part.GetProperty("thoughtSignature").GetString());
    }

    [Fact]
    public async Task Where_no_tool_may_be_used_no_image_is_asked_for()
    {
        await using var chat = await EmulatedChat.StartAsync(EmulatedImages.Model);

        await chat.AskAsync([new(ChatRole.User, "Hello")], streamed: false, new ChatOptions { Tools = [Tool], ToolMode = ChatToolMode.None });

        Options.Wire.AssertAbsent("generationConfig", chat.Requests[0].Body!.Value);
    }

    [Fact]
    public async Task An_option_that_the_tool_does_not_take_is_refused_before_sending()
    {
        var handler = new WireHandler();
        using var gemini = handler.Client();
        GeminiImageOptions[] refused = [new() { NegativePrompt = "text" }, new() { AddWatermark = false }, new() { SafetySettings = [new() { Category = new("HARM_CATEGORY_HARASSMENT") }] }];

        foreach (var options in refused)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => gemini.AsIChatClient(EmulatedImages.Model)
                .GetResponseAsync("Draw", new ChatOptions { Tools = [new HostedImageGenerationTool { Options = options }] }, Options.Wire.Token));
        }

        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task A_model_that_makes_no_images_refuses_the_tool_before_sending()
    {
        var handler = new WireHandler();
        using var gemini = handler.Client();

        var error = await Assert.ThrowsAsync<NotSupportedException>(() => gemini.AsIChatClient("gemini-3.8-flash").GetResponseAsync("Draw", new ChatOptions { Tools = [Tool] }, Options.Wire.Token));

        Assert.Contains("UseImageGeneration", error.Message, StringComparison.Ordinal);
        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task An_image_of_another_provider_in_the_models_turn_is_taken()
    {
        await using var chat = await EmulatedChat.StartAsync(EmulatedImages.Model);
        var foreign = new ChatMessage(ChatRole.Assistant, [new DataContent(SampleMedia.Png(), "image/png")]);

        await chat.AskAsync([new(ChatRole.User, "Draw"), foreign, new(ChatRole.User, "Make it blue")], streamed: false);

        Assert.Equal("skip_thought_signature_validator", EmulatedChat.ModelParts(chat.Requests[0]).Single().GetProperty("thoughtSignature").GetString());
    }

    [Fact]
    public async Task A_text_model_draws_through_the_image_generating_client()
    {
        await using var chat = await EmulatedChat.StartAsync();
        chat.Emulator.Script.When(request => request.Model == EmulatedImages.Model).Reply(Reply.Image());
        chat.Emulator.Script.OnFunctionResult("GenerateImage").Reply(Reply.Text("Done."));
        chat.Emulator.Script.When("Draw").Reply(Reply.Call("GenerateImage", new() { ["prompt"] = "a red kite" }));
        using var client = new ImageGeneratingChatClient(
            chat.Chat.AsBuilder().UseFunctionInvocation().Build(),
            chat.Gemini.AsIImageGenerator(EmulatedImages.Model));
        List<ChatMessage> history = [new(ChatRole.User, "Draw a kite")];

        var response = await client.GetResponseAsync(history, new ChatOptions { Tools = [new HostedImageGenerationTool()] }, EmulatedChat.Cancellation);

        var images = response.Messages.SelectMany(message => message.Contents)
            .SelectMany(content => content is ImageGenerationToolResultContent result ? result.Outputs ?? [] : [content])
            .OfType<DataContent>();
        Assert.Equal(SampleMedia.Png(), Assert.Single(images).Data.ToArray());
        Assert.Contains("Done.", response.Text, StringComparison.Ordinal);
        Assert.Contains(chat.Requests, request => request.Model == EmulatedImages.Model && request.Body!.Value.GetRawText().Contains("a red kite", StringComparison.Ordinal));

        // The conversation goes on with what the client made of it.
        chat.Emulator.Script.When("Thanks").Reply(Reply.Text("Welcome."));
        history.AddRange(response.Messages);
        history.Add(new(ChatRole.User, "Thanks"));
        Assert.Equal("Welcome.", (await client.GetResponseAsync(history, new ChatOptions { Tools = [new HostedImageGenerationTool()] }, EmulatedChat.Cancellation)).Text);
    }
}
