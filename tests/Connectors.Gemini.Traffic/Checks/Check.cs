namespace Connectors.Gemini.Traffic;

/// <summary>One thing that a client has to get right about a recorded exchange.</summary>
/// <param name="Name">The check's name in the table.</param>
/// <param name="Applies">Whether the recording has anything for this check.</param>
/// <param name="Failure">What is wrong; null where nothing is.</param>
internal sealed record Check(string Name, Func<ExchangeRun, bool> Applies, Func<ExchangeRun, string?> Failure);
