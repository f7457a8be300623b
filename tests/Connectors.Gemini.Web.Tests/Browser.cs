using Microsoft.Playwright;

namespace Connectors.Gemini.Web.Tests;

/// <summary>A headless Chromium for all tests of a class: the system's own, since nothing is downloaded.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Paths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Array.Find(Paths, File.Exists) is not { } path)
        {
            return;
        }

        // How long an expectation may take to come true before the test fails; a busy machine is slow, not wrong.
        Assertions.SetDefaultExpectTimeout(30_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Headless = true, Args = Arguments });
    }

    /// <summary>Opens a page in a profile of its own. Without a browser the test is skipped.</summary>
    public async Task<OpenPage> OpenAsync(Uri address)
    {
        Assert.SkipWhen(_browser is null, $"No Chromium at {string.Join(", ", Paths)}: apt-get install chromium.");
        var context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = 1100, Height = 860 } });
        var page = new OpenPage(await context.NewPageAsync());
        await page.Page.GotoAsync(address.ToString());
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
