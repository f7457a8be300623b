using System.Drawing;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.AudioToText;
using Microsoft.SemanticKernel.Services;
using Microsoft.SemanticKernel.TextToAudio;
using Microsoft.SemanticKernel.TextToImage;

namespace Connectors.Gemini.SemanticKernel.Tests;

public sealed class MediaServiceTests
{
    [Fact]
    public async Task An_image_generator_is_a_text_to_image_service()
    {
        using var generator = new Images([new DataContent(new byte[] { 1, 2 }, "image/png"), new UriContent("https://example.org/a.webp", "image/webp")]);
        var service = generator.AsTextToImageService();
        var settings = new PromptExecutionSettings { ModelId = "m", ExtensionData = new Dictionary<string, object> { ["size"] = "640x480", ["n"] = "2", ["style"] = "vivid" } };
        var images = await service.GetImageContentsAsync(new Microsoft.SemanticKernel.TextContent("a cat"), settings, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("the-model", service.GetModelId());
        Assert.Equal(("a cat", "m", 2, new Size(640, 480)), (generator.Request!.Prompt, generator.Options!.ModelId, generator.Options.Count, generator.Options.ImageSize));
        Assert.Equal("vivid", generator.Options.AdditionalProperties!["style"]);
        Assert.Equal([1, 2], images[0].Data!.Value.ToArray());
        Assert.Equal(("https://example.org/a.webp", "image/webp"), (images[1].Uri!.ToString(), images[1].MimeType));
    }

    [Fact]
    public async Task Semantic_Kernels_short_form_gives_the_size()
    {
        using var generator = new Images([new UriContent("https://example.org/a.png", "image/png")]);
        Assert.Equal("https://example.org/a.png", await generator.AsTextToImageService().GenerateImageAsync("a cat", 512, 256, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(new Size(512, 256), generator.Options!.ImageSize);
    }

    [Fact]
    public async Task A_blocked_image_is_an_exception_and_a_bad_size_too()
    {
        using var generator = new Images([new ErrorContent("blocked") { ErrorCode = "IMAGE_SAFETY" }]);
        var service = generator.AsTextToImageService();
        var blocked = await Assert.ThrowsAsync<KernelException>(() => service.GetImageContentsAsync(new Microsoft.SemanticKernel.TextContent("a cat"), cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains("IMAGE_SAFETY", blocked.Message, StringComparison.Ordinal);
        var settings = new PromptExecutionSettings { ExtensionData = new Dictionary<string, object> { ["size"] = "large" } };
        await Assert.ThrowsAsync<ArgumentException>(() => service.GetImageContentsAsync(new Microsoft.SemanticKernel.TextContent("a cat"), settings, cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_speech_client_is_a_text_to_audio_service()
    {
        using var speech = new Speech();
        var settings = new PromptExecutionSettings { ExtensionData = new Dictionary<string, object> { ["voice"] = "Kore", ["speed"] = 1.5, ["response_format"] = "wav" } };
        var audio = await speech.AsTextToAudioService().GetAudioContentAsync("Hello", settings, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(("Hello", "Kore", 1.5f, "wav"), (speech.Text, speech.Options!.VoiceId, speech.Options.Speed, speech.Options.AudioFormat));
        Assert.Equal(("audio/wav", 3), (audio.MimeType, audio.Data!.Value.Length));
    }

    [Fact]
    public async Task A_transcription_client_is_an_audio_to_text_service()
    {
        using var hearing = new Hearing();
        var settings = new PromptExecutionSettings { ExtensionData = new Dictionary<string, object> { ["language"] = "cs", ["prompt"] = "names" } };
        var text = await hearing.AsAudioToTextService().GetTextContentAsync(new AudioContent(new byte[] { 1, 2, 3 }, "audio/wav"), settings, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("3 bytes of audio", text.Text);
        Assert.Equal(("cs", "names"), (hearing.Options!.SpeechLanguage, hearing.Options.AdditionalProperties!["prompt"]));
        await Assert.ThrowsAsync<ArgumentException>(() => hearing.AsAudioToTextService().GetTextContentsAsync(new AudioContent(new Uri("https://example.org/a.wav")), cancellationToken: TestContext.Current.CancellationToken));
    }

    private sealed class Images(IList<AIContent> contents) : IImageGenerator
    {
        public ImageGenerationRequest? Request { get; private set; }

        public ImageGenerationOptions? Options { get; private set; }

        public Task<ImageGenerationResponse> GenerateAsync(ImageGenerationRequest request, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            (Request, Options) = (request, options);
            return Task.FromResult(new ImageGenerationResponse(contents));
        }

        public object? GetService(Type serviceType, object? serviceKey = null) =>
            serviceType == typeof(ImageGeneratorMetadata) ? new ImageGeneratorMetadata("fake", new Uri("https://example.org"), "the-model") : null;

        public void Dispose()
        {
        }
    }

    private sealed class Speech : ITextToSpeechClient
    {
        public string? Text { get; private set; }

        public TextToSpeechOptions? Options { get; private set; }

        public Task<TextToSpeechResponse> GetAudioAsync(string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default)
        {
            (Text, Options) = (text, options);
            return Task.FromResult(new TextToSpeechResponse([new DataContent(new byte[] { 1, 2, 3 }, "audio/wav")]));
        }

        public IAsyncEnumerable<TextToSpeechResponseUpdate> GetStreamingAudioAsync(string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default) =>
            AsyncEnumerable.Empty<TextToSpeechResponseUpdate>();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    private sealed class Hearing : ISpeechToTextClient
    {
        public SpeechToTextOptions? Options { get; private set; }

        public async Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default)
        {
            Options = options;
            using var bytes = new MemoryStream();
            await audioSpeechStream.CopyToAsync(bytes, cancellationToken);
            return new SpeechToTextResponse($"{bytes.Length} bytes of audio");
        }

        public IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default) =>
            AsyncEnumerable.Empty<SpeechToTextResponseUpdate>();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
