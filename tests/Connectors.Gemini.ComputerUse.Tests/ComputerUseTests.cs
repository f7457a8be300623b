using System.Net;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Scripts;
using Connectors.Gemini.Plugins;
using Connectors.Gemini.Samples.ComputerUse;

namespace Connectors.Gemini.ComputerUse.Tests;

public class ComputerUseTests(Browser browser) : IClassFixture<Browser>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_is_filled_in_and_its_result_is_read_after_consent()
    {
        browser.Require();
        await using var page = await OrderPage.StartAsync();
        var reasons = new List<string>();

        var outcome = await Order.RunAsync(null, "Earl Grey & milk", page, (action, why, _) =>
        {
            Assert.Empty(page.Orders);
            reasons.Add($"{action.Name}: {why}");
            return Task.FromResult(true);
        }, Cancellation);

        Assert.Equal(["click: It orders something."], reasons);
        Assert.Equal(["Earl Grey & milk"], page.Orders);
        Assert.True(outcome.IsDone);
        Assert.Equal(["navigate", "click", "type", "click"], outcome.Actions);
        Assert.StartsWith(new Uri(page.Address, "/order?tea=Earl").AbsoluteUri, outcome.Url, StringComparison.Ordinal);
        Assert.Contains("/order?tea=Earl", outcome.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_action_waits_as_long_as_consent_takes_and_nothing_is_sent_without_it()
    {
        browser.Require();
        await using var page = await OrderPage.StartAsync();
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource<bool>();

        var ordering = Order.RunAsync(null, "Assam", page, (_, _, _) =>
        {
            asked.SetResult();
            return answer.Task;
        }, Cancellation);
        await asked.Task.WaitAsync(Cancellation);
        Assert.False(ordering.IsCompleted);
        Assert.Empty(page.Orders);
        answer.SetResult(false);
        var outcome = await ordering;

        Assert.False(outcome.IsDone);
        Assert.Contains("refused", outcome.Answer, StringComparison.Ordinal);
        Assert.Equal(["navigate", "click", "type"], outcome.Actions);
        Assert.Empty(page.Orders);
    }

    [Fact]
    public async Task Nothing_is_asked_for_at_an_address_that_the_policy_forbids()
    {
        await using var sites = await TwoSites.StartAsync();
        var computer = await browser.OpenAsync(new UrlPolicy { AllowedNetworks = { IPNetwork.Parse("127.0.0.1/32") } });

        var opened = await computer.DoAsync(Action("navigate", ("url", sites.Open.AbsoluteUri)), Cancellation);
        // Whether the browser tells of the address that a click leads to before the screen is looked at is a matter of time; that nothing is asked for there is not.
        var clicked = await Record.ExceptionAsync(() => computer.DoAsync(Action("click", ("x", 100), ("y", 100)), Cancellation));
        var refusal = await Assert.ThrowsAsync<PluginException>(() => computer.DoAsync(Action("navigate", ("url", sites.Forbidden.AbsoluteUri)), Cancellation));

        Assert.Equal(sites.Open.AbsoluteUri, opened.Url);
        Assert.True(clicked is null or PluginException, clicked?.ToString());
        Assert.Empty(sites.Asked);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task A_page_that_redirects_to_a_forbidden_address_is_not_shown_to_the_model()
    {
        await using var sites = await TwoSites.StartAsync();
        await using var emulator = await GeminiEmulator.StartAsync();
        emulator.Script.Next(Reply.Call("navigate", new JsonObject { ["url"] = new Uri(sites.Open, "/away").AbsoluteUri }), Reply.Text("I see nothing."));
        using var gemini = new GeminiClient(new GeminiClientOptions { ApiKey = "any", BaseAddress = emulator.BaseAddress });
        var urls = new UrlPolicy { AllowedNetworks = { IPNetwork.Parse("127.0.0.1/32") } };
        var plugin = new ComputerUsePlugin(gemini.AsIChatClient("gemini-3.8-flash"), await browser.OpenAsync(urls), (_, _, _) => Task.FromResult(false), urls: urls);

        var outcome = await plugin.UseComputerAsync("Open it.", Cancellation);

        var response = emulator.Journal.Entries[1].Body!.Value.GetProperty("contents")[2].GetProperty("parts")[0].GetProperty("functionResponse");
        Assert.Contains("not shown", response.GetProperty("response").GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.False(response.TryGetProperty("parts", out _));
        Assert.Equal("about:blank", outcome.Url);
    }

    [Fact]
    public async Task A_page_that_does_not_open_and_keys_and_actions_that_are_none_are_told()
    {
        var computer = await browser.OpenAsync(new UrlPolicy { AllowedNetworks = { IPNetwork.Parse("127.0.0.1/32") } });

        // Nobody listens on port 9 of loopback.
        await Assert.ThrowsAsync<PluginException>(() => computer.DoAsync(Action("navigate", ("url", "http://127.0.0.1:9/")), Cancellation));
        await Assert.ThrowsAsync<PluginException>(() => computer.DoAsync(Action("press_key", ("key", "no such key")), Cancellation));
        await Assert.ThrowsAsync<NotSupportedException>(() => computer.DoAsync(Action("open_app"), Cancellation));
        await Assert.ThrowsAsync<NotSupportedException>(() => computer.DoAsync(Action("click", ("x", 1)), Cancellation));
    }

    private static ComputerAction Action(string name, params (string Name, object? Value)[] arguments) =>
        new(name, arguments.ToDictionary(argument => argument.Name, argument => argument.Value, StringComparer.Ordinal));
}
