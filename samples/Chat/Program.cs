using System.CommandLine;
using Connectors.Gemini.Samples.Chat;
using Spectre.Console;

var ask = new Option<string?>("--ask") { Description = "Ask one question without a terminal: the calls and the answer go to standard output." };
ask.Validators.Add(result =>
{
    if (string.IsNullOrWhiteSpace(result.GetValue(ask)))
    {
        result.AddError("--ask needs a question.");
    }
});
var model = new Option<string>("--model") { Description = "The model's id.", DefaultValueFactory = _ => "gemini-3.8-flash" };
var image = new Option<string?>("--image") { Description = "The path of an image that goes with the first question." };
var command = new RootCommand("A chat with Gemini: on Google with GEMINI_API_KEY or GOOGLE_API_KEY set, else on the embedded emulator.") { ask, model, image };

command.SetAction(async (arguments, cancellationToken) =>
{
    using var interruption = new Interruption();
    try
    {
        await using var service = await Service.StartAsync();
        var conversation = new Conversation(Assistant.Create(service.Gemini, arguments.GetRequiredValue(model)), Assistant.Options());
        if (arguments.GetValue(image) is { } path)
        {
            conversation.Attach(await Image.ReadAsync(path, cancellationToken));
        }

        return arguments.GetValue(ask) is { } question
            ? await OneQuestion.RunAsync(conversation, question, interruption, Console.Out, Console.Error)
            : await new ChatLoop(AnsiConsole.Console, Console.In, conversation, interruption, service.Description).RunAsync();
    }
    catch (Exception exception) when (Failure.IsExpected(exception))
    {
        await Console.Error.WriteLineAsync(exception.Message);
        return 1;
    }
});

// Ctrl+C is ours: it ends an answer, not the program.
return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
