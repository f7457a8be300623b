namespace Connectors.Gemini.Plugins;

/// <summary>What was computed, and how.</summary>
public sealed record CodeAnswer
{
    /// <summary>Gets the answer in words.</summary>
    public required string Answer { get; init; }

    /// <summary>Gets the Python code that was run; <see langword="null"/> where none was needed.</summary>
    public string? Code { get; init; }

    /// <summary>Gets what the code printed, or how it failed; <see langword="null"/> for nothing.</summary>
    public string? Output { get; init; }

    /// <summary>Gets the pictures that the code drew and the plugin kept.</summary>
    public IReadOnlyList<SavedMedia> Images { get; init; } = [];

    /// <summary>Gets the number of pictures that were drawn while the plugin has no folder to keep them; <see langword="null"/> for none.</summary>
    public int? ImagesNotKept { get; init; }
}
