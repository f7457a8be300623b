using Connectors.Gemini.Plugins;
using Microsoft.Extensions.Logging;
using Microsoft.SemanticKernel;

namespace Connectors.Gemini.SemanticKernel;

/// <summary>Gemini's plugins as plugins of a kernel.</summary>
public static class KernelPluginExtensions
{
    /// <summary>Adds a plugin, by its own name: <c>kernel.Plugins.AddGemini(new GoogleSearchPlugin(chat))</c>. Its functions never throw for what a model can get wrong; they tell it.</summary>
    /// <param name="plugins">The kernel's plugins.</param>
    /// <param name="plugin">The plugin.</param>
    /// <param name="logger">Where refusals and failures are told. Default: nowhere.</param>
    /// <returns>The kernel's plugin.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">A plugin of that name is there already.</exception>
    public static KernelPlugin AddGemini(this ICollection<KernelPlugin> plugins, IGeminiPlugin plugin, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(plugins);
        ArgumentNullException.ThrowIfNull(plugin);
        var added = KernelPluginFactory.CreateFromFunctions(plugin.Name, plugin.AsAIFunctions(logger).Select(function => function.AsKernelFunction()));
        plugins.Add(added);
        return added;
    }
}
