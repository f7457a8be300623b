using System.Diagnostics;
using System.Globalization;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Scripts;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Endurance;

/// <summary>The heap is measured while no other test runs.</summary>
[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public class MeasuredAlone;

/// <summary><c>GEMINI_ENDURANCE_ROUNDS</c> sets the number of rounds.</summary>
[Collection(nameof(MeasuredAlone))]
public class ManyStreamsTests(ITestOutputHelper output)
{
    private const int Streams = 200;
    private const int WarmUp = 2;

    /// <summary>What timers, pools and JIT artefacts may add. A leak of one event of each stream is larger in four rounds.</summary>
    private const long HeapBound = 2 * 1024 * 1024;

    /// <summary>Buffers of the test runner, and of connections that close just now.</summary>
    private const long StrayBuffers = 20;
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Connections.Own)]
    [InlineData(Connections.CallersDefault)]
    public async Task Two_hundred_at_once_leave_no_socket_no_rented_buffer_and_a_flat_heap(Connections connections)
    {
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("GEMINI_ENDURANCE_ROUNDS"), CultureInfo.InvariantCulture, out var given) ? given : 5;
        using var buffers = new RentedBuffers();
        await using var emulator = await GeminiEmulator.StartAsync(new() { JournalCapacity = 1 });
        // Half are read to the end; of the others the service would never send one.
        var never = new TaskCompletionSource();
        var text = string.Concat(Enumerable.Repeat("All work and no play. ", 200));
        emulator.Script.When("read").Reply(Reply.Text(text).InPieces(500));
        emulator.Script.When("leave").Reply(Reply.Text(text).InPieces(500).StallAfter(2, never.Task));
        using var http = connections.CreateClient();
        var gemini = emulator.CreateGemini(http);
        var chat = gemini.AsIChatClient("gemini-3.8-flash");

        var heaps = new List<long>();
        var outstanding = new List<long>();
        for (var round = 0; round < WarmUp + rounds; round++)
        {
            var begun = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, Streams).Select(i => i % 2 == 0 ? ReadAsync(chat, text) : LeaveAsync(chat)));
            var took = Stopwatch.GetElapsedTime(begun);
            // What stays open waits in the pool for the next round, at most one for each stream that was read.
            await emulator.WaitForOpenConnectionsAsync(Streams / 2, Token).WaitAsync(Hang, Token);
            heaps.Add(GC.GetTotalMemory(forceFullCollection: true));
            outstanding.Add(buffers.Outstanding);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round + 1}: {took.TotalMilliseconds:F0} ms, {emulator.OpenConnections} connections in the pool, heap {heaps[^1] / 1024.0:F0} KiB, {outstanding[^1]} of {buffers.Total} buffers rented"));
        }

        gemini.Dispose();
        http?.Dispose();
        await emulator.WaitForOpenConnectionsAsync(0, Token).WaitAsync(Hang, Token);
        Assert.Equal(0, emulator.OpenConnections);
        // A buffer that a stream does not return is missing a hundred times in each round.
        Assert.True(buffers.Total > Streams, "No buffer was counted.");
        Assert.All(outstanding, count => Assert.InRange(count, -StrayBuffers, StrayBuffers));
        // The least of a few rounds: what is not garbage is in all of them.
        var growth = heaps.TakeLast(3).Min() - heaps.Skip(WarmUp - 1).Take(3).Min();
        Assert.True(growth < HeapBound, $"The heap grew by {growth} bytes over {rounds} rounds.");
    }

    private static async Task ReadAsync(IChatClient chat, string text) =>
        Assert.Equal(text, (await chat.GetStreamingResponseAsync("read", cancellationToken: Token).ToChatResponseAsync(Token)).Text);

    private static async Task LeaveAsync(IChatClient chat)
    {
        await foreach (var update in chat.GetStreamingResponseAsync("leave", cancellationToken: Token))
        {
            Assert.NotEmpty(update.Contents);
            return;
        }

        Assert.Fail("There was no update.");
    }
}
