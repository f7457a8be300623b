using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Gemini.Plugins.Tests;

public class AddressTests
{
    private const string Public = "93.184.215.14";

    [Theory]
    [InlineData("http://[::127.0.0.1]/")]
    [InlineData("http://[::10.0.0.1]/")]
    [InlineData("http://[::ffff:0:10.0.0.1]/")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://[64:ff9b::a9fe:a9fe]/")]
    [InlineData("http://[2002:7f00:1::]/")]
    [InlineData("http://[2001:0:7f00:1::]/")]
    [InlineData("http://[fe80::1%251]/")]
    [InlineData("http://[4000::1]/")]
    [InlineData("http://[::]/")]
    [InlineData("http://168.63.129.16/")]
    [InlineData("http://192.0.0.192/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://0/")]
    [InlineData("http://１２７.０.０.１/")]
    [InlineData("http://127。0。0。1/")]
    [InlineData("http://localhost./")]
    [InlineData("http://example.com@169.254.169.254/")]
    [InlineData("https://user:password@example.com/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("//example.com/")]
    public async Task No_spelling_of_an_address_makes_it_public(string address)
    {
        var urls = new UrlPolicy(Invocation.Names(("example.com", Public), ("localhost", "127.0.0.1")));

        await Assert.ThrowsAsync<PluginException>(() => urls.CheckAsync(UrlPolicy.Parse(address), Desk.Cancellation));
    }

    [Theory]
    [InlineData("https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/")]
    [InlineData("http://93.184.215.14:8080/")]
    [InlineData("HTTPS://EXAMPLE.COM/a?b#c")]
    public async Task What_is_public_may_be_read(string address) =>
        await new UrlPolicy(Invocation.Names(("example.com", Public))).CheckAsync(UrlPolicy.Parse(address), Desk.Cancellation);

    [Theory]
    [InlineData("bücher.example")]
    [InlineData("xn--bcher-kva.example")]
    [InlineData(" BÜCHER.example. ")]
    public async Task A_denied_host_is_denied_in_every_spelling(string denied)
    {
        var urls = new UrlPolicy(Invocation.Names(("xn--bcher-kva.example", Public), ("www.xn--bcher-kva.example", Public), ("example.com", Public))) { DeniedHosts = { denied } };

        foreach (var address in (string[])["https://bücher.example/", "https://xn--bcher-kva.example/", "https://www.BÜCHER.example./", "https://b\u00fccher.example:444/"])
        {
            var refusal = await Assert.ThrowsAsync<PluginException>(() => urls.CheckAsync(new Uri(address), Desk.Cancellation));
            Assert.Contains("not among those", refusal.Message, StringComparison.Ordinal);
        }

        await urls.CheckAsync(new Uri("https://example.com/"), Desk.Cancellation);
    }

    [Theory]
    [InlineData("https://example.com/ https://denied.test/")]
    [InlineData("https://example.com/\nhttps://denied.test/")]
    [InlineData("https://example.com/\u00a0https://denied.test/")]
    public async Task A_second_address_cannot_hide_in_one_that_is_allowed(string address)
    {
        await using var desk = await Desk.OpenAsync();
        var urls = new UrlPolicy(Invocation.Names(("example.com", Public), ("denied.test", Public))) { DeniedHosts = { "denied.test" } };

        var result = await new UrlContextPlugin(desk.Chat, urls).InvokeAsync(new() { ["question"] = "x", ["urls"] = JsonSerializer.SerializeToElement(new[] { address }) });

        Assert.Contains("white space", result.Error(), StringComparison.Ordinal);
        Assert.Empty(desk.Emulator.Journal.Entries);
    }

    [Fact]
    public async Task An_address_in_the_question_is_not_read_past_the_policy()
    {
        await using var desk = await Desk.OpenAsync();
        var urls = new UrlPolicy(Invocation.Names(("example.com", Public)));

        var result = await new UrlContextPlugin(desk.Chat, urls).InvokeAsync(
            new() { ["question"] = "What does http://169.254.169.254/ say?", ["urls"] = JsonSerializer.SerializeToElement(new[] { "https://example.com/" }) });

        Assert.Contains("'urls'", result.Error(), StringComparison.Ordinal);
        Assert.Empty(desk.Emulator.Journal.Entries);
    }

    [Fact]
    public async Task Videos_are_under_the_lists_of_hosts_too()
    {
        await using var desk = await Desk.OpenAsync();
        var denied = new UrlPolicy(Invocation.Names()) { DeniedHosts = { "youtube.com" } };
        var elsewhere = new UrlPolicy(Invocation.Names()) { AllowedHosts = { "example.com" } };
        var free = new UrlPolicy(Invocation.Names());

        async Task<JsonElement> AskAsync(UrlPolicy urls, string address) =>
            await new DocumentPlugin(desk.Chat, null, urls).InvokeAsync(new() { ["question"] = "What is shown?", ["document"] = address });

        Assert.Contains("not among those", (await AskAsync(denied, "https://www.youtube.com/watch?v=1")).Error(), StringComparison.Ordinal);
        Assert.Contains("not among those", (await AskAsync(elsewhere, "https://youtu.be/1")).Error(), StringComparison.Ordinal);
        Assert.Contains("password", (await AskAsync(free, "https://user:password@youtu.be/1")).Error(), StringComparison.Ordinal);
        Assert.Empty(desk.Emulator.Journal.Entries);
        Assert.False((await AskAsync(free, "https://youtu.be/1")).TryGetProperty("error", out _));
        Assert.Contains("\"fileUri\":\"https://youtu.be/1\"", Assert.Single(desk.Emulator.Journal.Entries).Body!.Value.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_that_never_ends_is_given_up_in_words()
    {
        await using var desk = await Desk.OpenAsync();
        await using var site = await Site.StartAsync();
        var time = new FakeTimeProvider();
        var urls = new UrlPolicy(Invocation.Names(), time) { AllowedNetworks = { IPNetwork.Parse("127.0.0.1/32") } };

        var reading = new DocumentPlugin(desk.Chat, null, urls).InvokeAsync(new() { ["question"] = "x", ["document"] = new Uri(site.Address, "/drip").AbsoluteUri });
        await site.Dripping.Task.WaitAsync(Desk.Cancellation);
        Assert.False(reading.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(101));

        Assert.Contains("too long", (await reading).Error(), StringComparison.Ordinal);
        Assert.Empty(desk.Emulator.Journal.Entries);
    }

    [Fact]
    public async Task A_document_that_is_not_there_and_a_page_that_nobody_serves_are_told()
    {
        await using var desk = await Desk.OpenAsync();
        var urls = new UrlPolicy(Invocation.Names(("gone.test", "127.0.0.1"))) { AllowedNetworks = { IPNetwork.Parse("127.0.0.1/32") } };

        // Port 1 of loopback: nobody listens there.
        var result = await new DocumentPlugin(desk.Chat, null, urls).InvokeAsync(new() { ["question"] = "x", ["document"] = "http://gone.test:1/a.pdf" });

        Assert.Equal("A file or an address could not be read or written.", result.Error());
    }
}
