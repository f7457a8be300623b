using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Media;
using Connectors.Gemini.Emulator.Scripts;
using Connectors.Gemini.Plugins;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.AudioToText;
using Microsoft.SemanticKernel.TextToAudio;
using Microsoft.SemanticKernel.TextToImage;

namespace Connectors.Gemini.SemanticKernel.Tests;

public sealed class PluginTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_kernel_uses_all_nine_plugins()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        emulator.Script.When("Who won?").Reply(Reply.Grounded("who won", new GroundedText("Spain won.", "https://example.com/", "example.com")));
        emulator.Script.When("Compute").Reply(Reply.Empty().ThenCode("print(6*7)", "42").ThenText("It is 42."));
        emulator.Script.When("Click").Reply(Reply.Call("click", new JsonObject { ["x"] = 1, ["y"] = 2 }));
        emulator.Script.OnFunctionResult("click").Reply(Reply.Text("Clicked."));
        using var gemini = new GeminiClient(new GeminiClientOptions { ApiKey = "any", BaseAddress = emulator.BaseAddress });
        var chat = gemini.AsIChatClient("gemini-3.8-flash");
        var directory = Directory.CreateTempSubdirectory("kernel-plugins-");
        var folder = new PluginFolder(directory.FullName);
        await File.WriteAllTextAsync(Path.Combine(directory.FullName, "report.txt"), "42", Cancellation);
        var kernel = new Kernel();
        kernel.Plugins.AddGemini(new GoogleSearchPlugin(chat));
        kernel.Plugins.AddGemini(new UrlContextPlugin(chat));
        kernel.Plugins.AddGemini(new GoogleMapsPlugin(chat));
        kernel.Plugins.AddGemini(new CodeExecutionPlugin(chat));
        kernel.Plugins.AddGemini(new DocumentPlugin(chat, folder));
        kernel.Plugins.AddGemini(new ImagePlugin(gemini.AsIImageGenerator("gemini-3.1-flash-image"), folder));
        kernel.Plugins.AddGemini(new SpeechPlugin(gemini.AsITextToSpeechClient("gemini-3.8-flash-tts"), folder));
        kernel.Plugins.AddGemini(new TranscriptionPlugin(gemini.AsISpeechToTextClient("gemini-3.8-flash"), folder));
        kernel.Plugins.AddGemini(new ComputerUsePlugin(chat, new Screen(), (_, _, _) => Task.FromResult(false)));

        async Task<JsonElement> InvokeAsync(string plugin, string function, KernelArguments arguments) =>
            (JsonElement)(await kernel.InvokeAsync(plugin, function, arguments, Cancellation)).GetValue<object>()!;
        var search = await InvokeAsync("GoogleSearch", "google_search", new() { ["question"] = "Who won?" });
        var pages = await InvokeAsync("UrlContext", "read_pages", new() { ["question"] = "x", ["urls"] = new[] { "http://[::1]/" } });
        var places = await InvokeAsync("GoogleMaps", "find_places", new() { ["question"] = "Coffee?" });
        var code = await InvokeAsync("CodeExecution", "run_code", new() { ["task"] = "Compute." });
        var document = await InvokeAsync("Document", "ask_document", new() { ["question"] = "What is it?", ["document"] = "report.txt" });
        var image = await InvokeAsync("Image", "draw_image", new() { ["prompt"] = "A cat." });
        var speech = await InvokeAsync("Speech", "speak", new() { ["text"] = "Good morning." });
        var words = await InvokeAsync("Transcription", "transcribe", new() { ["recording"] = "speech-1.wav" });
        var click = await InvokeAsync("ComputerUse", "use_computer", new() { ["task"] = "Click." });

        Assert.StartsWith("Spain won.[1]", search.GetProperty("answer").GetString(), StringComparison.Ordinal);
        Assert.Contains("not public", pages.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(places.GetProperty("answer").GetString()!);
        Assert.Equal("42", code.GetProperty("output").GetString());
        Assert.NotEmpty(document.GetProperty("answer").GetString()!);
        Assert.Equal("image-1.png", image.GetProperty("path").GetString());
        Assert.Equal("audio/wav", speech.GetProperty("mediaType").GetString());
        Assert.Equal("Good morning.", words.GetProperty("text").GetString());
        Assert.Equal("Clicked.", click.GetProperty("answer").GetString());
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_kernel_has_Geminis_images_speech_and_transcription()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = new GeminiClient(new GeminiClientOptions { ApiKey = "any", BaseAddress = emulator.BaseAddress });
        var builder = Kernel.CreateBuilder();
        builder.AddGeminiEmbeddingGenerator("gemini-embedding-001", gemini);
        builder.AddGeminiTextToImage("gemini-3.1-flash-image", gemini);
        builder.AddGeminiTextToAudio("gemini-3.8-flash-tts", gemini);
        builder.AddGeminiAudioToText("gemini-3.8-flash", gemini, serviceId: "ears");
        builder.AddGeminiTextToAudio("gemini-3.8-flash-tts", "a-key", serviceId: "by-key");
        var kernel = builder.Build();

        var image = await kernel.GetRequiredService<ITextToImageService>().GetImageContentsAsync(new Microsoft.SemanticKernel.TextContent("A cat."), cancellationToken: Cancellation);
        var audio = await kernel.GetRequiredService<ITextToAudioService>().GetAudioContentsAsync("Good morning.", cancellationToken: Cancellation);
        var text = await kernel.GetRequiredService<IAudioToTextService>("ears").GetTextContentsAsync(audio[0], cancellationToken: Cancellation);

        Assert.Equal("image/png", image[0].MimeType);
        Assert.Equal("Good morning.", text[0].Text);
        Assert.NotNull(kernel.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>());
        Assert.NotNull(kernel.GetRequiredService<ITextToAudioService>("by-key"));
        Assert.All(emulator.Journal.Entries, entry => Assert.Empty(entry.Refusals));
        Assert.Throws<ArgumentException>(() => builder.AddGeminiTextToImage(" ", gemini));
    }

    private sealed class Screen : IComputer
    {
        public Task<ComputerScreen> LookAsync(CancellationToken cancellationToken) => Task.FromResult(new ComputerScreen("about:blank", SampleMedia.Png()));

        public Task<ComputerScreen> DoAsync(ComputerAction action, CancellationToken cancellationToken) => LookAsync(cancellationToken);
    }
}
