namespace Connectors.Gemini.Plugins;

/// <summary>How a task on a computer ended.</summary>
public sealed record ComputerOutcome
{
    /// <summary>Gets what the model says at the end, or why it went no further.</summary>
    public required string Answer { get; init; }

    /// <summary>Gets whether the model ended by itself: not stopped by the user's refusal nor by the limit of steps.</summary>
    public required bool IsDone { get; init; }

    /// <summary>Gets the names of the actions that were carried out, in order.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];

    /// <summary>Gets the address that was shown at the end.</summary>
    public required string Url { get; init; }
}
