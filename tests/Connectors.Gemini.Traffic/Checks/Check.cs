namespace Connectors.Gemini.Traffic;

/// <summary>One thing that a client has to get right about a recorded exchange.</summary>
/// <param name="Name">The check's name in the table.</param>
/// <param name="Applies">Whether the recording has anything for this check.</param>
/// <param name="Failure">What is wrong; null where nothing is.</param>
/// <param name="LaterWork">Why this recording belongs to work that is still to come for this check: it is run, counted apart and named; null where it counts.</param>
internal sealed record Check(string Name, Func<ExchangeRun, bool> Applies, Func<ExchangeRun, string?> Failure, Func<ExchangeRun, string?>? LaterWork = null);
