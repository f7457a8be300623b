using System.Drawing;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Faults;
using Connectors.Gemini.Emulator.Media;
using Connectors.Gemini.Emulator.Scripts;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;
using static Connectors.Gemini.Tests.Images.EmulatedImages;

namespace Connectors.Gemini.Tests.Images;

public class GenerationTests
{
    [Fact]
    public async Task A_prompt_becomes_an_image_with_the_text_beside_it()
    {
        await using var service = await StartAsync();
        service.Emulator.Script.When("kite").Reply(Reply.Text("Here it is.").ThenImage(SampleMedia.Png()));

        var response = await service.Images.GenerateImagesAsync("a red kite", cancellationToken: Token);

        Assert.Equal("Here it is.", Assert.IsType<TextContent>(response.Contents[0]).Text);
        var image = Assert.IsType<DataContent>(response.Contents[1]);
        Assert.Equal(SampleMedia.Png(), image.Data.ToArray());
        Assert.Equal("image/png", image.MediaType);
        Assert.Equal(2, response.Contents.Count);
        Assert.IsType<GenerateContentResponse>(response.RawRepresentation);
        Assert.True(response.Usage!.OutputTokenCount > 0);
        Options.Wire.AssertEqual("""{"contents":[{"role":"user","parts":[{"text":"a red kite"}]}],"generationConfig":{"responseModalities":["TEXT","IMAGE"]}}""", service.Body);
    }

    [Fact]
    public async Task Drafts_and_thoughts_are_left_out()
    {
        await using var service = await StartAsync();
        service.Emulator.Script.Otherwise(Reply.Thought("Composing.")
            .ThenPart($$"""{"inlineData":{"mimeType":"image/png","data":"{{Convert.ToBase64String(SampleMedia.Png(2, 2))}}"},"thought":true}""")
            .ThenImage(SampleMedia.Png(8, 8)).WithThoughtsUnasked());

        var response = await service.Images.GenerateImagesAsync("a kite", cancellationToken: Token);

        Assert.Equal(SampleMedia.Png(8, 8), Assert.IsType<DataContent>(Assert.Single(response.Contents)).Data.ToArray());
    }

    [Fact]
    public async Task Several_images_are_several_requests_and_the_usage_is_their_sum()
    {
        await using var service = await StartAsync();
        service.Emulator.Script.Otherwise(Reply.Image().WithUsage("""{"promptTokenCount":3,"candidatesTokenCount":10,"totalTokenCount":13}"""));

        var response = await service.Images.GenerateImagesAsync("kites", new GeminiImageOptions { Count = 6, Seed = 40 }, Token);

        Assert.Equal(6, response.Contents.OfType<DataContent>().Count());
        Assert.Equal((18, 60, 78), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.TotalTokenCount));
        Assert.Equal([40, 41, 42, 43, 44, 45], service.Bodies.Select(body => body.GetProperty("generationConfig").GetProperty("seed").GetInt32()).Order());
        Assert.Equal(6, Assert.IsType<GenerateContentResponse[]>(response.RawRepresentation).Length);
    }

    [Fact]
    public async Task At_most_four_requests_are_under_way()
    {
        await using var service = await StartAsync();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        service.Emulator.Script.Otherwise(Reply.Image().StallAfter(0, gate.Task));

        var running = service.Images.GenerateImagesAsync("kites", new ImageGenerationOptions { Count = 6 }, Token);
        while (service.Emulator.Journal.Entries.Count < 4)
        {
            await Task.Yield();
        }

        Assert.Equal(4, service.Emulator.Journal.Entries.Count);
        gate.SetResult();
        Assert.Equal(6, (await running).Contents.Count);
    }

    [Fact]
    public async Task A_refusal_is_an_exception_with_the_reason_and_what_the_model_said()
    {
        await using var service = await StartAsync();
        service.Emulator.Script.Otherwise(Reply.Text("I won't draw that.").WithFinish("IMAGE_SAFETY", "Unable to show the generated image."));

        var error = await Assert.ThrowsAsync<GeminiException>(() => service.Images.GenerateImagesAsync("something bad", cancellationToken: Token));

        Assert.Equal("IMAGE_SAFETY", error.Reason);
        Assert.Contains("Unable to show the generated image.", error.Message, StringComparison.Ordinal);
        Assert.Contains("I won't draw that.", error.Message, StringComparison.Ordinal);
        Assert.Equal("I won't draw that.", error.PartialResponse!.Text);
        Assert.Equal(ChatFinishReason.ContentFilter, error.PartialResponse.FinishReason);
        Assert.NotNull(error.PartialResponse.Usage);
        Assert.NotNull(error.ResponseId);
        Assert.Equal("/v1beta/models/gemini-3.1-flash-image:generateContent", error.RequestPath);
    }

    [Theory]
    [InlineData("NO_IMAGE")]
    [InlineData("IMAGE_PROHIBITED_CONTENT")]
    [InlineData("IMAGE_RECITATION")]
    [InlineData("IMAGE_OTHER")]
    [InlineData("SOMETHING_NEW")]
    public async Task An_answer_without_content_is_an_exception(string reason)
    {
        await using var service = await StartAsync();
        service.Emulator.Script.Otherwise(Reply.Empty().WithoutContent().WithFinish(reason));

        Assert.Equal(reason, (await Assert.ThrowsAsync<GeminiException>(() => service.Images.GenerateImagesAsync("a kite", cancellationToken: Token))).Reason);
    }

    [Fact]
    public async Task A_blocked_prompt_is_an_exception()
    {
        await using var service = await StartAsync();
        service.Emulator.Script.Otherwise(Reply.Blocked("PROHIBITED_CONTENT"));

        var error = await Assert.ThrowsAsync<GeminiException>(() => service.Images.GenerateImagesAsync("a kite", cancellationToken: Token));

        Assert.Equal("PROHIBITED_CONTENT", error.Reason);
        Assert.Equal(ChatFinishReason.ContentFilter, error.PartialResponse!.FinishReason);
    }

    [Fact]
    public async Task One_refusal_does_not_take_away_the_images_that_were_made()
    {
        await using var service = await StartAsync();
        service.Emulator.Script.Next(Reply.Image(), Reply.Empty().WithoutContent().WithFinish("IMAGE_SAFETY"), Reply.Image());

        var response = await service.Images.GenerateImagesAsync("kites", new ImageGenerationOptions { Count = 3 }, Token);

        Assert.Equal(2, response.Contents.OfType<DataContent>().Count());
        Assert.Equal("IMAGE_SAFETY", Assert.Single(response.Contents.OfType<ErrorContent>()).ErrorCode);
    }

    [Fact]
    public async Task An_error_of_the_service_is_thrown()
    {
        await using var service = await StartAsync();
        service.Emulator.Faults.Add(Fault.Error(ServiceError.Overloaded()));

        var error = await Assert.ThrowsAsync<GeminiException>(() => service.Images.GenerateImagesAsync("kites", new ImageGenerationOptions { Count = 3 }, Token));

        Assert.True(error.IsTransient);
    }

    [Theory]
    [InlineData(1024, 1024, "1:1", "1K")]
    [InlineData(512, 512, "1:1", "512")]
    [InlineData(1920, 1080, "16:9", "2K")]
    [InlineData(1365, 768, "16:9", "1K")]
    [InlineData(3840, 2160, "16:9", "4K")]
    [InlineData(9000, 9000, "1:1", "4K")]
    [InlineData(1024, 1536, "2:3", "2K")]
    [InlineData(300, 2400, "1:8", "1K")]
    [InlineData(100, 3000, "1:8", "1K")]
    public async Task A_size_in_pixels_becomes_the_nearest_shape_and_enough_pixels(int width, int height, string ratio, string resolution)
    {
        await using var service = await StartAsync();

        await service.Images.GenerateImagesAsync("a kite", new ImageGenerationOptions { ImageSize = new Size(width, height) }, Token);

        Options.Wire.AssertEqual($$"""{"aspectRatio":"{{ratio}}","imageSize":"{{resolution}}"}""", service.Body.GetProperty("generationConfig").GetProperty("imageConfig"));
    }

    [Fact]
    public async Task A_model_of_one_size_gets_the_shape_alone()
    {
        await using var service = await StartAsync("gemini-2.5-flash-image");

        await service.Images.GenerateImagesAsync("a kite", new ImageGenerationOptions { ImageSize = new Size(4096, 512) }, Token);

        Options.Wire.AssertEqual("""{"aspectRatio":"21:9"}""", service.Body.GetProperty("generationConfig").GetProperty("imageConfig"));
    }

    [Fact]
    public async Task Typed_options_reach_their_fields_on_Vertex()
    {
        await using var service = await StartAsync(isVertex: true);
        var options = new GeminiImageOptions
        {
            AspectRatio = "21:9",
            Resolution = "2K",
            PersonGeneration = "ALLOW_ADULT",
            Seed = 7,
            CompressionQuality = 80,
            MediaType = "image/jpeg",
            SafetySettings = [new SafetySetting { Category = HarmCategory.DangerousContent, Threshold = HarmBlockThreshold.BlockOnlyHigh }],
        };

        await service.Images.GenerateImagesAsync("a kite", options.Clone(), Token);

        Options.Wire.AssertEqual(
            """
            {"responseModalities":["TEXT","IMAGE"],"seed":7,
             "imageConfig":{"aspectRatio":"21:9","imageSize":"2K","personGeneration":"ALLOW_ADULT","imageOutputOptions":{"mimeType":"image/jpeg","compressionQuality":80}}}
            """,
            service.Body.GetProperty("generationConfig"));
        Options.Wire.AssertEqual("""[{"category":"HARM_CATEGORY_DANGEROUS_CONTENT","threshold":"BLOCK_ONLY_HIGH"}]""", service.Body.GetProperty("safetySettings"));
    }

    [Fact]
    public async Task The_callers_own_request_is_the_start_and_is_never_overwritten()
    {
        await using var service = await StartAsync();
        var options = new ImageGenerationOptions
        {
            Count = 2,
            ImageSize = new Size(1024, 1024),
            RawRepresentationFactory = _ => new GenerateContentRequest { GenerationConfig = new GenerationConfig { ResponseModalities = [ResponseModality.Image], Temperature = 0.5f } },
        };

        await service.Images.GenerateImagesAsync("a kite", options, Token);

        Assert.Equal(2, service.Bodies.Count);
        Assert.All(service.Bodies, body => Options.Wire.AssertEqual(
            """{"responseModalities":["IMAGE"],"temperature":0.5,"imageConfig":{"aspectRatio":"1:1","imageSize":"1K"}}""", body.GetProperty("generationConfig")));
    }

    [Fact]
    public async Task A_call_can_name_another_model()
    {
        await using var service = await StartAsync();

        await service.Images.GenerateImagesAsync("a kite", new ImageGenerationOptions { ModelId = "gemini-3-pro-image" }, Token);

        Assert.Equal("gemini-3-pro-image", Assert.Single(service.Emulator.Journal.Entries).Model);
    }

    [Fact]
    public async Task The_adapter_says_what_it_is()
    {
        await using var service = await StartAsync();

        var metadata = service.Images.GetService<ImageGeneratorMetadata>()!;

        Assert.Equal(("gcp.gemini", EmulatedImages.Model, service.Emulator.BaseAddress), (metadata.ProviderName, metadata.DefaultModelId, metadata.ProviderUri));
        Assert.Same(service.Gemini, service.Images.GetService<GeminiClient>());
        Assert.Same(service.Images, service.Images.GetService<IImageGenerator>());
        Assert.Null(service.Images.GetService<IImageGenerator>("key"));
    }

    [Fact]
    public async Task A_cancelled_call_ends_all_its_requests()
    {
        await using var service = await StartAsync();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        service.Emulator.Script.Otherwise(Reply.Image().StallAfter(0, Task.Delay(Timeout.Infinite, Token)));

        var running = service.Images.GenerateImagesAsync("kites", new ImageGenerationOptions { Count = 3 }, cancellation.Token);
        while (service.Emulator.Journal.Entries.Count < 3)
        {
            await Task.Yield();
        }

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
