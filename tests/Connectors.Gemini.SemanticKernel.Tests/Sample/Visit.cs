using Connectors.Gemini.Samples.SemanticKernelAgent;
using Spectre.Console;

namespace Connectors.Gemini.SemanticKernel.Tests.Sample;

/// <summary>A run of samples/SemanticKernelAgent without a key: its house, its session, and what it prints.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly StringWriter _output;

    private Visit(House house, IAnsiConsole console, StringWriter output)
    {
        (House, _output) = (house, output);
        Session = new Session(console, house);
    }

    public House House { get; }

    public Session Session { get; }

    public string Output => _output.ToString().ReplaceLineEndings("\n");

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Visit> StartAsync(string folder)
    {
        var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 1_000_000;
        return new Visit(await House.OpenAsync("gemini-3.8-flash", folder, isOnline: false, console, Cancellation), console, output);
    }

    public async ValueTask DisposeAsync()
    {
        Assert.All(House.Emulator!.Journal.Entries, entry => Assert.Empty(entry.Refusals));
        await House.DisposeAsync();
        await _output.DisposeAsync();
    }
}
