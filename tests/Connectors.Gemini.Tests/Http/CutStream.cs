namespace Connectors.Gemini.Tests.Http;

/// <summary>A body that arrives in the given pieces, one per read, and then ends, fails or stalls.</summary>
internal sealed class CutStream(IEnumerable<ReadOnlyMemory<byte>> pieces, CutStream.Ending ending = CutStream.Ending.EndOfBody) : Stream
{
    private readonly Queue<ReadOnlyMemory<byte>> _pieces = new(pieces.Where(p => !p.IsEmpty));
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal enum Ending
    {
        EndOfBody,
        Failure,
        Stall,
    }

    /// <summary>Done when a read waits for what never comes.</summary>
    public Task Stalled => _stalled.Task;

    public bool IsDisposed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static CutStream ByteByByte(byte[] bytes, Ending ending = Ending.EndOfBody) =>
        new(Enumerable.Range(0, bytes.Length).Select(i => new ReadOnlyMemory<byte>(bytes, i, 1)), ending);

    public static CutStream At(byte[] bytes, int cut, Ending ending = Ending.EndOfBody) =>
        new([bytes.AsMemory(0, cut), bytes.AsMemory(cut)], ending);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_pieces.TryDequeue(out var piece))
        {
            switch (ending)
            {
                case Ending.Failure:
                    throw new IOException("The connection was reset.");
                case Ending.Stall:
                    _stalled.TrySetResult();
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                    break;
                default:
                    return 0;
            }
        }

        var count = Math.Min(piece.Length, buffer.Length);
        piece[..count].CopyTo(buffer);
        if (count < piece.Length)
        {
            ReadOnlyMemory<byte>[] rest = [piece[count..], .. _pieces];
            _pieces.Clear();
            Array.ForEach(rest, _pieces.Enqueue);
        }

        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Bodies are read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
