namespace Connectors.Gemini.Emulator.Scripts;

/// <summary>A stretch of a grounded answer.</summary>
/// <param name="Text">The words.</param>
/// <param name="Url">The page that supports them; <see langword="null"/> for words without a source.</param>
/// <param name="Title">The page's title; the host of <paramref name="Url"/> if <see langword="null"/>.</param>
public sealed record GroundedText(string Text, string? Url = null, string? Title = null);
