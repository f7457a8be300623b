namespace Connectors.Gemini.Plugins;

/// <summary>What is on a screen.</summary>
/// <param name="Url">The address that is shown; the service wants one with every result. <c>about:blank</c> where there is none.</param>
/// <param name="Png">A picture of the screen.</param>
public sealed record ComputerScreen(string Url, ReadOnlyMemory<byte> Png);
