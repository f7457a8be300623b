using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Connectors.Gemini.Http;

/// <summary>
/// Server-sent events on their way from the connection to the parser. In the middle of them the service may write a naked JSON error, over
/// several lines and without <c>data:</c>, which a parser of events skips. Such lines are kept back here.
/// </summary>
/// <remarks>
/// Events are neither copied nor parsed: each buffer that the parser fills is searched once for line ends. No field of an event starts with a
/// brace or a bracket.
/// </remarks>
internal sealed class EventLines(Stream inner, int maxNakedBytes) : Stream
{
    private readonly Stream _inner = inner;
    private readonly int _maxNakedBytes = maxNakedBytes;
    private bool _atLineStart = true;
    private bool _ended;
    private byte[] _tail = "\n\n"u8.ToArray();
    private MemoryStream? _naked;

    /// <summary>The naked JSON, once the events have ended; empty where there was none.</summary>
    internal ReadOnlySpan<byte> Naked => _naked is null ? default : _naked.GetBuffer().AsSpan(0, (int)_naked.Length);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    // Waits once for each event of a stream.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        if (!_ended)
        {
            var read = await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            var events = read == 0 ? 0 : FindNaked(buffer.Span[..read]);
            if (events < read)
            {
                await KeepBackAsync(buffer[events..read], cancellationToken).ConfigureAwait(false);
            }

            _ended = events < read || read == 0;
            if (events > 0)
            {
                return events;
            }
        }

        // An empty line at the end makes the parser hand out a last event that lacks it, so that a cut one is an error and not lost.
        var count = Math.Min(buffer.Length, _tail.Length);
        _tail.AsSpan(0, count).CopyTo(buffer.Span);
        _tail = _tail[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>How many bytes belong to events.</summary>
    private int FindNaked(ReadOnlySpan<byte> bytes)
    {
        var position = 0;
        while (true)
        {
            if (_atLineStart && position < bytes.Length)
            {
                if (bytes[position] is (byte)'{' or (byte)'[')
                {
                    return position;
                }

                _atLineStart = false;
            }

            var lineEnd = bytes[position..].IndexOfAny((byte)'\r', (byte)'\n');
            if (lineEnd < 0)
            {
                return bytes.Length;
            }

            position += lineEnd + 1;
            _atLineStart = true;
            if (position == bytes.Length)
            {
                return bytes.Length;
            }
        }
    }

    /// <summary>Whether the naked JSON is here to its end; what follows it is dropped then.</summary>
    private static bool IsWhole(MemoryStream naked)
    {
        Utf8JsonReader reader = new(naked.GetBuffer().AsSpan(0, (int)naked.Length), isFinalBlock: false, state: default);
        try
        {
            var isWhole = reader.Read() && reader.TrySkip();
            if (isWhole)
            {
                naked.SetLength(reader.BytesConsumed);
            }

            return isWhole;
        }
        catch (JsonException)
        {
            // Not JSON after all: there is no end to wait for, and what is here is shown as it is.
            return true;
        }
    }

    /// <summary>Reads the naked JSON, the first part of which is given, to its end.</summary>
    private async ValueTask KeepBackAsync(ReadOnlyMemory<byte> first, CancellationToken cancellationToken)
    {
        _naked = new MemoryStream();
        _naked.Write(first.Span[..Math.Min(first.Length, _maxNakedBytes)]);
        var buffer = new byte[4096];
        // Only as far as the JSON goes: what follows an error may never come.
        while (_naked.Length < _maxNakedBytes && !IsWhole(_naked))
        {
            var read = await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            _naked.Write(buffer.AsSpan(0, Math.Min(read, _maxNakedBytes - (int)_naked.Length)));
        }
    }
}
