using Spectre.Console;

namespace Connectors.Gemini.Samples.AgentFramework;

/// <summary>Reads what the user asks.</summary>
internal static class Questions
{
    /// <summary>The next question; <see langword="null"/> when the user leaves, or there is no terminal.</summary>
    public static string? Next(IAnsiConsole console)
    {
        if (Console.IsInputRedirected)
        {
            return null;
        }

        var line = console.Prompt(new TextPrompt<string>("[bold blue]>[/]").AllowEmpty());
        return line.Trim() is "" or "/quit" ? null : line;
    }
}
