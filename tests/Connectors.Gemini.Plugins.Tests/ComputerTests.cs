using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Media;
using Connectors.Gemini.Emulator.Scripts;

namespace Connectors.Gemini.Plugins.Tests;

public class ComputerTests
{
    [Fact]
    public void Consent_is_no_option()
    {
        using var chat = new ScriptedAgent();

        Assert.Throws<ArgumentNullException>(() => new ComputerUsePlugin(chat, new Desk.ScreenComputer(), null!));
    }

    [Theory]
    [InlineData("""{"decision":"blocked","explanation":"It is forbidden."}""", true)]
    [InlineData("""{"decision":"REQUIRE_CONFIRMATION"}""", true)]
    [InlineData("""{"explanation":"No decision at all."}""", true)]
    [InlineData("\"require_confirmation\"", true)]
    [InlineData("""{"decision":7}""", true)]
    [InlineData("""{"decision":"regular"}""", false)]
    [InlineData("null", false)]
    public async Task Whatever_is_not_known_to_be_harmless_is_asked(string decision, bool isAsked)
    {
        await using var desk = await Desk.OpenAsync();
        desk.Emulator.Script.Next(Reply.Call("click", new JsonObject { ["x"] = 1, ["y"] = 1, ["safety_decision"] = JsonNode.Parse(decision) }), Reply.Text("Done."));
        var asked = 0;
        var plugin = new ComputerUsePlugin(desk.Chat, desk.Computer, (_, _, _) => Task.FromResult(asked++ < 0));

        var outcome = await plugin.UseComputerAsync("Click.", Desk.Cancellation);

        Assert.Equal(isAsked ? 1 : 0, asked);
        Assert.Equal(isAsked ? 0 : 1, desk.Computer.Done.Count);
        Assert.Equal(!isAsked, outcome.IsDone);
    }

    [Fact]
    public async Task Every_risky_action_is_asked_anew_and_what_comes_after_a_refusal_is_not_done()
    {
        await using var desk = await Desk.OpenAsync();
        desk.Emulator.Script.Next(Reply.Empty().ThenCall("click", Risky(1)).ThenCall("click", Risky(2)).ThenCall("click", new JsonObject { ["x"] = 3, ["y"] = 3 }));
        var answers = new Queue<bool>([true, false]);

        var outcome = await new ComputerUsePlugin(desk.Chat, desk.Computer, (_, _, _) => Task.FromResult(answers.Dequeue())).UseComputerAsync("Click.", Desk.Cancellation);

        Assert.Empty(answers);
        Assert.Single(desk.Computer.Done);
        Assert.False(outcome.IsDone);
        Assert.Single(desk.Emulator.Journal.Entries);

        static JsonObject Risky(int x) => new() { ["x"] = x, ["y"] = x, ["safety_decision"] = new JsonObject { ["decision"] = "require_confirmation", ["explanation"] = "Risky." } };
    }

    [Fact]
    public async Task A_question_that_fails_is_no_consent()
    {
        await using var desk = await Desk.OpenAsync();
        desk.Emulator.Script.Next(Reply.Call("click", new JsonObject { ["x"] = 1, ["y"] = 1, ["safety_decision"] = new JsonObject { ["decision"] = "require_confirmation" } }));
        var plugin = new ComputerUsePlugin(desk.Chat, desk.Computer, (_, _, _) => throw new InvalidOperationException("Nobody is there."));

        var result = await plugin.InvokeAsync(new() { ["task"] = "Click." });

        Assert.NotEmpty(result.Error());
        Assert.Empty(desk.Computer.Done);
    }

    [Fact]
    public async Task Many_actions_of_one_answer_count_singly()
    {
        await using var desk = await Desk.OpenAsync();
        var reply = Reply.Empty();
        for (var i = 0; i < 20; i++)
        {
            reply = reply.ThenCall("click", new JsonObject { ["x"] = i, ["y"] = i });
        }

        desk.Emulator.Script.Next(reply);

        var outcome = await new ComputerUsePlugin(desk.Chat, desk.Computer, (_, _, _) => Task.FromResult(true), maxActions: 5).UseComputerAsync("Click.", Desk.Cancellation);

        Assert.False(outcome.IsDone);
        Assert.Equal(5, desk.Computer.Done.Count);
        Assert.Contains("5 actions", outcome.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://inside.test/")]
    public async Task A_screen_that_a_click_has_led_to_a_forbidden_address_is_not_shown_to_the_model(string address)
    {
        await using var desk = await Desk.OpenAsync();
        desk.Emulator.Script.Next(Reply.Call("click", new JsonObject { ["x"] = 1, ["y"] = 1 }), Reply.Text("I cannot see it."));
        var secret = SampleMedia.Png(7, 7);
        var urls = new UrlPolicy(Invocation.Names(("inside.test", "10.0.0.1")));

        var outcome = await new ComputerUsePlugin(desk.Chat, new Straying(address, secret), (_, _, _) => Task.FromResult(false), urls: urls).UseComputerAsync("Click.", Desk.Cancellation);

        Assert.Equal(["click"], outcome.Actions);
        Assert.Equal("about:blank", outcome.Url);
        var sent = desk.Emulator.Journal.Entries[1].Body!.Value.GetRawText();
        Assert.DoesNotContain(Convert.ToBase64String(secret), sent, StringComparison.Ordinal);
        Assert.DoesNotContain(address, sent, StringComparison.Ordinal);
        Assert.Contains("it is not shown", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_computer_that_breaks_ends_the_task_in_words()
    {
        await using var desk = await Desk.OpenAsync();
        desk.Emulator.Script.Next(Reply.Call("click", new JsonObject { ["x"] = 1, ["y"] = 1 }));

        var result = await new ComputerUsePlugin(desk.Chat, new Straying(null, default), (_, _, _) => Task.FromResult(false)).InvokeAsync(new() { ["task"] = "Click." });

        Assert.Equal("The function failed. Why is in the program's log.", result.Error());
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(999, 999, 999, 799)]
    [InlineData(1000, 5000, 999, 799)]
    [InlineData(-5, -1, 0, 0)]
    public void Places_stay_on_the_screen(double x, double y, int left, int top) =>
        Assert.Equal((left, top), new ComputerAction("click", new Dictionary<string, object?> { ["x"] = x, ["y"] = JsonSerializer.SerializeToElement(y) }).Place(1000, 800));

    /// <summary>A computer on which an action leads elsewhere; without an address it breaks.</summary>
    private sealed class Straying(string? address, ReadOnlyMemory<byte> screen) : IComputer
    {
        public Task<ComputerScreen> LookAsync(CancellationToken cancellationToken) => Task.FromResult(new ComputerScreen("about:blank", SampleMedia.Png()));

        public Task<ComputerScreen> DoAsync(ComputerAction action, CancellationToken cancellationToken) =>
            address is null ? throw new InvalidOperationException("the-secret cable is out.") : Task.FromResult(new ComputerScreen(address, screen));
    }
}
