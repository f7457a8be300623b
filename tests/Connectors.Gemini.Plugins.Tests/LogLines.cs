using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Plugins.Tests;

/// <summary>Keeps what is logged.</summary>
internal sealed class LogLines : ILogger
{
    public List<(string Message, Exception? Exception)> Entries { get; } = [];

    /// <summary>All that a log file would hold of each entry.</summary>
    public IReadOnlyList<string> Lines => [.. Entries.Select(entry => $"{entry.Message} {entry.Exception}")];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Entries.Add((formatter(state, exception), exception));
}
