using System.Buffers;
using System.Text.Json;
using Encoding64 = System.Buffers.Text.Base64;

namespace Connectors.Gemini.Wire;

/// <summary>
/// The JSON of one message in pooled pieces. Large bytes in it are left out: they are encoded as base64 while they are sent, so that media of any size
/// need no second copy in memory.
/// </summary>
internal sealed class JsonPieces : IBufferWriter<byte>, IDisposable
{
    internal const int MinimumLeftOut = 16 * 1024;

    private const int PieceSize = 16 * 1024;

    /// <summary>A multiple of 3: the pieces of the text join without padding.</summary>
    private const int BytesPerStep = 48 * 1024;

    private readonly List<Piece> _pieces = [];
    private byte[] _buffer = [];
    private int _length;

    private JsonPieces()
    {
    }

    /// <summary>Gets the pieces that this thread writes at the moment. Writing never leaves its thread.</summary>
    [field: ThreadStatic]
    internal static JsonPieces? Current { get; private set; }

    internal static JsonPieces Write<T>(T value, MessageFormat<T> format)
        where T : notnull
    {
        var pieces = new JsonPieces();
        var outer = Current;
        Current = pieces;
        try
        {
            using var writer = new Utf8JsonWriter(pieces, new JsonWriterOptions { Encoder = WireJson.Encoder, SkipValidation = true, MaxDepth = WireJson.MaxDepth });
            format.Write(writer, value);
        }
        catch
        {
            pieces.Dispose();
            throw;
        }
        finally
        {
            Current = outer;
        }

        pieces.Cut();
        return pieces;
    }

    public void Dispose()
    {
        Cut();
        foreach (var piece in _pieces)
        {
            if (piece.Json is { } json)
            {
                ArrayPool<byte>.Shared.Return(json);
            }
        }

        _pieces.Clear();
    }

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _buffer.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _buffer.AsSpan(_length);
    }

    /// <summary>Takes the place of <see cref="Utf8JsonWriter.WriteBase64StringValue"/> for many bytes; the writer writes their first and last ones, and the quotes.</summary>
    internal void LeaveOut(Utf8JsonWriter writer, ReadOnlyMemory<byte> bytes)
    {
        const int First = 3;
        var rest = bytes.Length - First;
        var last = rest % 3 == 0 ? 3 : rest % 3;
        writer.WriteBase64StringSegment(bytes.Span[..First], isFinalSegment: false);
        writer.Flush();
        Cut();
        _pieces.Add(new Piece(Json: null, 0, bytes[First..^last]));
        writer.WriteBase64StringSegment(bytes.Span[^last..], isFinalSegment: true);
    }

    internal async Task SendAsync(Stream stream, CancellationToken cancellationToken)
    {
        // Where sending fails, the buffer is left to the garbage collector.
        var text = ArrayPool<byte>.Shared.Rent(BytesPerStep / 3 * 4);
        foreach (var piece in _pieces)
        {
            if (piece.Json is { } json)
            {
                await stream.WriteAsync(json.AsMemory(0, piece.Length), cancellationToken).ConfigureAwait(false);
            }

            for (var start = 0; start < piece.LeftOut.Length; start += BytesPerStep)
            {
                await stream.WriteAsync(text.AsMemory(0, Encode(piece.LeftOut, start, text)), cancellationToken).ConfigureAwait(false);
            }
        }

        ArrayPool<byte>.Shared.Return(text);
    }

    internal void Send(Stream stream)
    {
        var text = ArrayPool<byte>.Shared.Rent(BytesPerStep / 3 * 4);
        foreach (var piece in _pieces)
        {
            if (piece.Json is { } json)
            {
                stream.Write(json.AsSpan(0, piece.Length));
            }

            for (var start = 0; start < piece.LeftOut.Length; start += BytesPerStep)
            {
                stream.Write(text.AsSpan(0, Encode(piece.LeftOut, start, text)));
            }
        }

        ArrayPool<byte>.Shared.Return(text);
    }

    private static int Encode(ReadOnlyMemory<byte> bytes, int start, byte[] text)
    {
        Encoding64.EncodeToUtf8(bytes.Span[start..Math.Min(start + BytesPerStep, bytes.Length)], text, out _, out var written);
        return written;
    }

    private void MakeRoom(int sizeHint)
    {
        if (_buffer.Length - _length >= Math.Max(sizeHint, 1))
        {
            return;
        }

        Cut();
        _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(sizeHint, PieceSize));
    }

    /// <summary>Ends the piece that is being written.</summary>
    private void Cut()
    {
        if (_length > 0)
        {
            _pieces.Add(new Piece(_buffer, _length, default));
        }
        else if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        (_buffer, _length) = ([], 0);
    }

    private sealed record Piece(byte[]? Json, int Length, ReadOnlyMemory<byte> LeftOut);
}
