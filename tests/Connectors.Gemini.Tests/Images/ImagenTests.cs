using System.Drawing;
using System.Text.Json;
using Connectors.Gemini.Emulator.Media;
using Connectors.Gemini.Emulator.Scripts;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;
using static Connectors.Gemini.Tests.Images.EmulatedImages;

namespace Connectors.Gemini.Tests.Images;

public class ImagenTests
{
    private const string Imagen = "imagen-4.0-generate-001";

    [Fact]
    public async Task Imagen_is_predicted_on_Vertex_with_the_same_options()
    {
        await using var service = await StartAsync(Imagen, isVertex: true);
        var options = new GeminiImageOptions
        {
            Count = 2,
            ImageSize = new Size(2048, 1152),
            MediaType = "image/jpeg",
            CompressionQuality = 70,
            PersonGeneration = "ALLOW_ADULT",
            NegativePrompt = "text",
            Seed = 3,
            AddWatermark = false,
        };

        var response = await service.Images.GenerateImagesAsync("a red kite", options, Token);

        Assert.Equal(2, response.Contents.Count);
        Assert.All(response.Contents, content => Assert.Equal("image/jpeg", Assert.IsType<DataContent>(content).MediaType));
        Assert.Equal("predict", Assert.Single(service.Emulator.Journal.Entries).Method);
        Options.Wire.AssertEqual(
            """
            {"instances":[{"prompt":"a red kite"}],"parameters":{"sampleCount":2,"aspectRatio":"16:9","sampleImageSize":"2K","seed":3,"negativePrompt":"text","personGeneration":"ALLOW_ADULT",
             "includeRaiReason":true,"addWatermark":false,"outputOptions":{"mimeType":"image/jpeg","compressionQuality":70}}}
            """,
            service.Body);
    }

    [Fact]
    public async Task One_image_is_asked_for_where_the_caller_does_not_say_how_many()
    {
        await using var service = await StartAsync(Imagen, isVertex: true);

        Assert.Single((await service.Images.GenerateImagesAsync("a kite", cancellationToken: Token)).Contents);
    }

    [Fact]
    public async Task More_than_four_images_are_several_requests()
    {
        await using var service = await StartAsync(Imagen, isVertex: true);

        var response = await service.Images.GenerateImagesAsync("kites", new ImageGenerationOptions { Count = 6 }, Token);

        Assert.Equal(6, response.Contents.Count);
        Assert.Equal([4, 2], service.Bodies.Select(body => body.GetProperty("parameters").GetProperty("sampleCount").GetInt32()));
    }

    [Fact]
    public async Task What_was_filtered_out_is_an_exception_with_the_reason()
    {
        await using var service = await StartAsync(Imagen, isVertex: true);
        service.Emulator.Script.When("bad").Reply(Reply.Empty().WithFinish("IMAGE_SAFETY", "All images were filtered out."));

        var error = await Assert.ThrowsAsync<GeminiException>(() => service.Images.GenerateImagesAsync("bad", cancellationToken: Token));

        Assert.Equal("RAI_FILTERED", error.Reason);
        Assert.Contains("All images were filtered out.", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("/models/imagen-4.0-generate-001:predict", error.RequestPath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_at_all_is_an_exception()
    {
        await using var service = await StartAsync(Imagen, isVertex: true);
        service.Emulator.Script.Otherwise(Reply.Json("{}"));

        Assert.Equal("none given", (await Assert.ThrowsAsync<GeminiException>(() => service.Images.GenerateImagesAsync("a kite", cancellationToken: Token))).Reason);
    }

    [Fact]
    public async Task An_editing_model_gets_the_originals_by_number()
    {
        await using var service = await StartAsync("imagen-3.0-capability-001", isVertex: true);
        var cup = new DataContent(SampleMedia.Png(), "image/png");

        await service.Images.EditImagesAsync([cup, new UriContent("gs://bucket/a.jpg", "image/jpeg")], "Put [1] on [2]", cancellationToken: Token);

        Options.Wire.AssertEqual(
            $$$"""
            [{"prompt":"Put [1] on [2]","referenceImages":[
              {"referenceType":"REFERENCE_TYPE_RAW","referenceId":1,"referenceImage":{"bytesBase64Encoded":"{{{cup.Base64Data}}}","mimeType":"image/png"}},
              {"referenceType":"REFERENCE_TYPE_RAW","referenceId":2,"referenceImage":{"gcsUri":"gs://bucket/a.jpg","mimeType":"image/jpeg"}}]}]
            """,
            service.Body.GetProperty("instances"));
    }

    [Fact]
    public async Task A_model_that_cannot_edit_says_so_before_sending()
    {
        await using var service = await StartAsync(Imagen, isVertex: true);

        await Assert.ThrowsAsync<NotSupportedException>(() => service.Images.EditImagesAsync([new DataContent(SampleMedia.Png(), "image/png")], "edit", cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentException>(() => service.Images.GenerateImagesAsync("a", new GeminiImageOptions { SafetySettings = [] }, Token));
        Assert.Empty(service.Bodies);
    }

    [Fact]
    public async Task The_callers_own_request_reaches_what_has_no_option()
    {
        await using var service = await StartAsync(Imagen, isVertex: true);
        var options = new ImageGenerationOptions
        {
            RawRepresentationFactory = _ => new PredictImagesRequest
            {
                Parameters = new ImageParameters { GuidanceScale = 15, Language = "en" },
                Labels = new Dictionary<string, string> { ["team"] = "a" },
            },
        };

        await service.Images.GenerateImagesAsync("a kite", options, Token);

        Options.Wire.AssertEqual(
            """{"instances":[{"prompt":"a kite"}],"labels":{"team":"a"},"parameters":{"guidanceScale":15,"language":"en","sampleCount":1,"includeRaiReason":true}}""", service.Body);
    }

    [Fact]
    public void Options_survive_a_clone_a_plain_copy_and_json()
    {
        var options = new GeminiImageOptions { Count = 2, StreamingCount = 1, AspectRatio = "1:1", Resolution = "2K", Seed = 1, AddWatermark = false, SafetySettings = [new SafetySetting { Category = HarmCategory.Harassment }] };

        var clone = Assert.IsType<GeminiImageOptions>(options.Clone());
        var info = AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(ImageGenerationOptions));
        var read = (ImageGenerationOptions)JsonSerializer.Deserialize(JsonSerializer.Serialize(new ImageGenerationOptions { AdditionalProperties = options.AdditionalProperties }, info), info)!;

        Assert.Equal((2, 1, "2K"), (clone.Count, clone.StreamingCount, clone.Resolution));
        var view = read.AsGemini();
        Assert.Equal(("1:1", "2K", 1, false), (view.AspectRatio, view.Resolution, view.Seed!.Value, view.AddWatermark!.Value));
        Assert.Equal(HarmCategory.Harassment, Assert.Single(view.SafetySettings!).Category);
        view.Seed = null;
        Assert.False(read.AdditionalProperties!.ContainsKey("gemini.seed"));
    }
}
