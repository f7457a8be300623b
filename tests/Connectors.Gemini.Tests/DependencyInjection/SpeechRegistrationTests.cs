using Connectors.Gemini.Emulator;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Connectors.Gemini.Tests.DependencyInjection;

public class SpeechRegistrationTests
{
    [Fact]
    public async Task What_one_registered_client_says_the_other_writes_down_with_middleware_around_both()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var host = Hosts.Build(services =>
        {
            var gemini = services.AddGemini(options => (options.ApiKey, options.BaseAddress) = ("test-key", emulator.BaseAddress));
            gemini.AddTextToSpeechClient("gemini-3.1-flash-tts-preview").ConfigureOptions(options => options.AudioFormat = "wav");
            gemini.AddSpeechToTextClient(Hosts.Model).ConfigureOptions(options => options.SpeechLanguage = "en");
        });

        var speech = await host.Services.GetRequiredService<ITextToSpeechClient>().GetAudioAsync("Good morning.", cancellationToken: Hosts.Token);
        using var audio = new MemoryStream(Assert.Single(speech.Contents.OfType<DataContent>()).Data.ToArray());
        var text = await host.Services.GetRequiredService<ISpeechToTextClient>().GetTextAsync(audio, cancellationToken: Hosts.Token);

        Assert.Equal("Good morning.", text.Text);
        Assert.Contains("'en'", string.Concat(emulator.Journal.Entries[1].Body!.Value.GetProperty("contents")[0].GetProperty("parts").EnumerateArray().Select(part => part.TryGetProperty("text", out var words) ? words.GetString() : null)), StringComparison.Ordinal);
        Assert.All(emulator.Journal.Entries, entry => Assert.Empty(entry.Refusals));
    }

    [Fact]
    public async Task Keyed_ones_have_their_model_and_share_the_client_that_none_of_them_disposes()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var host = Hosts.Build(services =>
        {
            var gemini = services.AddGemini(options => (options.ApiKey, options.BaseAddress) = ("test-key", emulator.BaseAddress));
            gemini.AddTextToSpeechClient("gemini-3.8-flash-tts");
            gemini.AddKeyedTextToSpeechClient("lite", "gemini-3.8-flash-lite-tts");
            gemini.AddKeyedSpeechToTextClient("minutes", "gemini-3.5-transcribe", ServiceLifetime.Scoped);
        });
        var client = host.Services.GetRequiredService<GeminiClient>();
        using (var scope = host.Services.CreateScope())
        {
            var minutes = scope.ServiceProvider.GetRequiredKeyedService<ISpeechToTextClient>("minutes");
            Assert.Equal("gemini-3.5-transcribe", minutes.GetService<SpeechToTextClientMetadata>()!.DefaultModelId);
            Assert.Same(client, minutes.GetService<GeminiClient>());
        }

        var lite = host.Services.GetRequiredKeyedService<ITextToSpeechClient>("lite");
        Assert.Equal("gemini-3.8-flash-lite-tts", lite.GetService<TextToSpeechClientMetadata>()!.DefaultModelId);
        Assert.Same(client, lite.GetService<GeminiClient>());
        Assert.Same(client, host.Services.GetRequiredService<ITextToSpeechClient>().GetService<GeminiClient>());

        lite.Dispose();
        Assert.Single((await host.Services.GetRequiredService<ITextToSpeechClient>().GetAudioAsync("Still here.", cancellationToken: Hosts.Token)).Contents);
    }
}
