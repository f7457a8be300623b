using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Media;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Plugins.Tests;

/// <summary>A Gemini of its own and a folder of its own, with every plugin over them.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly GeminiClient _gemini;

    private Desk(GeminiEmulator emulator)
    {
        Emulator = emulator;
        _gemini = new GeminiClient(new GeminiClientOptions { ApiKey = "a-secret-key", BaseAddress = emulator.BaseAddress, Retry = new() { MaxAttempts = 1 } });
        Chat = _gemini.AsIChatClient("gemini-3.8-flash");
        Folder = Directory.CreateTempSubdirectory("plugins-").FullName;
        Files = new PluginFolder(Folder);
    }

    public GeminiEmulator Emulator { get; }

    public IChatClient Chat { get; }

    public string Folder { get; }

    public PluginFolder Files { get; }

    public ScreenComputer Computer { get; } = new();

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Desk> OpenAsync() => new(await GeminiEmulator.StartAsync());

    public IReadOnlyList<IGeminiPlugin> Plugins(UrlPolicy urls) =>
    [
        new GoogleSearchPlugin(Chat), new UrlContextPlugin(Chat, urls), new GoogleMapsPlugin(Chat), new CodeExecutionPlugin(Chat, Files), new DocumentPlugin(Chat, Files, urls),
        new ImagePlugin(_gemini.AsIImageGenerator("gemini-3.1-flash-image"), Files), new SpeechPlugin(_gemini.AsITextToSpeechClient("gemini-3.8-flash-tts"), Files),
        new TranscriptionPlugin(_gemini.AsISpeechToTextClient("gemini-3.8-flash"), Files), new ComputerUsePlugin(Chat, Computer, (_, _, _) => Task.FromResult(true), urls: urls),
    ];

    public async ValueTask DisposeAsync()
    {
        Assert.All(Emulator.Journal.Entries, entry => Assert.Empty(entry.Refusals));
        Chat.Dispose();
        _gemini.Dispose();
        await Emulator.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A screen that keeps what was done on it.</summary>
    internal sealed class ScreenComputer : IComputer
    {
        private string _url = "about:blank";

        public List<ComputerAction> Done { get; } = [];

        public Task<ComputerScreen> LookAsync(CancellationToken cancellationToken) => Task.FromResult(new ComputerScreen(_url, SampleMedia.Png()));

        public Task<ComputerScreen> DoAsync(ComputerAction action, CancellationToken cancellationToken)
        {
            if (action.Name == "list_apps")
            {
                throw new NotSupportedException("This computer has no apps.");
            }

            Done.Add(action);
            _url = action.Text("url") ?? _url;
            return LookAsync(cancellationToken);
        }
    }
}
