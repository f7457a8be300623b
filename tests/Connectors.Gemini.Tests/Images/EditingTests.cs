using Connectors.Gemini.Emulator.Media;
using Connectors.Gemini.Emulator.Scripts;
using Connectors.Gemini.Tests.Options;
using Microsoft.Extensions.AI;
using static Connectors.Gemini.Tests.Images.EmulatedImages;

namespace Connectors.Gemini.Tests.Images;

public class EditingTests
{
    private static readonly DataContent Cup = new(SampleMedia.Png(3, 3), "image/png");

    [Fact]
    public async Task The_originals_stand_beside_the_prompt_in_their_order()
    {
        await using var service = await StartAsync();
        var table = new DataContent(SampleMedia.Png(5, 5), "application/octet-stream");

        await service.Images.EditImagesAsync([Cup, table, new UriContent("https://example.com/a.webp", "image/webp"), new HostedFileContent("files/abc") { MediaType = "image/png" }], "Put the cup on the table", cancellationToken: Token);

        var parts = service.Body.GetProperty("contents")[0].GetProperty("parts");
        Assert.Equal("Put the cup on the table", parts[0].GetProperty("text").GetString());
        Assert.Equal(Cup.Base64Data.ToString(), parts[1].GetProperty("inlineData").GetProperty("data").GetString());
        Assert.Equal("image/png", parts[2].GetProperty("inlineData").GetProperty("mimeType").GetString());
        Assert.Equal("https://example.com/a.webp", parts[3].GetProperty("fileData").GetProperty("fileUri").GetString());
        Assert.EndsWith("/files/abc", parts[4].GetProperty("fileData").GetProperty("fileUri").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_edit_of_a_generated_image_goes_on_from_it_with_its_signature(bool throughJson)
    {
        await using var service = await StartAsync();
        service.Emulator.Script.Otherwise(Reply.Text("Here.").ThenImage());
        var made = (await service.Images.GenerateImagesAsync("a red kite", cancellationToken: Token)).Contents.OfType<DataContent>().Single();
        var original = throughJson ? ThroughJson(made) : made;

        var edited = await service.Images.EditImagesAsync([original, Cup], "make it blue", cancellationToken: Token);
        await service.Images.EditImagesAsync(edited.Contents.OfType<DataContent>(), "and round", cancellationToken: Token);

        var signature = made.AdditionalProperties!["gemini.thoughtSignature"]!.ToString();
        var contents = service.Bodies[1].GetProperty("contents");
        Assert.Equal(["user", "model", "user"], contents.EnumerateArray().Select(content => content.GetProperty("role").GetString()!));
        Assert.Equal("a red kite", contents[0].GetProperty("parts")[0].GetProperty("text").GetString());
        var part = Assert.Single(contents[1].GetProperty("parts").EnumerateArray());
        Assert.Equal(made.Base64Data.ToString(), part.GetProperty("inlineData").GetProperty("data").GetString());
        Assert.Equal(signature, part.GetProperty("thoughtSignature").GetString());
        Assert.Equal("make it blue", contents[2].GetProperty("parts")[0].GetProperty("text").GetString());
        Assert.Equal(2, contents[2].GetProperty("parts").GetArrayLength());
        Assert.Equal("make it blue", service.Bodies[2].GetProperty("contents")[0].GetProperty("parts")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_model_without_signatures_gets_a_signed_image_as_any_other()
    {
        await using var service = await StartAsync();
        service.Emulator.Script.Otherwise(Reply.Image());
        var made = (await service.Images.GenerateImagesAsync("a red kite", cancellationToken: Token)).Contents.OfType<DataContent>();

        await service.Images.EditImagesAsync(made, "make it blue", new ImageGenerationOptions { ModelId = "gemini-2.5-flash-image" }, Token);

        var content = Assert.Single(service.Bodies[1].GetProperty("contents").EnumerateArray());
        Assert.Equal(2, content.GetProperty("parts").GetArrayLength());
        Assert.False(content.GetProperty("parts")[1].TryGetProperty("thoughtSignature", out _));
    }

    public static TheoryData<string> NotImages => new(NotAnImage().Select(pair => pair.Why));

    private static IEnumerable<(string Why, AIContent Content)> NotAnImage() =>
    [
        ("audio", new DataContent(SampleMedia.Wav(), "audio/wav")),
        ("audio that says image", new DataContent(SampleMedia.Wav(), "image/png")),
        ("text that says image", new DataContent("not an image"u8.ToArray(), "image/png")),
        ("bytes that say nothing", new DataContent("not an image"u8.ToArray(), "application/octet-stream")),
        ("empty", new DataContent(Array.Empty<byte>(), "image/png")),
        ("a text", new TextContent("a cup")),
        ("a page", new UriContent("https://example.com/", "text/html")),
        ("a document", new HostedFileContent("files/abc") { MediaType = "application/pdf" }),
    ];

    [Theory]
    [MemberData(nameof(NotImages))]
    public async Task An_original_that_is_not_an_image_is_refused_before_sending(string why)
    {
        var handler = new WireHandler();
        using var gemini = handler.Client();
        var content = NotAnImage().Single(pair => pair.Why == why).Content;

        var error = await Assert.ThrowsAsync<ArgumentException>(() => gemini.AsIImageGenerator(Model).EditImagesAsync([Cup, content], "edit", cancellationToken: Token));

        Assert.Contains("OriginalImages[1]", error.Message, StringComparison.Ordinal);
        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task What_cannot_be_asked_for_is_refused_before_sending()
    {
        var handler = new WireHandler();
        using var gemini = handler.Client();

        await RefusedAsync<ArgumentException>("", null);
        await RefusedAsync<ArgumentException>("  ", null);
        await RefusedAsync<ArgumentOutOfRangeException>("a kite", new() { Count = 0 });
        await RefusedAsync<ArgumentOutOfRangeException>("a kite", new() { ImageSize = new(0, 5) });
        await RefusedAsync<ArgumentOutOfRangeException>("a kite", new() { ImageSize = new(5, -1) });
        await RefusedAsync<ArgumentException>("a kite", new() { MediaType = "audio/wav" });
        await RefusedAsync<NotSupportedException>("a kite", new() { ModelId = "gemini-3.8-flash" });
        await RefusedAsync<NotSupportedException>("a kite", new() { ModelId = "imagen-4.0-generate-001" });
        Assert.Contains("16:9", (await RefusedAsync<ArgumentException>("a kite", new GeminiImageOptions { AspectRatio = "3:7" })).Message, StringComparison.Ordinal);
        Assert.Contains("capital", (await RefusedAsync<ArgumentException>("a kite", new GeminiImageOptions { Resolution = "2k" })).Message, StringComparison.Ordinal);
        await RefusedAsync<ArgumentException>("a kite", new GeminiImageOptions { Resolution = "512", ModelId = "gemini-3-pro-image" });
        await RefusedAsync<ArgumentException>("a kite", new GeminiImageOptions { Resolution = "2K", ModelId = "gemini-2.5-flash-image" });
        await RefusedAsync<ArgumentException>("a kite", new GeminiImageOptions { AspectRatio = "1:8", ModelId = "gemini-3.1-flash-lite-image" });
        await RefusedAsync<ArgumentException>("a kite", new GeminiImageOptions { PersonGeneration = "ALLOW_ALL" });
        await RefusedAsync<ArgumentException>("a kite", new GeminiImageOptions { CompressionQuality = 50 });
        await RefusedAsync<ArgumentException>("a kite", new GeminiImageOptions { NegativePrompt = "text" });
        await RefusedAsync<ArgumentException>("a kite", new GeminiImageOptions { AddWatermark = false });
        Assert.Empty(handler.Requests);

        async Task<T> RefusedAsync<T>(string prompt, ImageGenerationOptions? options)
            where T : Exception => await Assert.ThrowsAsync<T>(() => gemini.AsIImageGenerator(Model).GenerateAsync(new ImageGenerationRequest(prompt), options, Token));
    }

    [Fact]
    public async Task What_is_only_a_wish_is_left_out_and_logged()
    {
        var handler = new WireHandler().Then(ImageAnswer());
        using var gemini = handler.Client();
        var options = new ImageGenerationOptions { MediaType = "image/webp", ResponseFormat = ImageGenerationResponseFormat.Hosted, StreamingCount = 2 };

        await gemini.AsIImageGenerator(Model).GenerateImagesAsync("a kite", options, Token);

        Assert.True(handler.Warned("image/webp"));
        Assert.True(handler.Warned("ResponseFormat"));
        Assert.True(handler.Warned("StreamingCount"));
        Options.Wire.AssertAbsent("imageConfig", handler.Body.GetProperty("generationConfig"));
    }

    internal static string ImageAnswer() =>
        $$"""{"candidates":[{"content":{"role":"model","parts":[{"inlineData":{"mimeType":"image/png","data":"{{Convert.ToBase64String(SampleMedia.Png())}}"} }]},"finishReason":"STOP","index":0}]}""";
}
