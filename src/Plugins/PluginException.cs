namespace Connectors.Gemini.Plugins;

/// <summary>A plugin refuses what it was asked for: a path outside its folder, an address that its policy forbids, an argument that cannot be. The message can be shown to a model.</summary>
public sealed class PluginException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is refused and why.</param>
    public PluginException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is refused and why.</param>
    /// <param name="innerException">The cause.</param>
    public PluginException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception without words of its own.</summary>
    public PluginException()
    {
    }
}
