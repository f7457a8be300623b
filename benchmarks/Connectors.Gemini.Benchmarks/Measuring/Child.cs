using System.Diagnostics;
using System.Globalization;
using Connectors.Gemini.Benchmarks.Floor;
using Connectors.Gemini.Benchmarks.Scenarios;
using Connectors.Gemini.Benchmarks.Transport;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Benchmarks.Measuring;

/// <summary>What has to be measured in a process of its own: the first call ever, and the peak of memory.</summary>
internal static class Child
{
    /// <summary>Runs this program, or a published twin of it, again and reads the numbers that it prints.</summary>
    internal static async Task<long[]> StartAsync(string? program, params string[] arguments)
    {
        ProcessStartInfo start = new(program ?? Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        if (program is null && Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Connectors.Gemini.Benchmarks.dll"));
        }

        start.ArgumentList.Add("child");
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"The child {string.Join(' ', arguments)} failed with {process.ExitCode}: {output}");
        }

        return [.. output.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(static n => long.Parse(n, CultureInfo.InvariantCulture))];
    }

    internal static async Task<int> RunAsync(string[] arguments)
    {
        switch (arguments)
        {
            case ["cold", var who, var address]:
                await ColdAsync(who == "ours", new Uri(address)).ConfigureAwait(false);
                return 0;
            case ["video", var who]:
                await VideoAsync(who == "ours").ConfigureAwait(false);
                return 0;
            case ["image", var who]:
                await ImageAsync(who == "ours").ConfigureAwait(false);
                return 0;
            default:
                return 2;
        }
    }

    /// <summary>Prints the processor time of the process up to the first reply, in microseconds.</summary>
    private static async Task ColdAsync(bool isOurs, Uri address)
    {
        using HttpClient http = new();
        var response = isOurs
            ? await Scenario.Client(http, address).GetResponseAsync(Payloads.Question()).ConfigureAwait(false)
            : await new FloorClient(http, address).GetResponseAsync(Payloads.Question(), []).ConfigureAwait(false);
        var time = Environment.CpuUsage.TotalTime.Ticks / 10;
        if (response.Text.Length == 0)
        {
            throw new InvalidOperationException("The reply is empty.");
        }

        Console.WriteLine(time);
    }

    private static async Task VideoAsync(bool isOurs)
    {
        ByteHandler handler = new("application/json", [Payloads.Reply]);
        using HttpClient http = new(handler);
        // First a small one, so that code and pools are no part of the figure.
        await SendAsync(new DataContent(new byte[256 * 1024], "video/mp4")).ConfigureAwait(false);
        var video = GC.AllocateUninitializedArray<byte>(VideoSize);
        new Random(1).NextBytes(video);
        DataContent content = new(video, "video/mp4");
        await PrintMemoryAsync(() => SendAsync(content)).ConfigureAwait(false);
        if (handler.RequestBytes < VideoSize / 3 * 4L)
        {
            throw new InvalidOperationException("The video was not sent.");
        }

        Task<ChatResponse> SendAsync(DataContent media) => isOurs
            ? Scenario.Client(http).GetResponseAsync(new ChatMessage(ChatRole.User, [media]))
            : new FloorClient(http).GetResponseAsync(media);
    }

    private static async Task ImageAsync(bool isOurs)
    {
        // First a small one, so that code and pools are no part of the figure.
        using HttpClient small = new(new ByteHandler("application/json", Payloads.Pieces(Payloads.Image(SmallImageSize))));
        await Scenario.GenerateImageAsync(small, isOurs, SmallImageSize).ConfigureAwait(false);
        using HttpClient http = new(new ByteHandler("application/json", Payloads.Pieces(Payloads.Image(Scenario.ImageSize))));
        await PrintMemoryAsync(() => Scenario.GenerateImageAsync(http, isOurs, Scenario.ImageSize)).ConfigureAwait(false);
    }

    /// <summary>Prints by how many bytes the process's peak of memory exceeds what it had before the work, what the work gives included, and the bytes allocated.</summary>
    private static async Task PrintMemoryAsync(Func<Task> work)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        PeakMemory.Reset();
        process.Refresh();
        var memoryBefore = process.WorkingSet64;
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await work().ConfigureAwait(false);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        process.Refresh();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{process.PeakWorkingSet64 - memoryBefore} {allocated}"));
    }

    private const int SmallImageSize = 256 * 1024;

    internal const int VideoSize = 64 * 1024 * 1024;
}
