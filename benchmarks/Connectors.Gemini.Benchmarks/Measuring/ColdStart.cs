using Connectors.Gemini.Benchmarks.Transport;

namespace Connectors.Gemini.Benchmarks.Measuring;

/// <summary>From the start of a process to the first reply, for each way in which a program can be compiled.</summary>
internal static class ColdStart
{
    internal const string Name = "Cold start to the first reply";

    private const int Pairs = 41;

    /// <summary>Prints the processor time (user and system, as the system counts it for the process) of interleaved fresh processes: medians, and the median of the pairs' ratios.</summary>
    internal static async Task PrintAsync()
    {
        Console.WriteLine($"| {Name}, CPU | ours | floor | ratio |");
        Console.WriteLine("|---|---:|---:|---:|");
        LoopbackServer server = new(Payloads.Reply);
        await using (server.ConfigureAwait(false))
        {
            await PrintAsync("JIT", program: null, server.Address).ConfigureAwait(false);
            await PrintAsync("ReadyToRun", await PublishedTwin.PublishAsync("ReadyToRun").ConfigureAwait(false), server.Address).ConfigureAwait(false);
            await PrintAsync("native AOT", await PublishedTwin.PublishAsync("NativeAot").ConfigureAwait(false), server.Address).ConfigureAwait(false);
        }
    }

    private static async Task PrintAsync(string name, string? program, Uri address)
    {
        List<double> ratios = [];
        List<long> ours = [];
        List<long> floor = [];
        // The first pair brings the files into memory.
        for (var i = 0; i <= Pairs; i++)
        {
            var oursTime = await StartAsync("ours").ConfigureAwait(false);
            var floorTime = await StartAsync("floor").ConfigureAwait(false);
            if (i > 0)
            {
                ours.Add(oursTime);
                floor.Add(floorTime);
                ratios.Add((double)oursTime / floorTime);
            }
        }

        Console.WriteLine($"| {name} | {Measure.Median(ours) / 1000.0:0.0} ms | {Measure.Median(floor) / 1000.0:0.0} ms | {Measure.Median(ratios):0.00} |");

        async Task<long> StartAsync(string who) => (await Child.StartAsync(program, "cold", who, address.OriginalString).ConfigureAwait(false))[0];
    }
}
