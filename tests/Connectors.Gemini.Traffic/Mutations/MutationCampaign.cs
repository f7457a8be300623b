using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Connectors.Gemini.Tests.Endurance;

namespace Connectors.Gemini.Traffic;

/// <summary>Many mutated bodies, on all cores, in rounds: after each round the heap is measured and the rented buffers are counted.</summary>
internal sealed class MutationCampaign(MutationCorpus corpus, int seed)
{
    private const int Round = 2000;

    /// <summary>Of the first rounds; what the runtime makes once (metadata, pools, tiers of the JIT) is made then.</summary>
    private const int WarmUp = 3;

    private readonly ConcurrentDictionary<string, int> _outcomes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Mutation, int> _mutations = new();
    private readonly ConcurrentDictionary<MutatedBody, bool> _running = new();
    private readonly ConcurrentDictionary<string, string> _violations = new(StringComparer.Ordinal);
    private readonly List<long> _heaps = [];
    private readonly List<long> _rented = [];
    private int _keptByPlatform;
    private long _longest;
    private int _undocumented;
    private int _streams;
    private int _answers;

    /// <summary>Gets what is not as documented, one of each kind, with what is needed to see it again.</summary>
    public ICollection<string> Violations => _violations.Values;

    /// <summary>Gets how much the heap grew from the first rounds to the last; the least of three each, since what is not garbage is in all of them.</summary>
    public long HeapGrowth => _heaps.TakeLast(3).Min() - HeapBefore;

    /// <summary>Gets the most buffers that were rented and not returned after a round.</summary>
    public long RentedAfterRound => _rented.Max();

    /// <summary>Gets how many of them the platform's JSON reader may have kept.</summary>
    public long KeptByPlatform => _keptByPlatform;

    private long HeapBefore => _heaps.Skip(WarmUp).Take(3).DefaultIfEmpty(_heaps[^1]).Min();

    public async Task<string> RunAsync(int count)
    {
        var begun = Stopwatch.GetTimestamp();
        var cpuBefore = Process.GetCurrentProcess().TotalProcessorTime;
        using (var buffers = new RentedBuffers())
        {
            for (var first = 0; first < count; first += Round)
            {
                await RunRoundAsync(first, Math.Min(Round, count - first));
                _heaps.Add(GC.GetTotalMemory(forceFullCollection: true));
                _rented.Add(buffers.Outstanding);
            }
        }

        return Summary(count, Stopwatch.GetElapsedTime(begun), Process.GetCurrentProcess().TotalProcessorTime - cpuBefore);
    }

    private async Task RunRoundAsync(int first, int count)
    {
        // Each body has its own watchdog; this one is for what does not even look at a token.
        var round = Parallel.ForAsync(first, first + count, (index, _) => RunOneAsync(index));
        try
        {
            await round.WaitAsync(5 * MutationTrial.Hang);
        }
        catch (TimeoutException exception)
        {
            throw new InvalidOperationException($"Seed {seed}: hangs in {string.Join("; ", _running.Keys)}", exception);
        }
    }

    private async ValueTask RunOneAsync(int index)
    {
        var body = corpus.Make(seed, index);
        _running.TryAdd(body, true);
        var begun = Stopwatch.GetTimestamp();
        var trial = await MutationTrial.RunAsync(body);
        var took = Stopwatch.GetTimestamp() - begun;
        _running.TryRemove(body, out _);

        for (var longest = Interlocked.Read(ref _longest); took > longest && Interlocked.CompareExchange(ref _longest, took, longest) != longest; longest = Interlocked.Read(ref _longest))
        {
        }

        Interlocked.Increment(ref body.Exchange.IsStream ? ref _streams : ref _answers);
        _outcomes.AddOrUpdate(trial.Outcome, 1, (_, n) => n + 1);
        foreach (var mutation in body.Mutations)
        {
            _mutations.AddOrUpdate(mutation, 1, (_, n) => n + 1);
        }

        Interlocked.Add(ref _keptByPlatform, trial.KeptByPlatform);
        if (trial.Violation is not null)
        {
            Interlocked.Increment(ref _undocumented);
            _violations.TryAdd(KindOf(trial.Violation), $"seed {seed}, index {body}\n{trial.Violation}");
        }
    }

    /// <summary>What happened and the innermost place in the connector's code.</summary>
    private static string KindOf(string violation)
    {
        var lines = violation.Split('\n');
        return lines[0][..Math.Min(60, lines[0].Length)] + lines.FirstOrDefault(line => line.Contains("at Connectors.Gemini.", StringComparison.Ordinal));
    }

    private string Summary(int count, TimeSpan took, TimeSpan cpu)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{count:N0} mutated bodies of {corpus.Count} recordings, seed {seed}: {_streams:N0} streams, {_answers:N0} whole answers and errors");
        text.AppendLine(CultureInfo.InvariantCulture, $"took {took.TotalSeconds:N0} s ({cpu.TotalSeconds:N0} s of CPU), the longest single one {Stopwatch.GetElapsedTime(0, _longest).TotalMilliseconds:N0} ms");
        text.AppendLine(CultureInfo.InvariantCulture, $"heap after collection: {HeapBefore / 1024:N0} KiB at the start, {_heaps.TakeLast(3).Min() / 1024:N0} KiB at the end of {_heaps.Count} rounds; rented buffers not returned: {RentedAfterRound} at most ({_keptByPlatform} may have been kept by System.Text.Json)");
        text.AppendLine();
        foreach (var (outcome, n) in _outcomes.OrderByDescending(entry => entry.Value))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{n,10:N0}  {outcome}");
        }

        text.AppendLine();
        foreach (var (mutation, n) in _mutations.OrderBy(entry => entry.Key))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{n,10:N0}  {mutation}");
        }

        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{_undocumented:N0} undocumented");
        return text.ToString();
    }
}
