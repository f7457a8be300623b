namespace Connectors.Gemini.Plugins;

/// <summary>What a function of a plugin gives instead of its result: words for the model, without stack traces, paths outside the plugin's folder, or secrets.</summary>
/// <param name="Error">What went wrong and what can be done about it.</param>
public sealed record PluginError(string Error);
