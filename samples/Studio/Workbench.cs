using System.CommandLine;
using Spectre.Console;

namespace Connectors.Gemini.Samples.Studio;

/// <summary>What all commands have in common: a service, a place for progress, and one line for what goes wrong.</summary>
internal sealed class Workbench(GeminiClient gemini, IAnsiConsole progress)
{
    public GeminiClient Gemini => gemini;

    /// <summary>Standard error: standard output has the results alone, so that they can go into a pipe.</summary>
    public IAnsiConsole Progress => progress;

    /// <summary>Makes the work of a command its action. Ctrl+C cancels the work.</summary>
    public static void SetAction(Command command, Func<Workbench, ParseResult, CancellationToken, Task> work) =>
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var progress = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
            try
            {
                await using var service = await Service.StartAsync();
                progress.MarkupLineInterpolated($"[dim]On {service.Description}.[/]");
                await work(new Workbench(service.Gemini, progress), arguments, cancellationToken);
                return 0;
            }
            catch (Exception exception) when (IsExpected(exception))
            {
                progress.MarkupLineInterpolated($"[red]{exception.Message}[/]");
                return 1;
            }
        });

    /// <summary>Turns a wheel while something is waited for.</summary>
    public Task<T> WaitAsync<T>(string what, Func<Task<T>> work) => progress.Status().StartAsync(Markup.Escape(what), _ => work());

    /// <summary>What can go wrong without the program being at fault: its message is all that the user needs.</summary>
    private static bool IsExpected(Exception exception) =>
        exception is GeminiException or IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException or NotSupportedException or OperationCanceledException;
}
