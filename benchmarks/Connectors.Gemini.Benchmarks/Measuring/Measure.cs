using System.Diagnostics;

namespace Connectors.Gemini.Benchmarks.Measuring;

/// <summary>Allocation as the runtime counts it; processor time of the whole process, never wall time, and only as a ratio of interleaved repetitions.</summary>
internal static class Measure
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <summary>Bytes that one run allocates, on all threads: the least of several runs, since what else the process does only adds.</summary>
    internal static async Task<long> AllocationAsync(Func<Task> run)
    {
        for (var i = 0; i < 5; i++)
        {
            await run().ConfigureAwait(false);
        }

        var least = long.MaxValue;
        for (var i = 0; i < 9; i++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await run().ConfigureAwait(false);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }

    /// <summary>The median over <paramref name="pairs"/> of the processor time of <paramref name="ours"/> by that of <paramref name="floor"/> right after it.</summary>
    internal static async Task<(double Ratio, TimeSpan Ours, TimeSpan Floor)> ProcessorTimeAsync(Func<Task> ours, Func<Task> floor, int pairs)
    {
        var runs = await RunsForAsync(floor).ConfigureAwait(false);
        // Warm for so long that both are compiled with all optimisations before anything counts: tiered compilation works in the background, in several steps.
        for (var warming = Stopwatch.StartNew(); warming.Elapsed < WarmUp;)
        {
            await TimeAsync(ours, runs).ConfigureAwait(false);
            await TimeAsync(floor, runs).ConfigureAwait(false);
        }

        List<double> ratios = [];
        List<TimeSpan> oursTimes = [];
        List<TimeSpan> floorTimes = [];
        for (var i = 0; i < pairs; i++)
        {
            oursTimes.Add(await TimeAsync(ours, runs).ConfigureAwait(false) / runs);
            floorTimes.Add(await TimeAsync(floor, runs).ConfigureAwait(false) / runs);
            ratios.Add(oursTimes[^1] / floorTimes[^1]);
        }

        return (Median(ratios), Median(oursTimes), Median(floorTimes));
    }

    internal static T Median<T>(List<T> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    /// <summary>So many runs that one repetition takes about 20 ms.</summary>
    private static async Task<int> RunsForAsync(Func<Task> run)
    {
        for (var i = 0; i < 50; i++)
        {
            await run().ConfigureAwait(false);
        }

        var time = await TimeAsync(run, 20).ConfigureAwait(false) / 20;
        return (int)Math.Clamp(TimeSpan.FromMilliseconds(20) / (time + TimeSpan.FromTicks(1)), 1, 5000);
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> run, int runs)
    {
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < runs; i++)
        {
            await run().ConfigureAwait(false);
        }

        return Environment.CpuUsage.TotalTime - before;
    }
}
