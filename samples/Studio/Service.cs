using Connectors.Gemini.Emulator;

namespace Connectors.Gemini.Samples.Studio;

/// <summary>Where the answers come from: Google where there is a key, else an emulator inside this process.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly GeminiEmulator? _emulator;

    private Service(GeminiClient gemini, GeminiEmulator? emulator, string description)
    {
        Gemini = gemini;
        _emulator = emulator;
        Description = description;
    }

    public GeminiClient Gemini { get; }

    public string Description { get; }

    public static async Task<Service> StartAsync()
    {
        if (HasKey("GOOGLE_API_KEY") || HasKey("GEMINI_API_KEY"))
        {
            return new Service(new GeminiClient(), emulator: null, "Google's Gemini API");
        }

        var emulator = await GeminiEmulator.StartAsync();
        var gemini = new GeminiClient(new GeminiClientOptions { ApiKey = "offline", BaseAddress = emulator.BaseAddress });
        return new Service(gemini, emulator, "the embedded emulator (set GEMINI_API_KEY to talk to Google)");
    }

    public async ValueTask DisposeAsync()
    {
        Gemini.Dispose();
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }

    private static bool HasKey(string variable) => !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(variable));
}
