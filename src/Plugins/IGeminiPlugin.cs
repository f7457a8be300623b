using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Plugins;

/// <summary>An ability of Gemini's as functions that any agent can call, whatever model drives it.</summary>
public interface IGeminiPlugin
{
    /// <summary>Gets the plugin's name, for frameworks that group functions: <c>GoogleSearch</c>.</summary>
    string Name { get; }

    /// <summary>
    /// The plugin's functions, for <see cref="ChatOptions.Tools"/>. Unlike the methods they never throw for what a model can get wrong, for what the rules of the plugin forbid, or for what the service refuses:
    /// the result is then a <see cref="PluginError"/> for the model to read. Cancellation is passed on.
    /// </summary>
    /// <param name="logger">Where refusals and failures are told, as warnings without arguments. Default: nowhere.</param>
    /// <returns>The functions.</returns>
    IReadOnlyList<AIFunction> AsAIFunctions(ILogger? logger = null);
}
