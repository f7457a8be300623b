using Connectors.Gemini.Benchmarks.Measuring;
using Connectors.Gemini.Benchmarks.Scenarios;

namespace Connectors.Gemini.Benchmarks;

/// <summary>Measures the library beside a hand-written floor.</summary>
internal static class Program
{
    private const string Usage = """
        all                               every figure, as the tables of docs/performance.md
        cpu <part of a scenario's name>   the rows for the scenarios of that name alone; "cpu cold": the cold start
        image                             the peak of memory for a 20 MB image answer
        short                             allocations alone; exit code 1 where one grew by half against allocations.json
        child ...                         one measurement in a process of its own; started by "all"
        """;

    internal static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["child", .. var rest]:
                return await Child.RunAsync(rest).ConfigureAwait(false);
            case ["short"]:
                return await ShortAsync().ConfigureAwait(false);
            case ["cpu", var name] when ColdStart.Name.Contains(name, StringComparison.OrdinalIgnoreCase):
                await ColdStart.PrintAsync().ConfigureAwait(false);
                return 0;
            case ["cpu", var name]:
                await PrintScenariosAsync(Scenario.All().Where(s => s.Name.Contains(name, StringComparison.OrdinalIgnoreCase))).ConfigureAwait(false);
                return 0;
            case ["image"]:
                await PrintImageAsync().ConfigureAwait(false);
                return 0;
            case ["all"]:
                return await AllAsync().ConfigureAwait(false);
            default:
                Console.Error.WriteLine(Usage);
                return 2;
        }
    }

    private static async Task<int> ShortAsync()
    {
        var table = AllocationTable.Read();
        var failures = 0;
        Console.WriteLine("| Scenario | per | ours, B | floor, B | ratio |");
        Console.WriteLine("|---|---|---:|---:|---:|");
        foreach (var scenario in Scenario.All())
        {
            (var ours, var floor) = await AllocationsAsync(scenario).ConfigureAwait(false);
            var complaint = AllocationTable.Judge(scenario.Name, ours, table);
            failures += complaint is null ? 0 : 1;
            Console.WriteLine($"| {scenario.Name} | {scenario.Unit} | {ours:N0} | {floor:N0} | {(double)ours / floor:0.00} |{(complaint is null ? "" : " FAILED: " + complaint)}");
        }

        var video = (await Child.StartAsync(program: null, "video", "ours").ConfigureAwait(false))[1];
        var videoComplaint = AllocationTable.Judge("64 MiB inline video", video, table);
        failures += videoComplaint is null ? 0 : 1;
        Console.WriteLine($"| 64 MiB inline video | request | {video:N0} | | |{(videoComplaint is null ? "" : " FAILED: " + videoComplaint)}");
        var atOnce = await FirstUpdate.IsHandedOverAtOnceAsync().ConfigureAwait(false);
        Console.WriteLine($"First update handed over with the first event: {(atOnce ? "yes" : "NO")}");
        return failures == 0 && atOnce ? 0 : 1;
    }

    private static async Task PrintScenariosAsync(IEnumerable<Scenario> scenarios)
    {
        Console.WriteLine("| Scenario | per | allocated: ours | floor | ratio | CPU: ours | floor | ratio |");
        Console.WriteLine("|---|---|---:|---:|---:|---:|---:|---:|");
        foreach (var scenario in scenarios)
        {
            (var ours, var floor) = await AllocationsAsync(scenario).ConfigureAwait(false);
            var time = await Measure.ProcessorTimeAsync(scenario.Ours, scenario.Floor, pairs: 41).ConfigureAwait(false);
            double units = scenario.UnitsPerRun;
            Console.WriteLine(
                $"| {scenario.Name} | {scenario.Unit} | {ours:N0} B | {floor:N0} B | {(double)ours / floor:0.00} | {time.Ours.TotalMicroseconds / units:0.00} µs | {time.Floor.TotalMicroseconds / units:0.00} µs | {time.Ratio:0.00} |");
        }
    }

    private static async Task<int> AllAsync()
    {
        await PrintScenariosAsync(Scenario.All()).ConfigureAwait(false);
        Console.WriteLine();
        Console.WriteLine("| 64 MiB inline video | ours | floor |");
        Console.WriteLine("|---|---:|---:|");
        var video = await Child.StartAsync(program: null, "video", "ours").ConfigureAwait(false);
        var videoFloor = await Child.StartAsync(program: null, "video", "floor").ConfigureAwait(false);
        Console.WriteLine($"| extra peak memory | {video[0] / 1048576.0:0.0} MiB | {videoFloor[0] / 1048576.0:0.0} MiB |");
        Console.WriteLine($"| allocated, of the payload | {(double)video[1] / Child.VideoSize:0.0000} | {(double)videoFloor[1] / Child.VideoSize:0.0000} |");

        Console.WriteLine();
        await PrintImageAsync().ConfigureAwait(false);

        Console.WriteLine();
        await ColdStart.PrintAsync().ConfigureAwait(false);
        Console.WriteLine();
        var atOnce = await FirstUpdate.IsHandedOverAtOnceAsync().ConfigureAwait(false);
        Console.WriteLine($"First update handed over with the first event: {(atOnce ? "yes" : "NO")}");
        return atOnce ? 0 : 1;
    }

    private static async Task PrintImageAsync()
    {
        var ours = await Child.StartAsync(program: null, "image", "ours").ConfigureAwait(false);
        var floor = await Child.StartAsync(program: null, "image", "floor").ConfigureAwait(false);
        Console.WriteLine("| 20 MB image answer | ours | floor |");
        Console.WriteLine("|---|---:|---:|");
        Console.WriteLine($"| extra peak memory, of the image, which is in it | {(double)ours[0] / Scenario.ImageSize:0.00} | {(double)floor[0] / Scenario.ImageSize:0.00} |");
        Console.WriteLine($"| allocated, of the image | {(double)ours[1] / Scenario.ImageSize:0.00} | {(double)floor[1] / Scenario.ImageSize:0.00} |");
    }

    private static async Task<(long Ours, long Floor)> AllocationsAsync(Scenario scenario) =>
        (await Measure.AllocationAsync(scenario.Ours).ConfigureAwait(false) / scenario.UnitsPerRun,
            await Measure.AllocationAsync(scenario.Floor).ConfigureAwait(false) / scenario.UnitsPerRun);
}
