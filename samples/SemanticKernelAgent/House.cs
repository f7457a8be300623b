using Connectors.Gemini.Emulator;
using Connectors.Gemini.Plugins;
using Connectors.Gemini.SemanticKernel;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Spectre.Console;

namespace Connectors.Gemini.Samples.SemanticKernelAgent;

/// <summary>The kernel with its plugins and its memory, and what answers behind it: Google where there is a key, else an emulator inside this process.</summary>
internal sealed class House : IAsyncDisposable
{
    private readonly GeminiClient _gemini;

    private House(GeminiClient gemini, GeminiEmulator? emulator, string model, HouseFiles files, IAnsiConsole console)
    {
        (_gemini, Emulator, Files) = (gemini, emulator, files);
        var builder = Kernel.CreateBuilder();
        builder.AddGeminiChatClient(model, gemini);
        builder.AddGeminiEmbeddingGenerator("gemini-embedding-001", gemini);
        builder.Services.AddSingleton<IAutoFunctionInvocationFilter>(new ShowingFilter(console));
        builder.Services.AddSingleton<IAutoFunctionInvocationFilter>(Sources);
        Kernel = builder.Build();
        Memory = new NoteMemory(Kernel.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>());
        Kernel.Plugins.AddFromObject(new HousePlugin(), "House");
        Kernel.Plugins.AddFromObject(new MemoryPlugin(Memory, files), "Memory");

        // The plugins ask Gemini themselves, each with the one tool that it is for.
        var chat = gemini.AsIChatClient(model);
        var folder = new PluginFolder(files.Path);
        // A console cannot show the HTML of search suggestions.
        Kernel.Plugins.AddGemini(new GoogleSearchPlugin(chat, withSearchSuggestions: false));
        Kernel.Plugins.AddGemini(new CodeExecutionPlugin(chat, folder));
        Kernel.Plugins.AddGemini(new DocumentPlugin(chat, folder));
        Kernel.Plugins.AddGemini(new ImagePlugin(gemini.AsIImageGenerator("gemini-3.1-flash-image"), folder));
    }

    /// <summary>Whether the environment has a key of Google's.</summary>
    public static bool HasKey => IsSet("GOOGLE_API_KEY") || IsSet("GEMINI_API_KEY");

    public Kernel Kernel { get; }

    public HouseFiles Files { get; }

    public NoteMemory Memory { get; }

    public Bibliography Sources { get; } = new();

    /// <summary>What answers where there is no key.</summary>
    public GeminiEmulator? Emulator { get; }

    public string Description => Emulator is null ? "Google's Gemini API" : "the embedded emulator (set GEMINI_API_KEY to talk to Google)";

    /// <summary>Opens the house and reads its notes into the memory.</summary>
    /// <param name="model">The model that the agent and its plugins ask.</param>
    /// <param name="folder">The folder of notes, documents and drawings.</param>
    /// <param name="isOnline">Whether to talk to Google.</param>
    /// <param name="console">Where calls are shown.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    public static async Task<House> OpenAsync(string model, string folder, bool isOnline, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var files = await HouseFiles.OpenAsync(folder, cancellationToken);
        var emulator = isOnline ? null : await GeminiEmulator.StartAsync();
        if (emulator is not null)
        {
            OfflineMind.Teach(emulator.Script);
        }

        var gemini = emulator is null ? new GeminiClient() : new GeminiClient(new GeminiClientOptions { ApiKey = "offline", BaseAddress = emulator.BaseAddress });
        var house = new House(gemini, emulator, model, files, console);
        try
        {
            await house.Memory.AddAsync(await files.ReadNotesAsync(cancellationToken), cancellationToken);
            return house;
        }
        catch
        {
            await house.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _gemini.Dispose();
        if (Emulator is not null)
        {
            await Emulator.DisposeAsync();
        }
    }

    private static bool IsSet(string variable) => !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(variable));
}
