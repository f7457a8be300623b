using Microsoft.AspNetCore.Connections;

namespace Connectors.Gemini.Emulator.Server;

/// <summary>Counts the open connections of the server; one can wait for them to close.</summary>
internal sealed class ConnectionCount
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = NewSignal();
    private int _open;

    public int Open
    {
        get
        {
            lock (_lock)
            {
                return _open;
            }
        }
    }

    public async Task WaitForAtMostAsync(int open, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_open <= open)
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public ConnectionDelegate Wrap(ConnectionDelegate next) => async connection =>
    {
        Change(1);
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            Change(-1);
        }
    };

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Change(int by)
    {
        lock (_lock)
        {
            _open += by;
            _changed.SetResult();
            _changed = NewSignal();
        }
    }
}
