namespace Connectors.Gemini.Samples.Chat;

/// <summary>Ctrl+C: cancels what runs; where nothing runs it ends the program, as usual.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly Lock _lock = new();
    private CancellationTokenSource? _running;

    public Interruption() => Console.CancelKeyPress += OnCancelKeyPress;

    /// <summary>Runs something that Ctrl+C cancels.</summary>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work)
    {
        using var running = new CancellationTokenSource();
        lock (_lock)
        {
            _running = running;
        }

        try
        {
            return await work(running.Token);
        }
        finally
        {
            lock (_lock)
            {
                _running = null;
            }
        }
    }

    public void Dispose() => Console.CancelKeyPress -= OnCancelKeyPress;

    private void OnCancelKeyPress(object? sender, ConsoleCancelEventArgs e)
    {
        lock (_lock)
        {
            e.Cancel = _running is not null;
            _running?.Cancel();
        }
    }
}
