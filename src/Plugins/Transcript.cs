namespace Connectors.Gemini.Plugins;

/// <summary>The words of a recording.</summary>
/// <param name="Text">The words; at most 20,000 characters, what is cut off is said.</param>
/// <param name="Recording">The file that was heard.</param>
public sealed record Transcript(string Text, string Recording);
