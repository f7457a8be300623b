using Connectors.Gemini.Plugins;
using Microsoft.Playwright;

namespace Connectors.Gemini.Samples.ComputerUse;

/// <summary>A page of a real browser that a model drives: both vocabularies of actions, that of the first model and that of 3.5 and later.</summary>
internal sealed class PlaywrightComputer(IPage page) : IComputer
{
    private const int Width = 1000;
    private const int Height = 800;
    private const int ScrollStep = 400;
    private const int SettlingMilliseconds = 1_000;

    private static readonly string[] Paths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly string[] Arguments = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    /// <summary>The system's own Chromium, without a window.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = Array.Find(Paths, File.Exists) ?? throw new FileNotFoundException($"No Chromium at {string.Join(", ", Paths)}: apt-get install chromium."),
        Headless = true,
        Args = Arguments,
    });

    public static async Task<PlaywrightComputer> OpenAsync(IBrowser browser)
    {
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = Width, Height = Height } });
        return new PlaywrightComputer(await context.NewPageAsync());
    }

    public async Task<ComputerScreen> LookAsync(CancellationToken cancellationToken) => new(page.Url, await page.ScreenshotAsync());

    public async Task<ComputerScreen> DoAsync(ComputerAction action, CancellationToken cancellationToken)
    {
        switch (action.Name)
        {
            case "open_web_browser" or "take_screenshot" or "wait_5_seconds":
                break;
            case "navigate":
                await page.GotoAsync(action.Text("url") ?? "about:blank");
                break;
            case "go_back":
                await page.GoBackAsync();
                break;
            case "go_forward":
                await page.GoForwardAsync();
                break;
            case "click_at" or "click":
                await ClickAsync(action, count: 1);
                break;
            case "double_click":
                await ClickAsync(action, count: 2);
                break;
            case "hover_at":
                var (x, y) = Place(action);
                await page.Mouse.MoveAsync(x, y);
                break;
            case "type_text_at":
                await ClickAsync(action, count: 3);
                await TypeAsync(action);
                break;
            case "type":
                await TypeAsync(action);
                break;
            case "press_key" or "key_combination":
                await page.Keyboard.PressAsync(action.Text("keys") ?? action.Text("key") ?? throw new NotSupportedException("The action names no key."));
                break;
            case "scroll_document" or "scroll_at" or "scroll":
                await page.Mouse.WheelAsync(0, action.Text("direction") == "up" ? -ScrollStep : ScrollStep);
                break;
            default:
                throw new NotSupportedException($"This browser does not know the action '{action.Name}'.");
        }

        await page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
        return await LookAsync(cancellationToken);
    }

    private static (int X, int Y) Place(ComputerAction action) => action.Place(Width, Height) ?? throw new NotSupportedException("The action names no place: x and y are missing.");

    /// <summary>A click may lead to another page: if the address changes soon, the new page is what is looked at.</summary>
    private async Task ClickAsync(ComputerAction action, int count)
    {
        var (x, y) = Place(action);
        var before = page.Url;
        await page.Mouse.ClickAsync(x, y, new() { ClickCount = count });
        try
        {
            await page.WaitForURLAsync(url => url != before, new() { Timeout = SettlingMilliseconds, WaitUntil = WaitUntilState.DOMContentLoaded });
        }
        catch (TimeoutException)
        {
            // It stays where it is.
        }
    }

    private async Task TypeAsync(ComputerAction action)
    {
        await page.Keyboard.TypeAsync(action.Text("text") ?? "");
        if (action.Arguments.GetValueOrDefault("press_enter")?.ToString() is "True" or "true")
        {
            await page.Keyboard.PressAsync("Enter");
        }
    }
}
