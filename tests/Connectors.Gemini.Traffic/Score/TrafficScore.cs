using System.Collections.Concurrent;
using System.Diagnostics;

namespace Connectors.Gemini.Traffic;

/// <summary>Runs all recordings once, for all tests, and prints the table.</summary>
public sealed class TrafficScore : IAsyncLifetime
{
    internal IReadOnlyList<Verdict> Verdicts { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        if (TrafficFolder.Path is null)
        {
            Console.WriteLine(TrafficFolder.Absent);
            return;
        }

        var start = Stopwatch.GetTimestamp();
        var exchanges = TrafficFolder.Read(TrafficFolder.Path);
        ConcurrentBag<Verdict> verdicts = [];
        await Parallel.ForEachAsync(exchanges, async (exchange, cancellationToken) =>
        {
            foreach (var verdict in Verdict.Of(await ExchangeRun.RunAsync(exchange, ClientUnderTest.Create, cancellationToken)))
            {
                verdicts.Add(verdict);
            }
        });

        Verdicts = [.. verdicts.OrderBy(verdict => verdict.Exchange, StringComparer.Ordinal)];
        var table = ScoreTable.Render(exchanges, Verdicts, Stopwatch.GetElapsedTime(start));
        Console.WriteLine(table);
        ScoreTable.Save(table);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
