using System.Text.Json;

namespace Connectors.Gemini.Benchmarks.Measuring;

/// <summary>The committed figures, in bytes per unit: an allocation that grows by half against them is a failure.</summary>
internal static class AllocationTable
{
    private const double Tolerance = 1.5;

    internal static IReadOnlyDictionary<string, long> Read()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "allocations.json")));
        return file.RootElement.EnumerateObject().ToDictionary(static p => p.Name, static p => p.Value.GetInt64());
    }

    internal static string? Judge(string scenario, long bytes, IReadOnlyDictionary<string, long> table)
    {
        if (!table.TryGetValue(scenario, out var committed))
        {
            return "is not in allocations.json";
        }

        return bytes > committed * Tolerance ? $"grew by half and more: {committed:N0} committed" : null;
    }
}
