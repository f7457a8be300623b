using System.CommandLine;
using Connectors.Gemini;
using Connectors.Gemini.Samples.Swap;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

var provider = new Option<string>("--provider") { Description = "Who answers: openai, gemini, ollama; all one after the other by default.", DefaultValueFactory = _ => "all" };
provider.AcceptOnlyFromAmong(["all", .. Registrations.All.Keys]);
var command = new RootCommand("One program, three registrations: only the line that registers the chat client differs.") { provider };

command.SetAction(async (arguments, cancellationToken) =>
{
    await using var services = await Services.StartAsync();
    var asked = arguments.GetRequiredValue(provider);
    foreach (var (name, register) in Registrations.All)
    {
        if (asked != name && asked != "all")
        {
            continue;
        }

        var collection = new ServiceCollection();
        register(collection, services);
        await using var container = collection.BuildServiceProvider();
        if (asked == "all")
        {
            Console.WriteLine($"== {name}");
        }

        try
        {
            await Dialogue.RunAsync(container.GetRequiredService<IChatClient>(), Console.Out, cancellationToken);
        }
        catch (GeminiException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    return 0;
});

return await command.Parse(args).InvokeAsync();
