using System.CommandLine;
using Connectors.Gemini;
using Connectors.Gemini.Samples.AgentFramework;
using Spectre.Console;

var demo = new Option<bool>("--demo") { Description = "Ask one question and approve everything, without a terminal." };
var ask = new Option<string>("--ask")
{
    Description = "The question.",
    DefaultValueFactory = _ => "What is the weather in Prague? And book a table in Prague.",
};
var model = new Option<string>("--model") { Description = "The Gemini model's id.", DefaultValueFactory = _ => "gemini-3.8-flash" };
var command = new RootCommand(
    "Two agents in a workflow: a concierge on Gemini, whose bookings you approve, and an editor on another provider. "
    + "Gemini is Google's with GEMINI_API_KEY or GOOGLE_API_KEY set, else the embedded emulator; the other provider is a server inside this program.")
{
    demo,
    ask,
    model,
};

command.SetAction(async (arguments, cancellationToken) =>
{
    var isDemo = arguments.GetValue(demo);
    try
    {
        await using var providers = await Providers.StartAsync(arguments.GetRequiredValue(model));
        var approval = new Approval(AnsiConsole.Console, approvesAll: isDemo);
        var team = new Team(providers, AnsiConsole.Console, approval);
        await team.AskAsync(arguments.GetRequiredValue(ask), cancellationToken);
        if (isDemo)
        {
            return 0;
        }

        while (Questions.Next(AnsiConsole.Console) is { } question)
        {
            await team.AskAsync(question, cancellationToken);
        }

        return 0;
    }
    catch (Exception exception) when (exception is GeminiException or ArgumentException or HttpRequestException)
    {
        await Console.Error.WriteLineAsync(exception.Message);
        return 1;
    }
});

return await command.Parse(args).InvokeAsync();
