using System.CommandLine;
using Connectors.Gemini;
using Connectors.Gemini.Samples.ComputerUse;

var tea = new Option<string>("--tea") { Description = "What to order.", DefaultValueFactory = _ => "Darjeeling" };
var yes = new Option<bool>("--yes") { Description = "Consents to what needs consent, without asking." };
var command = new RootCommand("Gemini fills in a form in a real browser: on Google with GEMINI_API_KEY or GOOGLE_API_KEY set, else on the embedded emulator.") { tea, yes };

command.SetAction(async (arguments, cancellationToken) =>
{
    try
    {
        await using var page = await OrderPage.StartAsync();
        var outcome = await Order.RunAsync(arguments.GetRequiredValue(tea), page, (action, why, _) =>
        {
            Console.Write($"{action.Name}: {why} Allow it? [y/N] ");
            var answer = arguments.GetValue(yes) ? "y" : Console.ReadLine();
            Console.WriteLine();
            return Task.FromResult(string.Equals(answer?.Trim(), "y", StringComparison.OrdinalIgnoreCase));
        }, cancellationToken);
        Console.WriteLine($"actions: {string.Join(", ", outcome.Actions)}");
        Console.WriteLine($"orders:  {string.Join(", ", page.Orders)}");
        Console.WriteLine(outcome.Answer);
        return 0;
    }
    catch (Exception exception) when (exception is GeminiException or FileNotFoundException or Microsoft.Playwright.PlaywrightException)
    {
        await Console.Error.WriteLineAsync(exception.Message);
        return 1;
    }
});

return await command.Parse(args).InvokeAsync();
