using System.Net;
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
        await computer.DoAsync(Action("click", ("x", 100), ("y", 100)), Cancellation);
        var refusal = await Assert.ThrowsAsync<PluginException>(() => computer.DoAsync(Action("navigate", ("url", sites.Forbidden.AbsoluteUri)), Cancellation));

        Assert.Equal(sites.Open.AbsoluteUri, opened.Url);
        Assert.Empty(sites.Asked);
        Assert.DoesNotContain('\n', refusal.Message);
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
