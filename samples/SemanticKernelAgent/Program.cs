using System.CommandLine;
using System.Text.Json;
using Connectors.Gemini;
using Connectors.Gemini.Samples.SemanticKernelAgent;
using Spectre.Console;

var ask = new Option<string?>("--ask") { Description = "Ask one question without a terminal." };
var plan = new Option<string?>("--plan") { Description = "Plan how to reach a goal, carry it out and show the sources; without a text a goal of the sample's own.", Arity = ArgumentArity.ZeroOrOne };
var demo = new Option<bool>("--demo") { Description = "A fixed conversation without a terminal: functions, a saved and loaded history, streaming." };
var memory = new Option<string?>("--memory") { Description = "A file that the conversation is loaded from and saved to." };
var folder = new Option<string>("--folder") { Description = "The agent's folder, the only one that it reads and writes: notes, documents, drawings. Made where it is missing.", DefaultValueFactory = _ => "agent-files" };
var model = new Option<string>("--model") { Description = "The model's id.", DefaultValueFactory = _ => "gemini-3.8-flash" };
var command = new RootCommand("An agent made with Semantic Kernel: on Google with GEMINI_API_KEY or GOOGLE_API_KEY set, else on the embedded emulator.") { ask, plan, demo, memory, folder, model };

command.SetAction(async (arguments, cancellationToken) =>
{
    if (Console.IsOutputRedirected)
    {
        // A file or a pipe has no edge: lines stay whole.
        AnsiConsole.Profile.Width = 1_000_000;
    }

    try
    {
        await using var house = await House.OpenAsync(arguments.GetRequiredValue(model), arguments.GetRequiredValue(folder), House.HasKey, AnsiConsole.Console, cancellationToken);
        var session = new Session(AnsiConsole.Console, house);
        if (arguments.GetValue(demo))
        {
            await session.DemoAsync(cancellationToken);
        }
        else if (arguments.GetResult(plan) is { Implicit: false })
        {
            await session.PlanAsync(arguments.GetValue(plan), arguments.GetValue(memory), cancellationToken);
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
    catch (Exception exception) when (exception is GeminiException or IOException or InvalidDataException or UnauthorizedAccessException or JsonException or ArgumentException or OperationCanceledException)
    {
        await Console.Error.WriteLineAsync(exception.Message);
        return 1;
    }
});

return await command.Parse(args).InvokeAsync();
