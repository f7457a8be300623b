using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Spectre.Console;

namespace Connectors.Gemini.Samples.AgentFramework;

/// <summary>Shows who says and does what.</summary>
internal sealed class TeamView(IAnsiConsole console)
{
    private string? _author;

    public void Show(AgentResponseUpdate update)
    {
        foreach (var content in update.Contents)
        {
            switch (content)
            {
                case FunctionCallContent call:
                    End();
                    console.MarkupLineInterpolated($"[dim]{call.Name}({string.Join(", ", call.Arguments?.Values ?? [])})[/]");
                    break;
                case FunctionResultContent result:
                    End();
                    console.MarkupLineInterpolated($"[dim]= {result.Result}[/]");
                    break;
                case ErrorContent error:
                    End();
                    console.MarkupLineInterpolated($"[red]{error.Message}[/]");
                    break;
                case TextContent { Text.Length: > 0 } text:
                    Say(update.AuthorName, text.Text);
                    break;
            }
        }
    }

    public void End()
    {
        if (_author is not null)
        {
            console.WriteLine();
        }

        _author = null;
    }

    private void Say(string? author, string text)
    {
        author ??= "";
        if (_author != author)
        {
            End();
            console.MarkupInterpolated($"[bold]{author}:[/] ");
            _author = author;
        }

        console.Write(new Text(text));
    }
}
