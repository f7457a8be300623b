using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Connectors.Gemini.Web.Tests;

/// <summary>The sample's page in a browser, with what a person sees and does. Everything that the browser complains about is kept.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _errors = new();

    public OpenPage(IPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        Page = page;
        page.PageError += (_, error) => _errors.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _errors.Enqueue(message.Text);
            }
        };
    }

    public IPage Page { get; }

    public IReadOnlyList<string> Errors => [.. _errors];

    public ILocator Answer => Page.Locator(".answer").Last;

    public ILocator Thoughts => Answer.Locator(".thoughts");

    public ILocator Calls => Answer.Locator(".call");

    public ILocator Text => Answer.Locator(".text");

    public ILocator Footer => Page.Locator("article footer").Last;

    public ILocator AskButton => Page.GetByRole(AriaRole.Button, new() { Name = "Ask", Exact = true });

    public ILocator StopButton => Page.GetByRole(AriaRole.Button, new() { Name = "Stop", Exact = true });

    public async Task AskAsync(string question)
    {
        await Page.GetByLabel("Question").FillAsync(question);
        await AskButton.ClickAsync();
    }

    public async Task AnswerIsCompleteAsync()
    {
        await Expect(Footer).ToHaveClassAsync("done");
        await Expect(AskButton).ToBeVisibleAsync();
        await Expect(StopButton).ToBeHiddenAsync();
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
