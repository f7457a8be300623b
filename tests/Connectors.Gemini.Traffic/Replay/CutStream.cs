namespace Connectors.Gemini.Traffic;

/// <summary>Hands out bytes in pieces of the given sizes, one piece per read at most, as a socket does.</summary>
/// <param name="bytes">What arrives.</param>
/// <param name="nextPiece">The sizes of the pieces.</param>
/// <param name="waits">Whether each read is still waiting when it returns.</param>
/// <param name="breaksOff">Whether the connection is lost after the last byte.</param>
internal sealed class CutStream(byte[] bytes, Func<int> nextPiece, bool waits = false, bool breaksOff = false) : Stream
{
    private int _position;
    private int _left;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_position == bytes.Length || buffer.IsEmpty)
        {
            return breaksOff && !buffer.IsEmpty ? throw new IOException("The connection was reset.") : 0;
        }

        if (_left == 0)
        {
            _left = Math.Min(nextPiece(), bytes.Length - _position);
        }

        var count = Math.Min(_left, buffer.Length);
        bytes.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        _left -= count;
        return count;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (waits)
        {
            await Task.Yield();
        }

        return Read(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
