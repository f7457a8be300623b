using System.Net;
using Connectors.Gemini.Emulator.Faults;

namespace Connectors.Gemini.Emulator.Tests.Faults;

public sealed class FaultTests
{
    private static readonly string Path = $"v1beta/models/{EmulatorClient.Model}:generateContent";

    private static async Task<List<int>> StatusesAsync(GeminiEmulator emulator, int count, string? path = null)
    {
        using var client = new EmulatorClient(emulator);
        var statuses = new List<int>();
        for (var i = 0; i < count; i++)
        {
            using var response = await client.PostAsync(path ?? Path, EmulatorClient.Ask("x"));
            statuses.Add((int)response.StatusCode);
        }

        return statuses;
    }

    [Fact]
    public async Task A_fault_strikes_the_calls_that_it_names()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        emulator.Faults.Add(Fault.Error(ServiceError.Overloaded()).OnCalls(2, 3));

        Assert.Equal([200, 503, 503, 200], await StatusesAsync(emulator, 4));
        Assert.Equal([null, "error 503 UNAVAILABLE"], emulator.Journal.Entries.Take(2).Select(entry => entry.Fault));
    }

    [Fact]
    public async Task A_fault_strikes_only_its_model_and_method()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        emulator.Faults.Add(Fault.Error(ServiceError.Internal()).ForModel("gemini-2.5-flash").ForMethod("streamGenerateContent"));

        Assert.Equal([200], await StatusesAsync(emulator, 1));
        Assert.Equal([200], await StatusesAsync(emulator, 1, "v1beta/models/gemini-2.5-flash:generateContent"));
        Assert.Equal([500], await StatusesAsync(emulator, 1, "v1beta/models/gemini-2.5-flash:streamGenerateContent"));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_chances_and_the_journal_tells_it()
    {
        var runs = new List<List<int>>();
        foreach (var seed in (int[])[7, 7, 8])
        {
            await using var emulator = await GeminiEmulator.StartAsync(new GeminiEmulatorOptions { Seed = seed });
            emulator.Faults.Add(Fault.Error(ServiceError.Overloaded()).WithProbability(0.5));
            runs.Add(await StatusesAsync(emulator, 30));
            Assert.Equal(seed, emulator.Journal.Seed);
        }

        Assert.Equal(runs[0], runs[1]);
        Assert.NotEqual(runs[0], runs[2]);
        Assert.Contains(200, runs[0]);
        Assert.Contains(503, runs[0]);
    }

    [Fact]
    public async Task A_reset_connection_gives_no_answer()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);
        emulator.Faults.Add(Fault.Reset());

        await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync(Path, EmulatorClient.Ask("x")));

        var entry = (await emulator.Journal.WaitForAsync(entry => entry.Completed, TestContext.Current.CancellationToken));
        Assert.Equal(0, entry.Status);
        Assert.False(entry.ClientAborted);
    }

    [Fact]
    public async Task Bodies_can_be_empty_or_no_json()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);
        emulator.Faults.Add(Fault.EmptyBody().OnCall(1)).Add(Fault.Html());

        using var empty = await client.PostAsync(Path, EmulatorClient.Ask("x"));
        using var html = await client.PostAsync(Path, EmulatorClient.Ask("x"));

        Assert.Equal(HttpStatusCode.OK, empty.StatusCode);
        Assert.Equal("", await empty.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.BadGateway, html.StatusCode);
        Assert.Equal("text/html", html.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_hanging_call_ends_when_the_client_gives_up()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var http = new HttpClient { BaseAddress = emulator.BaseAddress };
        emulator.Faults.Add(Fault.Hang());
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var call = http.PostAsync(Path, new StringContent(EmulatorClient.Ask("x")), cancellation.Token);
        await emulator.Journal.WaitForAsync(entry => entry.Fault == "hang", TestContext.Current.CancellationToken);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.True((await emulator.Journal.WaitForAsync(entry => entry.Completed, TestContext.Current.CancellationToken)).ClientAborted);
        await emulator.WaitForOpenConnectionsAsync(0, TestContext.Current.CancellationToken);
    }
}
