using System.Net;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Scripts;
using Connectors.Gemini.Plugins;
using Microsoft.Playwright;

namespace Connectors.Gemini.Samples.ComputerUse;

/// <summary>One task: order a tea on the sample's own page, in a real browser. Sending the order needs consent.</summary>
internal static class Order
{
    /// <param name="tea">What to order.</param>
    /// <param name="page">The shop.</param>
    /// <param name="confirm">Asks for consent.</param>
    /// <param name="cancellationToken">Ends the task.</param>
    public static async Task<ComputerOutcome> RunAsync(string tea, OrderPage page, Func<ComputerAction, string, CancellationToken, Task<bool>> confirm, CancellationToken cancellationToken)
    {
        var key = Environment.GetEnvironmentVariable("GOOGLE_API_KEY") ?? Environment.GetEnvironmentVariable("GEMINI_API_KEY");
        await using var emulator = string.IsNullOrEmpty(key) ? await GeminiEmulator.StartAsync() : null;
        using var gemini = emulator is null ? new GeminiClient(key!) : new GeminiClient(new GeminiClientOptions { ApiKey = "offline", BaseAddress = emulator.BaseAddress });
        if (emulator is not null)
        {
            Script(emulator, tea, page.Address);
        }

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await PlaywrightComputer.LaunchAsync(playwright);
        var computer = await PlaywrightComputer.OpenAsync(browser);
        // The shop is on this machine, which no policy allows by itself.
        var urls = new UrlPolicy { AllowedNetworks = { IPNetwork.Parse("127.0.0.1/32") } };
        var plugin = new ComputerUsePlugin(gemini.AsIChatClient("gemini-3.8-flash"), computer, confirm, urls: urls);
        return await plugin.UseComputerAsync($"Open {page.Address}, order the tea '{tea}', and say what the page says then.", cancellationToken);
    }

    /// <summary>What the model would do, for the emulator.</summary>
    private static void Script(GeminiEmulator emulator, string tea, Uri address)
    {
        emulator.Script.Next(
            Reply.Call("navigate", new JsonObject { ["url"] = address.AbsoluteUri, ["intent"] = "Open the shop." }),
            Reply.Call("click", new JsonObject { ["x"] = 300, ["y"] = 160, ["intent"] = "Into the field." }),
            Reply.Call("type", new JsonObject { ["text"] = tea, ["intent"] = "Name the tea." }),
            Reply.Call("click", new JsonObject
            {
                ["x"] = 300,
                ["y"] = 285,
                ["intent"] = "Send the order.",
                ["safety_decision"] = new JsonObject { ["decision"] = "require_confirmation", ["explanation"] = "It orders something." },
            }));
        emulator.Script.When(request => request.FunctionResults.Count > 0).Reply(request => Reply.Text($"The page is {request.FunctionResults[0].Response.GetProperty("url").GetString()} now."));
    }
}
