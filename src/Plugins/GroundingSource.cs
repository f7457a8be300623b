namespace Connectors.Gemini.Plugins;

/// <summary>A source of an answer.</summary>
/// <param name="Number">Its number in the answer, from 1.</param>
/// <param name="Title">Its title, or its site's; <see langword="null"/> where the service gave none.</param>
/// <param name="Url">Its address; <see langword="null"/> for a file.</param>
public sealed record GroundingSource(int Number, string? Title, string? Url);
