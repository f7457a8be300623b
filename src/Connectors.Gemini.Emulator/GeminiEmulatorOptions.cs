namespace Connectors.Gemini.Emulator;

/// <summary>How an emulator runs. Everything has a default that fits a test.</summary>
public sealed class GeminiEmulatorOptions
{
    /// <summary>Gets the loopback port. Default 0: a free one, see <see cref="GeminiEmulator.BaseAddress"/>.</summary>
    public int Port { get; init; }

    /// <summary>
    /// Gets whether a request that the real service would refuse is refused. Default <see langword="true"/>.
    /// <see langword="false"/> lets it pass; the verdict is in the journal all the same.
    /// </summary>
    public bool Strict { get; init; } = true;

    /// <summary>Gets the only API keys that are valid. Default empty: any well-formed key is.</summary>
    public IReadOnlyList<string> ValidApiKeys { get; init; } = [];

    /// <summary>Gets the seed of everything that is left to chance: faults with a probability, ids. The journal tells it. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Gets how many exchanges the journal keeps, bodies included; the oldest completed one goes first. Default 1000.</summary>
    public int JournalCapacity { get; init; } = 1_000;

    /// <summary>Gets the clock of the journal and of <c>createTime</c>. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
