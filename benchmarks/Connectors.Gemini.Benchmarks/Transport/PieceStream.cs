namespace Connectors.Gemini.Benchmarks.Transport;

/// <summary>A body whose reads end where its pieces end.</summary>
/// <param name="pieces">The body.</param>
/// <param name="beforePiece">Is awaited before each piece but the first; <see langword="null"/>: everything is here already.</param>
internal sealed class PieceStream(IReadOnlyList<ReadOnlyMemory<byte>> pieces, Func<ValueTask>? beforePiece) : Stream
{
    private int _piece;
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        beforePiece is not null && _position == 0 && _piece > 0 && _piece < pieces.Count ? WaitAndReadAsync(buffer) : new(Read(buffer.Span));

    public override int Read(Span<byte> buffer)
    {
        if (_piece == pieces.Count)
        {
            return 0;
        }

        var rest = pieces[_piece].Span[_position..];
        var count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        _position += count;
        if (count == rest.Length)
        {
            (_piece, _position) = (_piece + 1, 0);
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async ValueTask<int> WaitAndReadAsync(Memory<byte> buffer)
    {
        await beforePiece!().ConfigureAwait(false);
        return Read(buffer.Span);
    }
}
