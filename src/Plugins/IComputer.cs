namespace Connectors.Gemini.Plugins;

/// <summary>A screen that a model may drive: a browser, say.</summary>
public interface IComputer
{
    /// <summary>Looks at the screen.</summary>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>What is there.</returns>
    Task<ComputerScreen> LookAsync(CancellationToken cancellationToken);

    /// <summary>Carries out an action. One that it does not know is a <see cref="NotSupportedException"/>, which the model is told.</summary>
    /// <param name="action">The action.</param>
    /// <param name="cancellationToken">Ends the action.</param>
    /// <returns>What is on the screen afterwards.</returns>
    Task<ComputerScreen> DoAsync(ComputerAction action, CancellationToken cancellationToken);
}
