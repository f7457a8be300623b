using Connectors.Gemini.Emulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Spectre.Console;

namespace Connectors.Gemini.Samples.SemanticKernelAgent;

/// <summary>The kernel, and what answers behind it: Google where there is a key, else an emulator inside this process.</summary>
internal sealed class House : IAsyncDisposable
{
    private readonly GeminiEmulator? _emulator;
    private readonly GeminiClient _gemini;

    private House(GeminiClient gemini, GeminiEmulator? emulator, string model, IAnsiConsole console)
    {
        (_gemini, _emulator) = (gemini, emulator);
        var builder = Kernel.CreateBuilder();
        builder.AddGeminiChatClient(model, gemini);
        builder.Plugins.AddFromObject(new HousePlugin(), "House");
        builder.Services.AddSingleton<IAutoFunctionInvocationFilter>(new ShowingFilter(console));
        Kernel = builder.Build();
    }

    public Kernel Kernel { get; }

    public string Description => _emulator is null ? "Google's Gemini API" : "the embedded emulator (set GEMINI_API_KEY to talk to Google)";

    public static async Task<House> OpenAsync(string model, IAnsiConsole console)
    {
        if (HasKey("GOOGLE_API_KEY") || HasKey("GEMINI_API_KEY"))
        {
            return new House(new GeminiClient(), emulator: null, model, console);
        }

        var emulator = await GeminiEmulator.StartAsync();
        return new House(new GeminiClient(new GeminiClientOptions { ApiKey = "offline", BaseAddress = emulator.BaseAddress }), emulator, model, console);
    }

    public async ValueTask DisposeAsync()
    {
        _gemini.Dispose();
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }

    private static bool HasKey(string variable) => !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(variable));
}
