using System.Collections.Concurrent;

namespace Connectors.Gemini.Agents.Tests.Routes;

/// <summary>Collects the rows and prints them when all routes were run.</summary>
public sealed class RouteTable : IDisposable
{
    private readonly ConcurrentQueue<RouteVerdict> _rows = new();

    public void Add(RouteVerdict row) => _rows.Enqueue(row);

    public void Dispose()
    {
        var lines = _rows.Select(row => row.ToString()).Order(StringComparer.Ordinal);
        Console.WriteLine(string.Join(Environment.NewLine, [RouteVerdict.Header, .. lines, $"{_rows.Count(row => row.IsGood)} of {_rows.Count} rows are as they must be."]));
    }
}
