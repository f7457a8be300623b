using Connectors.Gemini.Plugins;
using Connectors.Gemini.Samples.ComputerUse;
using Microsoft.Playwright;

namespace Connectors.Gemini.ComputerUse.Tests;

/// <summary>The system's own Chromium, for all tests of a class. Without one they are skipped.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string? _missing;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        try
        {
            _browser = await PlaywrightComputer.LaunchAsync(_playwright);
        }
        catch (FileNotFoundException exception)
        {
            _missing = exception.Message;
        }
    }

    public void Require() => Assert.SkipWhen(_browser is null, _missing ?? "");

    public async Task<IComputer> OpenAsync(UrlPolicy urls)
    {
        Require();
        return await PlaywrightComputer.OpenAsync(_browser!, urls);
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
