namespace Connectors.Gemini.Plugins;

/// <summary>An answer from a document.</summary>
/// <param name="Answer">The answer; at most 20,000 characters, what is cut off is said.</param>
/// <param name="Document">The document that was read, as it was asked for.</param>
public sealed record DocumentAnswer(string Answer, string Document);
