using System.Buffers;

namespace Connectors.Gemini.Http;

/// <summary>A response's body whose first bytes have been looked at and are still to be read.</summary>
internal sealed class ResponseStart : Stream
{
    private const int BufferSize = 4096;

    private readonly Stream _inner;
    private byte[]? _buffer;
    private int _position;
    private int _length;

    private ResponseStart(Stream inner) => _inner = inner;

    /// <summary>The first byte that is neither white space nor a byte order mark; 0 where the body has none.</summary>
    internal byte FirstByte { get; private set; }

    /// <summary>What has been looked at: from <see cref="FirstByte"/> as far as the first read went. Empty once reading began.</summary>
    internal ReadOnlySpan<byte> Seen => _buffer.AsSpan(_position, _length - _position);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    internal static async ValueTask<ResponseStart> ReadAsync(Stream inner, CancellationToken cancellationToken)
    {
        ResponseStart start = new(inner);
        try
        {
            start._buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
            while (!start.FindFirst())
            {
                start._length = await inner.ReadAsync(start._buffer.AsMemory(), cancellationToken).ConfigureAwait(false);
                if (start._length == 0)
                {
                    start.ReturnBuffer();
                    break;
                }
            }

            return start;
        }
        catch
        {
            start.ReturnBuffer();
            throw;
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_buffer is null)
        {
            return _inner.ReadAsync(buffer, cancellationToken);
        }

        return new(ReadSeen(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        _buffer is null ? _inner.Read(buffer, offset, count) : ReadSeen(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Gives the buffer back. The stream below belongs to its response.</summary>
    protected override void Dispose(bool disposing)
    {
        ReturnBuffer();
        base.Dispose(disposing);
    }

    /// <summary>Whether the buffer holds the first byte. White space alone is dropped, so that the buffer never fills up with it.</summary>
    private bool FindFirst()
    {
        for (_position = 0; _position < _length; _position++)
        {
            // The last three are the bytes of the mark: it may be cut in two.
            if (_buffer![_position] is var first and not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0xEF or 0xBB or 0xBF))
            {
                FirstByte = first;
                return true;
            }
        }

        return false;
    }

    private int ReadSeen(Span<byte> target)
    {
        if (target.IsEmpty)
        {
            return 0;
        }

        var count = Math.Min(target.Length, _length - _position);
        _buffer.AsSpan(_position, count).CopyTo(target);
        _position += count;
        if (_position == _length)
        {
            ReturnBuffer();
        }

        return count;
    }

    private void ReturnBuffer()
    {
        if (_buffer is { } buffer)
        {
            _buffer = null;
            _position = _length = 0;
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
