namespace Connectors.Gemini.Benchmarks.Measuring;

/// <summary>The peak of a process's memory, which Linux keeps from its start on.</summary>
internal static class PeakMemory
{
    /// <summary>Lets the peak count from now. What a process needed while it prepared itself would hide what it needs then.</summary>
    internal static void Reset() => File.WriteAllText("/proc/self/clear_refs", "5");
}
