using System.Diagnostics;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Scripts;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Endurance;

public class AbandonedStreamTests(ITestOutputHelper output)
{
    /// <summary>A drained connection closes after two seconds, so that this tells the two apart on a busy machine too. The target is 100 ms.</summary>
    private static readonly TimeSpan Promptly = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public enum Way
    {
        Break,
        Cancel,
        Throw,
    }

    public static MatrixTheoryData<Connections, Way> Cases => new(Enum.GetValues<Connections>(), Enum.GetValues<Way>());

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Left_after_its_first_update_it_closes_its_connection_promptly(Connections connections, Way way)
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        var never = new TaskCompletionSource();
        emulator.Script.Otherwise(Reply.Text("one two three four five six").InPieces(4).StallAfter(2, never.Task));
        using var http = connections.CreateClient();
        using var gemini = emulator.CreateGemini(http);
        var chat = gemini.AsIChatClient("gemini-3.8-flash");

        // The first call pays for compiling.
        await LeaveAsync(chat, way);
        await emulator.WaitForOpenConnectionsAsync(0, Token).WaitAsync(Hang, Token);

        var left = await LeaveAsync(chat, way);
        await emulator.WaitForOpenConnectionsAsync(0, Token).WaitAsync(Hang, Token);
        var took = Stopwatch.GetElapsedTime(left);

        output.WriteLine($"{connections}, {way}: the connection was closed after {took.TotalMilliseconds:F1} ms (target: 100 ms)");
        Assert.True(took < Promptly, $"It took {took}.");
        Assert.All(await emulator.Journal.WaitForCompletedAsync(2, Token), entry => Assert.True(entry.ClientAborted));
        Assert.All(emulator.Journal.Entries, entry => Assert.Empty(entry.Refusals));
    }

    /// <summary>Takes one update, leaves, and gives the moment.</summary>
    private static async Task<long> LeaveAsync(IChatClient chat, Way way)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var stream = chat.GetStreamingResponseAsync("Hello", cancellationToken: source.Token);
        long left = 0;
        try
        {
            await foreach (var _ in stream)
            {
                left = Stopwatch.GetTimestamp();
                if (way == Way.Break)
                {
                    break;
                }

                if (way == Way.Throw)
                {
                    throw new InvalidOperationException("The application failed.");
                }

                await source.CancelAsync();
            }
        }
        catch (InvalidOperationException) when (way == Way.Throw)
        {
            return left;
        }
        catch (OperationCanceledException) when (way == Way.Cancel)
        {
            return left;
        }

        Assert.Equal(Way.Break, way);
        return left;
    }
}
