namespace Connectors.Gemini.Plugins;

/// <summary>A stretch of an answer and the source that supports it.</summary>
/// <param name="Text">The words of the answer.</param>
/// <param name="Source">The source's number.</param>
public sealed record SupportedText(string Text, int Source);
