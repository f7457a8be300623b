using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Encoding64 = System.Buffers.Text.Base64;

namespace Connectors.Gemini.Wire;

/// <summary>
/// The JSON of one answer. Of a long text that is base64 all but the end is taken out and decoded while it arrives, so that an image is never held as text:
/// what reads the shortened text as bytes (<see cref="Base64"/>) puts the others before its own. The counterpart of <see cref="JsonPieces"/>.
/// </summary>
/// <remarks>Nothing is guessed from names. Where anything but that reads such a text, it gets it as it was: the JSON is restored and read again.</remarks>
internal sealed class ReceivedJson : IDisposable
{
    /// <summary>Of a shorter text nothing is taken out, nor of one that does not begin with as much base64.</summary>
    internal const int MinimumTakenOut = TextPerStep;

    private const int FirstBuffer = 4 * 1024;
    private const int MinimumRead = 2 * 1024;

    /// <summary>A multiple of 4: what is decoded in one step.</summary>
    private const int TextPerStep = 64 * 1024;

    private List<TakenOutBytes>? _takenOut;
    private byte[] _json = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private int _length;

    // How far the search for long texts came, and the text that it is in: where it begins after its quote, what was taken out of it, and whether it can be base64.
    private int _searched;
    private int _textStart;
    private bool _isInText;
    private bool _canBeBase64;
    private TakenOutBytes? _current;

    private ReceivedJson()
    {
    }

    /// <summary>Gets the JSON that this thread reads at the moment. Reading it never leaves its thread.</summary>
    [field: ThreadStatic]
    internal static ReceivedJson? Current { get; private set; }

    internal static async ValueTask<ReceivedJson> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var json = new ReceivedJson();
        try
        {
            while (await body.ReadAsync(json.MakeRoom(), cancellationToken).ConfigureAwait(false) is > 0 and var read)
            {
                json._length += read;
                if (json._length >= MinimumTakenOut)
                {
                    json.TakeOutLongTexts();
                }
            }

            return json;
        }
        catch
        {
            json.Dispose();
            throw;
        }
    }

    /// <summary>What another reader meets in the meantime, whose positions are not those of this JSON, is read as it is.</summary>
    internal static T? Outside<T>(JsonElement element, JsonTypeInfo<T> typeInfo)
    {
        var outer = Current;
        Current = null;
        try
        {
            return element.Deserialize(typeInfo);
        }
        finally
        {
            Current = outer;
        }
    }

    public void Dispose()
    {
        _takenOut?.ForEach(static taken => taken.Dispose());
        _takenOut = null;
        if (_json.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_json);
            _json = [];
        }
    }

    /// <exception cref="JsonException">The JSON is cut, no UTF-8, or not what the type expects.</exception>
    internal T? Deserialize<T>(MessageFormat<T> format)
        where T : notnull
    {
        if (_takenOut is null)
        {
            return format.Read(_json.AsSpan(0, _length));
        }

        Current = this;
        try
        {
            var value = format.Read(_json.AsSpan(0, _length));
            if (_takenOut.TrueForAll(static taken => taken.IsRead))
            {
                return value;
            }
        }
        finally
        {
            Current = null;
        }

        return format.Read(Restored(_takenOut));
    }

    /// <summary>What was taken out of the text whose token begins here; <see langword="null"/> for a text that is whole.</summary>
    internal TakenOutBytes? TakenOutOf(long tokenStart) => _takenOut?.Find(taken => taken.TextStart == tokenStart + 1);

    private Memory<byte> MakeRoom()
    {
        if (_json.Length - _length < MinimumRead)
        {
            var larger = ArrayPool<byte>.Shared.Rent(checked(_json.Length * 2));
            _json.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_json);
            _json = larger;
        }

        return _json.AsMemory(_length);
    }

    private void TakeOutLongTexts()
    {
        while (_searched < _length)
        {
            if (!_isInText)
            {
                var quote = _json.AsSpan(_searched, _length - _searched).IndexOf((byte)'"');
                _searched = quote < 0 ? _length : _searched + quote + 1;
                (_isInText, _textStart, _canBeBase64, _current) = (quote >= 0, _searched, true, null);
                continue;
            }

            // Decoding finds the end as well as a search.
            if (_canBeBase64 && _current is not null)
            {
                TakeOut(_length);
            }

            var end = _json.AsSpan(_searched, _length - _searched).IndexOfAny((byte)'"', (byte)'\\');
            _searched = end < 0 ? _length : _searched + end;
            if (_canBeBase64 && _current is null && _searched - _textStart >= MinimumTakenOut)
            {
                TakeOut(_searched);
                continue;
            }

            if (end >= 0)
            {
                _isInText = _json[_searched] == '\\';
                // Of an escape the second byte may be a quote. It may not be here yet: then the search goes on from the backslash.
                if (_isInText && _searched + 1 == _length)
                {
                    return;
                }

                _searched += _isInText ? 2 : 1;
            }
        }
    }

    /// <summary>Takes out what the text has up to there, in whole groups of four letters: they stand for three bytes each, and for no other text. The search goes on with what stays.</summary>
    private void TakeOut(int end)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(TextPerStep / 4 * 3);
        var count = 0;
        bool isAll;
        do
        {
            var text = _json.AsSpan(_textStart + count, Math.Min(TextPerStep, end - _textStart - count) / 4 * 4);
            isAll = text.Length < TextPerStep;
            Encoding64.DecodeFromUtf8(text, bytes, out var read, out var written, isFinalBlock: false);
            // The decoder skips white space, which could not be restored. What follows another letter, be it padding, stays: it is read with the end.
            var isExact = written / 3 * 4 == read;
            _canBeBase64 = isExact && read == text.Length;
            if (_current is null && _canBeBase64)
            {
                (_takenOut ??= []).Add(_current = new TakenOutBytes(_textStart));
            }

            if (_current is not null && isExact)
            {
                _current.Append(bytes.AsSpan(0, written));
                count += read;
            }
        }
        while (_canBeBase64 && !isAll);

        ArrayPool<byte>.Shared.Return(bytes);
        _json.AsSpan(_textStart + count, _length - _textStart - count).CopyTo(_json.AsSpan(_textStart));
        _length -= count;
        _searched = _textStart;
    }

    private byte[] Restored(List<TakenOutBytes> takenOut)
    {
        var json = new byte[checked(_length + takenOut.Sum(static taken => taken.TextLength))];
        int from = 0, to = 0;
        foreach (var taken in takenOut)
        {
            _json.AsSpan(from, taken.TextStart - from).CopyTo(json.AsSpan(to));
            to += taken.TextStart - from;
            from = taken.TextStart;
            Encoding64.EncodeToUtf8(taken.Bytes, json.AsSpan(to), out _, out var written);
            to += written;
        }

        _json.AsSpan(from, _length - from).CopyTo(json.AsSpan(to));
        return json;
    }
}
