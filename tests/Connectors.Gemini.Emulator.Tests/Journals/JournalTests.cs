using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Scripts;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Gemini.Emulator.Tests.Journals;

public sealed class JournalTests
{
    private static readonly string Path = $"v1beta/models/{EmulatorClient.Model}:generateContent";

    [Fact]
    public async Task An_exchange_is_recorded_before_the_client_has_its_answer()
    {
        var now = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
        await using var emulator = await GeminiEmulator.StartAsync(new GeminiEmulatorOptions { TimeProvider = new FakeTimeProvider(now) });
        using var client = new EmulatorClient(emulator);

        await client.StreamAsync(EmulatorClient.Ask("Hello"));

        var entry = Assert.Single(emulator.Journal.Entries);
        Assert.Equal((1, "POST", 200, true, false), (entry.Number, entry.HttpMethod, entry.Status, entry.Completed, entry.ClientAborted));
        Assert.Equal((EmulatorClient.Model, "streamGenerateContent", 2), (entry.Model, entry.Method, entry.SentEvents));
        Assert.Equal("Hello", entry.Body!.Value.GetProperty("contents")[0].GetProperty("parts")[0].GetProperty("text").GetString());
        Assert.Equal(now, entry.Arrived);
        Assert.Empty(entry.Refusals);
    }

    [Fact]
    public async Task Keys_are_seen_to_be_there_but_not_what_they_are()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);

        using var response = await client.PostAsync(Path + "?key=secret-one&alt=json", EmulatorClient.Ask("x"), "secret-two");

        var entry = Assert.Single(emulator.Journal.Entries);
        Assert.Equal("<redacted>", entry.Headers["x-goog-api-key"]);
        Assert.Equal($"/{Path}?key=<redacted>&alt=json", entry.PathAndQuery);
        Assert.DoesNotContain("secret", await client.GetStringAsync("__gemini/journal"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_abandoned_stream_is_known_as_aborted_by_the_client_and_its_connection_closes()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);
        emulator.Script.Next(Reply.Text("ab").InPieces(1).StallAfter(1, new TaskCompletionSource().Task));

        using (await client.PostAsync($"v1beta/models/{EmulatorClient.Model}:streamGenerateContent?alt=sse", EmulatorClient.Ask("x"), until: HttpCompletionOption.ResponseHeadersRead))
        {
            Assert.Equal(1, emulator.OpenConnections);
            await emulator.Journal.WaitForAsync(entry => entry.SentEvents == 1, TestContext.Current.CancellationToken);
        }

        client.Dispose();
        var entry = await emulator.Journal.WaitForAsync(entry => entry.Completed, TestContext.Current.CancellationToken);
        Assert.True(entry.ClientAborted);
        await emulator.WaitForOpenConnectionsAsync(0, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_journal_can_be_read_and_reset_over_http()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);
        emulator.Script.Otherwise(Reply.Text("scripted"));
        await client.GenerateAsync(EmulatorClient.Ask("x"));

        var journal = JsonNode.Parse(await client.GetStringAsync("__gemini/journal"))!;
        using var reset = await client.PostAsync("__gemini/reset", "");

        Assert.Equal(200, journal["entries"]![0]!["status"]!.GetValue<int>());
        Assert.Equal("x", journal["entries"]![0]!["body"]!["contents"]![0]!["parts"]![0]!["text"]!.ToString());
        Assert.True(reset.IsSuccessStatusCode);
        Assert.Empty(emulator.Journal.Entries);
        Assert.Equal("You said: x", (await client.GenerateAsync(EmulatorClient.Ask("x"))).Text());
    }

    [Fact]
    public async Task Waiting_ends_with_the_exchange_that_it_waits_for()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);

        var two = emulator.Journal.WaitForCompletedAsync(2, TestContext.Current.CancellationToken);
        await Task.WhenAll(client.GenerateAsync(EmulatorClient.Ask("a")), client.GenerateAsync(EmulatorClient.Ask("b")));

        Assert.Equal([1, 2], (await two).Select(entry => entry.Number).Order());
    }

    [Fact]
    public async Task A_full_journal_forgets_the_oldest_exchange_and_still_counts_it()
    {
        await using var emulator = await GeminiEmulator.StartAsync(new GeminiEmulatorOptions { JournalCapacity = 2 });
        using var client = new EmulatorClient(emulator);

        for (var i = 0; i < 3; i++)
        {
            await client.GenerateAsync(EmulatorClient.Ask("x"));
        }

        Assert.Equal([2, 3], (await emulator.Journal.WaitForCompletedAsync(3, TestContext.Current.CancellationToken)).Select(entry => entry.Number));
    }

    [Fact]
    public async Task Completed_exchanges_can_be_read_as_they_come()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);
        await using var reader = emulator.Journal.ReadCompletedAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);

        var next = reader.MoveNextAsync();
        await client.GenerateAsync(EmulatorClient.Ask("x"));

        Assert.True(await next);
        Assert.True(reader.Current.Completed);
    }

    [Fact]
    public async Task Many_exchanges_at_once_are_all_recorded()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => client.GenerateAsync(EmulatorClient.Ask($"number {i}"))));

        Assert.Equal(Enumerable.Range(1, 50), emulator.Journal.Entries.Select(entry => entry.Number));
        Assert.All(emulator.Journal.Entries, entry => Assert.Equal((200, true), (entry.Status, entry.Completed)));
    }
}
