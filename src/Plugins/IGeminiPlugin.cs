using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Plugins;

/// <summary>An ability of Gemini's as functions that any agent can call, whatever model drives it.</summary>
public interface IGeminiPlugin
{
    /// <summary>Gets the plugin's name, for frameworks that group functions: <c>GoogleSearch</c>.</summary>
    string Name { get; }

    /// <summary>
    /// The plugin's functions, for <see cref="ChatOptions.Tools"/>. Unlike the methods they throw for nothing but cancellation: where a model gets something wrong, the rules of the plugin forbid it, the service refuses
    /// or anything fails, the result is a <see cref="PluginError"/> for the model to read.
    /// </summary>
    /// <param name="logger">Where refusals and failures are told, as warnings. What a model wrote stands in them at most as the name that was refused, on one line, cut off at 300 characters. Default: nowhere.</param>
    /// <returns>The functions.</returns>
    IReadOnlyList<AIFunction> AsAIFunctions(ILogger? logger = null);
}
