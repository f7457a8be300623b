using System.Buffers.Binary;
using System.Net;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Media;
using Connectors.Gemini.Emulator.Scripts;

namespace Connectors.Gemini.Emulator.Tests.Images;

public sealed class ImageAnswerTests : IAsyncLifetime
{
    private const string Flash = "gemini-3.1-flash-image";
    private const string Imagen = "v1beta1/projects/p/locations/global/publishers/google/models/imagen-4.0-generate-001:predict";

    private GeminiEmulator _emulator = null!;
    private EmulatorClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await GeminiEmulator.StartAsync();
        _client = new EmulatorClient(_emulator);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _emulator.DisposeAsync();
    }

    [Fact]
    public async Task The_same_prompt_gives_the_same_image_and_another_one_another()
    {
        var first = await ImageAsync("a kite");

        Assert.Equal(first.Data, (await ImageAsync("a kite")).Data);
        Assert.NotEqual(first.Data, (await ImageAsync("a boat")).Data);
    }

    [Theory]
    [InlineData(Flash, "image/jpeg")]
    [InlineData("gemini-3-pro-image", "image/jpeg")]
    [InlineData("gemini-2.5-flash-image", "image/png")]
    public async Task The_format_is_that_of_the_generation(string model, string mimeType) => Assert.Equal(mimeType, (await ImageAsync("a kite", model: model)).MimeType);

    [Theory]
    [InlineData("1:1", "1K", 64, 64)]
    [InlineData("16:9", "2K", 171, 96)]
    [InlineData("1:4", "512", 16, 64)]
    [InlineData("4:1", "4K", 512, 128)]
    public async Task Shape_and_size_are_what_was_asked_for_at_a_sixteenth(string ratio, string size, int width, int height)
    {
        var (data, _) = await ImageAsync("a kite", $$"""{"aspectRatio":"{{ratio}}","imageSize":"{{size}}"}""");

        // The frame of a JPEG: height and width, after the marker, its length and the depth.
        var frame = data.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        Assert.Equal((width, height), (BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(frame + 7)), BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(frame + 5))));
    }

    [Theory]
    [InlineData(Flash, """{"aspectRatio":"3:7"}""", "* GenerateContentRequest.generation_config.image_config.aspect_ratio: aspect_ratio must be one of '1:1', '1:4', '1:8', '2:3', '3:2', '3:4', '4:1', '4:3', '4:5', '5:4', '8:1', '9:16', '16:9', or '21:9'.\n")]
    [InlineData("gemini-2.5-flash-image", """{"aspectRatio":"1:4"}""", "Aspect ratio 1:4 is not supported for this model")]
    [InlineData("gemini-3-pro-image", """{"aspectRatio":"8:1"}""", "Aspect ratio 8:1 is not supported for this model")]
    [InlineData("gemini-3-pro-image", """{"imageSize":"8K"}""", "Unsupported image_size '8K'. Supported values are: 1K, 2K, 4K, 512, 512P, 512PX.")]
    [InlineData(Flash, """{"imageSize":"2k"}""", "Unsupported image_size '2k'. Supported values are: 1K, 2K, 4K, 512, 512P, 512PX.")]
    [InlineData("gemini-3.1-flash-lite-image", """{"imageSize":"2K"}""", "Image size 2K is not supported for this model")]
    [InlineData("gemini-3-pro-image", """{"imageSize":"512"}""", "Image size 512 is not supported for this model")]
    public async Task What_a_model_does_not_make_is_refused_in_the_services_words(string model, string config, string message) =>
        Assert.Equal(message, await RefusedAsync($"v1beta/models/{model}:generateContent", EmulatorClient.Ask("a kite", Config(config))));

    [Fact]
    public async Task The_model_of_generation_2_5_takes_any_size_and_makes_its_own()
    {
        var (data, _) = await ImageAsync("a kite", """{"imageSize":"8K"}""", "gemini-2.5-flash-image");

        Assert.Equal(64, BinaryPrimitives.ReadInt32BigEndian(data.AsSpan(16)));
    }

    [Fact]
    public async Task An_image_model_gives_one_candidate() => Assert.Equal(
        "Multiple candidates is not enabled for this model",
        await RefusedAsync($"v1beta/models/{Flash}:generateContent", EmulatorClient.Ask("a kite", """ "generationConfig":{"candidateCount":2} """)));

    [Fact]
    public async Task An_empty_prompt_gives_no_image_and_no_error()
    {
        var answer = await _client.GenerateAsync("""{"contents":[{"role":"user","parts":[{"text":" "}]}]}""", Flash);

        Assert.Equal("NO_IMAGE", (string?)answer["candidates"]![0]!["finishReason"]);
        Assert.Null(answer["candidates"]![0]!["content"]);
    }

    [Fact]
    public async Task An_image_in_a_model_turn_must_be_signed()
    {
        var image = Convert.ToBase64String(SampleMedia.Png());
        var history = $$$"""{"contents":[{"role":"user","parts":[{"text":"a kite"}]},{"role":"model","parts":[{"inlineData":{"mimeType":"image/png","data":"{{{image}}}"}}]},{"role":"user","parts":[{"text":"blue"}]}]}""";

        var message = await RefusedAsync($"v1beta/models/{Flash}:generateContent", history);

        Assert.StartsWith("Image part is missing a thought_signature in content position 2, part position 1.", message, StringComparison.Ordinal);
        await _client.GenerateAsync(history, "gemini-2.5-flash-image");
    }

    [Fact]
    public async Task Imagen_makes_as_many_images_as_it_is_asked_for_and_four_unasked()
    {
        var two = await PredictAsync("""{"instances":[{"prompt":"a kite"}],"parameters":{"sampleCount":2,"aspectRatio":"16:9"}}""");
        var four = await PredictAsync("""{"instances":[{"prompt":"a kite"}]}""");

        Assert.Equal(2, two["predictions"]!.AsArray().Count);
        Assert.Equal(4, four["predictions"]!.AsArray().Select(prediction => (string?)prediction!["bytesBase64Encoded"]).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal("image/png", (string?)two["predictions"]![0]!["mimeType"]);
        Assert.StartsWith("iVBORw0KGgo", (string?)two["predictions"]![0]!["bytesBase64Encoded"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_of_Imagen_is_told_only_where_it_is_asked_for()
    {
        _emulator.Script.When("bad").Reply(Reply.Empty().WithFinish("IMAGE_SAFETY"));

        var told = await PredictAsync("""{"instances":[{"prompt":"bad"}],"parameters":{"sampleCount":1,"includeRaiReason":true}}""");
        var untold = await PredictAsync("""{"instances":[{"prompt":"bad"}],"parameters":{"sampleCount":1}}""");

        Assert.Contains("Support codes", (string?)Assert.Single(told["predictions"]!.AsArray())!["raiFilteredReason"], StringComparison.Ordinal);
        Assert.Empty(untold);
    }

    [Theory]
    [InlineData("{}", "Empty instances.")]
    [InlineData("""{"instances":[{"prompt":" "}]}""", "The prompt is empty")]
    [InlineData("""{"instances":[{"prompt":"a"}],"parameters":{"sampleCount":5}}""", "sampleCount")]
    [InlineData("""{"instances":[{"prompt":"a"}],"parameters":{"aspectRatio":"21:9"}}""", "aspect ratio 21:9")]
    [InlineData("""{"instances":[{"prompt":"a"}],"parameters":{"seed":3}}""", "watermark")]
    public async Task Imagen_refuses_what_it_cannot_make(string body, string message) => Assert.Contains(message, await RefusedAsync(Imagen, body), StringComparison.Ordinal);

    [Fact]
    public async Task A_text_model_does_not_predict() => Assert.Contains(
        "is not supported for predict", await RefusedAsync("v1beta/models/gemini-3.8-flash:predict", """{"instances":[{"prompt":"a"}]}""", HttpStatusCode.NotFound), StringComparison.Ordinal);

    private static string Config(string imageConfig) => $$""" "generationConfig":{"responseModalities":["IMAGE"],"imageConfig":{{imageConfig}}} """;

    private async Task<(byte[] Data, string MimeType)> ImageAsync(string prompt, string config = "{}", string model = Flash)
    {
        var answer = await _client.GenerateAsync(EmulatorClient.Ask(prompt, Config(config)), model);
        var blob = Assert.Single(answer["candidates"]![0]!["content"]!["parts"]!.AsArray())!["inlineData"]!;
        return (Convert.FromBase64String((string)blob["data"]!), (string)blob["mimeType"]!);
    }

    private async Task<JsonObject> PredictAsync(string body)
    {
        using var response = await _client.PostAsync(Imagen, body);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!.AsObject();
    }

    private async Task<string> RefusedAsync(string path, string body, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        using var response = await _client.PostAsync(path, body);
        Assert.Equal(status, response.StatusCode);
        return (string)JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["error"]!["message"]!;
    }
}
