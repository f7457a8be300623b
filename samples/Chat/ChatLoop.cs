using Spectre.Console;

namespace Connectors.Gemini.Samples.Chat;

/// <summary>Reads lines, carries out those that begin with a slash, and asks the others.</summary>
internal sealed class ChatLoop(IAnsiConsole console, TextReader input, Conversation conversation, Interruption interruption, string description)
{
    private const string Help =
        """
        /image <path>   send an image with the next question
        /save <file>    save the conversation as JSON
        /load <file>    go on with a saved conversation
        /help           this text
        /quit           leave
        Ctrl+C          stop an answer
        """;

    /// <summary>Runs until <c>/quit</c> or the end of the input.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        console.MarkupLineInterpolated($"[bold]Gemini chat[/] on {description}. [dim]/help for the commands.[/]");
        console.MarkupLine("[dim]Try: What is the weather in Prague and in Brno?[/]");
        while (true)
        {
            console.Markup("[bold blue]> [/]");
            if (await input.ReadLineAsync() is not { } line || line.Trim() is "/quit")
            {
                return 0;
            }

            await interruption.RunAsync(cancellationToken => DoAsync(line.Trim(), cancellationToken));
        }
    }

    private async Task<bool> DoAsync(string line, CancellationToken cancellationToken)
    {
        var view = new AnswerView(console);
        try
        {
            if (line.StartsWith('/'))
            {
                await CommandAsync(line, cancellationToken);
            }
            else if (line.Length > 0)
            {
                await AskAsync(line, view, cancellationToken);
            }

            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            view.Fail("Stopped; the question and its answer are forgotten.");
        }
        catch (Exception exception) when (Failure.IsExpected(exception))
        {
            view.Fail(exception.Message);
        }

        return false;
    }

    private async Task AskAsync(string question, AnswerView view, CancellationToken cancellationToken)
    {
        await foreach (var update in conversation.AskAsync(question, cancellationToken))
        {
            foreach (var content in update.Contents)
            {
                view.Show(content);
            }
        }

        view.End();
    }

    private async Task CommandAsync(string line, CancellationToken cancellationToken)
    {
        var words = line.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        switch (words)
        {
            case ["/image", var path]:
                conversation.Attach(await Image.ReadAsync(path, cancellationToken));
                console.MarkupLineInterpolated($"[dim]{path} goes with the next question.[/]");
                break;
            case ["/save", var path]:
                await conversation.SaveAsync(path, cancellationToken);
                console.MarkupLineInterpolated($"[dim]{conversation.MessageCount} messages saved in {path}.[/]");
                break;
            case ["/load", var path]:
                await conversation.LoadAsync(path, cancellationToken);
                console.MarkupLineInterpolated($"[dim]{conversation.MessageCount} messages loaded from {path}.[/]");
                break;
            default:
                console.WriteLine(Help);
                break;
        }
    }
}
