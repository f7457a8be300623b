using System.CommandLine;
using System.Text.Json;
using Connectors.Gemini;
using Connectors.Gemini.Samples.SemanticKernelAgent;
using Spectre.Console;

var ask = new Option<string?>("--ask") { Description = "Ask one question without a terminal." };
var demo = new Option<bool>("--demo") { Description = "A fixed conversation without a terminal: functions, a saved and loaded history, streaming." };
var memory = new Option<string?>("--memory") { Description = "A file that the conversation is loaded from and saved to." };
var model = new Option<string>("--model") { Description = "The model's id.", DefaultValueFactory = _ => "gemini-3.8-flash" };
var command = new RootCommand("An agent made with Semantic Kernel: on Google with GEMINI_API_KEY or GOOGLE_API_KEY set, else on the embedded emulator.") { ask, demo, memory, model };

command.SetAction(async (arguments, cancellationToken) =>
{
    try
    {
        await using var house = await House.OpenAsync(arguments.GetRequiredValue(model), AnsiConsole.Console);
        var session = new Session(AnsiConsole.Console, house);
        if (arguments.GetValue(demo))
        {
            await session.DemoAsync(cancellationToken);
        }
        else if (arguments.GetValue(ask) is { } question)
        {
            await session.AskAsync(question, arguments.GetValue(memory), cancellationToken);
        }
        else
        {
            await session.TalkAsync(Console.In, arguments.GetValue(memory), cancellationToken);
        }

        return 0;
    }
    catch (Exception exception) when (exception is GeminiException or IOException or UnauthorizedAccessException or JsonException or ArgumentException or OperationCanceledException)
    {
        await Console.Error.WriteLineAsync(exception.Message);
        return 1;
    }
});

return await command.Parse(args).InvokeAsync();
