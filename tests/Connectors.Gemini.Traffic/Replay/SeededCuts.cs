namespace Connectors.Gemini.Traffic;

/// <summary>Seeded random piece sizes for one stream: from single bytes (inside UTF-8 characters too) to large pieces.</summary>
internal static class SeededCuts
{
    /// <summary>How often each stream is cut anew.</summary>
    public const int PerStream = 20;

    // Enough pieces to cut everywhere, few enough for an image of two megabytes.
    private const int MostPieces = 4000;

    public static Func<int> Of(int seed, int length)
    {
#pragma warning disable CA5394 // Seeded on purpose: a failure has to be repeatable.
        Random random = new(seed);
        var smallest = Math.Max(1, (double)length / MostPieces);
        var mean = smallest * Math.Pow(Math.Max(1, length / smallest), random.NextDouble());
        return () => 1 + (int)(random.NextDouble() * 2 * (mean - 1));
#pragma warning restore CA5394
    }

    /// <summary>A seed that depends on the recording's name alone, so that each can be run by itself.</summary>
    public static int Seed(string name, int run) => name.Aggregate(17, (hash, c) => unchecked((hash * 31) + c)) ^ run;
}
