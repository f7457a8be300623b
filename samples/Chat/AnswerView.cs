using Microsoft.Extensions.AI;
using Spectre.Console;

namespace Connectors.Gemini.Samples.Chat;

/// <summary>Shows an answer as it comes: thoughts dimmed, calls and results on lines of their own, text as it is.</summary>
internal sealed class AnswerView(IAnsiConsole console)
{
    private static readonly Style Thought = new(decoration: Decoration.Dim | Decoration.Italic);
    private static readonly Style Call = new(Color.Yellow);
    private static readonly Style Result = new(Color.Green);
    private static readonly Style Error = new(Color.Red);
    private static readonly Style Small = new(decoration: Decoration.Dim);

    private readonly Dictionary<string, string> _calls = new(StringComparer.Ordinal);
    private Style? _lineStyle;
    private bool _isLineOpen;

    public void Show(AIContent content)
    {
        switch (content)
        {
            case TextReasoningContent { Text.Length: > 0 } thought:
                Flow(thought.Text, Thought);
                break;
            case TextContent { Text.Length: > 0 } text:
                Flow(text.Text, Style.Plain);
                break;
            case FunctionCallContent call:
                _calls[call.CallId] = CallText.Of(call);
                Line($"-> {_calls[call.CallId]}", Call);
                break;
            case FunctionResultContent result:
                Line($"<- {_calls.GetValueOrDefault(result.CallId, result.CallId)} = {CallText.Of(result)}", Result);
                break;
            case DataContent data:
                Line($"[{data.MediaType}, {data.Data.Length} bytes]", Small);
                break;
            case ErrorContent error:
                Line(error.Message, Error);
                break;
            case UsageContent usage:
                Line($"{usage.Details.InputTokenCount} tokens in, {usage.Details.OutputTokenCount} out", Small);
                break;
        }
    }

    public void Fail(string message) => Line(message, Error);

    /// <summary>Ends the line that is being written.</summary>
    public void End()
    {
        if (_isLineOpen)
        {
            console.WriteLine();
        }

        _isLineOpen = false;
    }

    /// <summary>Text that goes on where the last piece of its kind ended.</summary>
    private void Flow(string text, Style style)
    {
        if (_lineStyle != style)
        {
            End();
        }

        _lineStyle = style;
        console.Write(text, style);
        _isLineOpen = !text.EndsWith('\n');
    }

    private void Line(string text, Style style)
    {
        End();
        console.WriteLine(text, style);
    }
}
