namespace Connectors.Gemini.Samples.SemanticKernelAgent;

/// <summary>What the agent means to do; the model gives it as JSON.</summary>
/// <param name="Steps">Short sentences.</param>
internal sealed record Plan(IReadOnlyList<string> Steps);
