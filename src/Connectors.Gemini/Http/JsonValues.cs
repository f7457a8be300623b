using System.Buffers;
using System.Text.Json;

namespace Connectors.Gemini.Http;

/// <summary>
/// The values of a JSON array, or of JSON texts one after another, each as soon as its last byte is here. (The platform's own reader of streamed
/// arrays holds a value back while the next one is incomplete, and loses it when the stream is cut there.)
/// </summary>
internal sealed class JsonValues(Stream body) : IDisposable
{
    private readonly Stream _body = body;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private int _start;
    private int _length;
    private int _currentStart;
    private bool _isArray;
    private bool _isClosed;

    /// <summary>The value that was found last, until the next is looked for.</summary>
    internal ReadOnlySpan<byte> Current => _buffer.AsSpan(_currentStart, _start - _currentStart);

    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <exception cref="JsonException">The JSON is not valid, or ends within a value or before the array is closed.</exception>
    internal async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            SkipSeparators();
            if (_isClosed)
            {
                return false;
            }

            if (FindValue() is var size && size > 0)
            {
                _currentStart = _start;
                _start += size;
                return true;
            }

            MakeRoom();
            var read = await _body.ReadAsync(_buffer.AsMemory(_length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return _isArray || _start < _length ? throw new JsonException("The JSON ends before it is complete.") : false;
            }

            _length += read;
        }
    }

    private void SkipSeparators()
    {
        for (; _start < _length && !_isClosed; _start++)
        {
            switch (_buffer[_start])
            {
                case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)',':
                    break;
                case (byte)'[' when !_isArray:
                    _isArray = true;
                    break;
                case (byte)']' when _isArray:
                    _isClosed = true;
                    break;
                default:
                    return;
            }
        }
    }

    /// <summary>The size of the value that starts the buffer; 0 where it is not complete.</summary>
    private int FindValue()
    {
        if (_start == _length)
        {
            return 0;
        }

        Utf8JsonReader reader = new(_buffer.AsSpan(_start, _length - _start), isFinalBlock: false, state: default);
        return reader.Read() && reader.TrySkip() ? (int)reader.BytesConsumed : 0;
    }

    private void MakeRoom()
    {
        var rest = _length - _start;
        var target = rest > _buffer.Length / 2 ? ArrayPool<byte>.Shared.Rent(_buffer.Length * 2) : _buffer;
        _buffer.AsSpan(_start, rest).CopyTo(target);
        if (target != _buffer)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = target;
        }

        (_start, _length) = (0, rest);
    }
}
