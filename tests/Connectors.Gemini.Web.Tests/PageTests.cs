using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Scripts;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Connectors.Gemini.Web.Tests;

/// <summary>The page in a real browser, the sample behind it, and its embedded emulator behind that.</summary>
public sealed partial class PageTests(Browser browser) : IClassFixture<Browser>, IAsyncDisposable
{
    private readonly WebSample _sample = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_question_streams_with_its_thoughts_and_calls()
    {
        var gate = new TaskCompletionSource();
        _sample.Emulator.Script.Next(
            Reply.Thought("**Planning**\n\nTwo cities, so two calls.")
                .ThenCall("get_weather", new JsonObject { ["city"] = "Prague" })
                .ThenCall("get_weather", new JsonObject { ["city"] = "Brno" }),
            Reply.Thought("**Comparing**\n\nBoth results are here.")
                .ThenText("Prague is **sunny**. ").ThenText("Brno is windy.")
                .StallAfter(2, gate.Task));
        await using var page = await browser.OpenAsync(_sample.Address);

        await page.AskAsync("What is the weather in Prague and in Brno?");

        // The service still holds the second half of its answer back: what is seen now was streamed.
        await Expect(page.Text).ToHaveTextAsync("Prague is sunny.");
        await Expect(page.Text.Locator("strong")).ToHaveTextAsync("sunny");
        await Expect(page.Thoughts).ToContainTextAsync(["Two cities, so two calls.", "Both results are here."]);
        await Expect(page.Calls.Locator("code")).ToHaveTextAsync(["get_weather(city: Prague)", "get_weather(city: Brno)"]);
        await Expect(page.Calls.Locator("output")).ToContainTextAsync(["°C", "°C"]);
        await Expect(page.StopButton).ToBeVisibleAsync();
        Assert.False(_sample.Emulator.Journal.Entries[^1].Completed);
        await page.Page.ScreenshotAsync(new() { Path = Artifacts.Path("web.png") });

        gate.SetResult();

        await page.AnswerIsCompleteAsync();
        await Expect(page.Text).ToHaveTextAsync("Prague is sunny. Brno is windy.");
        await Expect(page.Footer).ToHaveTextAsync(TokenCount());
        Assert.Empty(page.Errors);
        Assert.Empty(_sample.Complaints.Lines);
    }

    [Fact]
    public async Task Stop_cancels_the_request_at_the_service()
    {
        var never = new TaskCompletionSource();
        _sample.Emulator.Script.Next(Reply.Text("One, ").ThenText("two.").StallAfter(1, never.Task));
        await using var page = await browser.OpenAsync(_sample.Address);
        await page.AskAsync("Count to two.");
        await Expect(page.Text).ToHaveTextAsync("One,");

        await page.StopButton.ClickAsync();

        var stopped = await _sample.Emulator.Journal.WaitForAsync(static entry => entry.ClientAborted, Cancellation);
        Assert.Equal(1, stopped.SentEvents);
        await Expect(page.Footer).ToHaveTextAsync("Stopped. The question is forgotten.");
        await Expect(page.AskButton).ToBeVisibleAsync();
        Assert.Empty(page.Errors);
        Assert.Empty(_sample.Complaints.Lines);
    }

    [Fact]
    public async Task Stop_works_before_the_first_word_too()
    {
        var never = new TaskCompletionSource();
        _sample.Emulator.Script.Next(Reply.Text("One, two.").StallAfter(0, never.Task));
        await using var page = await browser.OpenAsync(_sample.Address);
        await page.AskAsync("Count to two.");
        await _sample.Emulator.Journal.WaitForAsync(static entry => entry.Method is not null, Cancellation);

        await page.StopButton.ClickAsync();

        var stopped = await _sample.Emulator.Journal.WaitForAsync(static entry => entry.ClientAborted, Cancellation);
        Assert.Equal(0, stopped.SentEvents);
        await Expect(page.Footer).ToHaveClassAsync("stopped");
        Assert.Empty(page.Errors);
        Assert.Empty(_sample.Complaints.Lines);
    }

    [Fact]
    public async Task After_a_stop_the_conversation_goes_on_without_the_stopped_question()
    {
        var never = new TaskCompletionSource();
        _sample.Emulator.Script.Next(Reply.Text("Hello."), Reply.Text("One, ").ThenText("two.").StallAfter(1, never.Task), Reply.Text("You said hello."));
        await using var page = await browser.OpenAsync(_sample.Address);
        await page.AskAsync("Good morning");
        await page.AnswerIsCompleteAsync();
        await page.AskAsync("Count to two.");
        await Expect(page.Text).ToHaveTextAsync("One,");
        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(page.Footer).ToHaveClassAsync("stopped");

        await page.AskAsync("What did I say?");

        await page.AnswerIsCompleteAsync();
        await Expect(page.Text).ToHaveTextAsync("You said hello.");
        Assert.Equal(["Good morning", "Hello.", "What did I say?"], TextsOf(_sample.Emulator.Journal.Entries[^1].Body!.Value));
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task A_failure_of_the_service_is_shown_and_the_next_question_is_answered()
    {
        _sample.Emulator.Script.Next(
            Reply.Text("One, ").ThenText("two.").FailAfter(1, new ServiceError(400, "INVALID_ARGUMENT", "The service has had enough.")),
            Reply.Text("Better now."));
        await using var page = await browser.OpenAsync(_sample.Address);

        await page.AskAsync("Count to two.");

        await Expect(page.Footer).ToHaveClassAsync("failed");
        await Expect(page.Footer).ToContainTextAsync("The service has had enough.");
        await page.AskAsync("And now?");
        await page.AnswerIsCompleteAsync();
        await Expect(page.Text).ToHaveTextAsync("Better now.");
        Assert.Empty(page.Errors);
    }

    [Theory]
    [InlineData("Fast", "gemini-3.5-flash-lite")]
    [InlineData("Deep", "gemini-3.1-pro-preview")]
    public async Task Without_a_key_or_a_script_the_embedded_emulator_calls_the_functions(string label, string model)
    {
        await using var page = await browser.OpenAsync(_sample.Address);
        await page.Page.GetByText(label, new() { Exact = true }).ClickAsync();

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "What is the weather in Prague and in Brno?" }).ClickAsync();

        await page.AnswerIsCompleteAsync();
        await Expect(page.Calls).ToHaveCountAsync(2);
        await Expect(page.Text).ToContainTextAsync("Prague");
        await Expect(page.Text).ToContainTextAsync("Brno");
        await Expect(page.Page.Locator("#service")).ToHaveTextAsync("embedded emulator");
        Assert.All(_sample.Emulator.Journal.Entries, entry => Assert.Equal(model, entry.Model));
        Assert.All(_sample.Emulator.Journal.Entries, static entry => Assert.Empty(entry.Refusals));
        Assert.Empty(page.Errors);
        Assert.Empty(_sample.Complaints.Lines);
    }

    public ValueTask DisposeAsync() => _sample.DisposeAsync();

    private static List<string> TextsOf(JsonElement body) =>
        [.. body.GetProperty("contents").EnumerateArray().SelectMany(static content => content.GetProperty("parts").EnumerateArray())
            .Where(static part => part.TryGetProperty("text", out var text) && text.GetString() is { Length: > 0 })
            .Select(static part => part.GetProperty("text").GetString()!)];

    [GeneratedRegex(@"^\d+ tokens in, \d+ out$", RegexOptions.None, 1000)]
    private static partial Regex TokenCount();
}
