using System.Globalization;

namespace Connectors.Gemini.Traffic;

/// <summary>The heap is measured while no other test runs.</summary>
[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public class MeasuredAlone;

/// <summary>
/// <c>GEMINI_MUTATED_STREAMS</c> sets how many there are, <c>GEMINI_MUTATION_SEED</c> the seed; with <c>GEMINI_MUTATION_INDEX</c> one of them is run again alone.
/// </summary>
[Collection(nameof(MeasuredAlone))]
public class MutatedStreamTests
{
    private const int InEachRun = 20_000;

    /// <summary>What timers, pools and JIT artefacts may add; a leak of one event of each stream is larger.</summary>
    private const long HeapBound = 4 * 1024 * 1024;

    /// <summary>Buffers of the test runner.</summary>
    private const long StrayBuffers = 20;

    [Fact]
    public async Task Mutated_answers_end_in_an_answer_or_a_documented_exception_and_leave_nothing_behind()
    {
        Assert.SkipWhen(TrafficFolder.Path is null, TrafficFolder.Absent);
        MutationCorpus corpus = new(TrafficFolder.Read(TrafficFolder.Path));
        var seed = Number("GEMINI_MUTATION_SEED", 1);
        var index = Number("GEMINI_MUTATION_INDEX", -1);
        if (index >= 0)
        {
            var body = corpus.Make(seed, index);
            Console.WriteLine($"{body}\n{System.Text.Encoding.UTF8.GetString(body.Exchange.Body)}");
            Assert.Null((await MutationTrial.RunAsync(body)).Violation);
            return;
        }

        MutationCampaign campaign = new(corpus, seed);
        var summary = await campaign.RunAsync(Number("GEMINI_MUTATED_STREAMS", InEachRun));
        Console.WriteLine(summary);
        Assert.True(campaign.Violations.Count == 0, $"{campaign.Violations.Count} kinds are undocumented:\n{string.Join("\n\n", campaign.Violations.Take(10))}");
        Assert.True(campaign.HeapGrowth < HeapBound, $"The heap grew by {campaign.HeapGrowth:N0} bytes.");
        Assert.InRange(campaign.RentedAfterRound, -StrayBuffers, StrayBuffers + campaign.KeptByPlatform);
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
