using System.Buffers;

namespace Connectors.Gemini.Http;

/// <summary>A response whose body is being read. Whoever leaves it early closes its connection with it.</summary>
internal sealed class OpenResponse(HttpResponseMessage message, bool closesAtOnce) : IAsyncDisposable
{
    /// <summary>More than any connection holds ready; only a body that is complete already can go on longer.</summary>
    private const int MaxReadyReads = 64;
    private const int ScratchSize = 16 * 1024;

    // Where the handler is ours, disposing closes the connection; another handler may keep it and drain it for seconds.
    private readonly bool _closesAtOnce = closesAtOnce;
    private bool _disposed;

    internal HttpResponseMessage Message { get; } = message;

    /// <summary>Whether the body was read to its end, so that its connection may serve again.</summary>
    internal bool IsComplete { get; set; }

    public ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return default;
        }

        _disposed = true;
        if (!IsComplete && !_closesAtOnce)
        {
            return CancelReadAsync();
        }

        Message.Dispose();
        return default;
    }

    /// <summary>A read that waits and is cancelled makes any handler close the connection.</summary>
    private async ValueTask CancelReadAsync()
    {
        var scratch = ArrayPool<byte>.Shared.Rent(ScratchSize);
        try
        {
            using CancellationTokenSource source = new();
            var body = await Message.Content.ReadAsStreamAsync(source.Token).ConfigureAwait(false);
            for (var i = 0; i < MaxReadyReads; i++)
            {
                var read = body.ReadAsync(scratch, source.Token);
                var waits = !read.IsCompleted;
                if (waits)
                {
                    await source.CancelAsync().ConfigureAwait(false);
                    Message.Dispose();
                }

                if (await read.ConfigureAwait(false) == 0 || waits)
                {
                    break;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException or ObjectDisposedException or InvalidOperationException)
        {
            // This is what was wanted, or the connection is gone already.
        }
        finally
        {
            Message.Dispose();
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }
}
