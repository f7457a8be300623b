using System.Buffers;

namespace Connectors.Gemini.Wire;

/// <summary>
/// The bytes that were taken out of a text of <see cref="ReceivedJson"/>. How many come is known only at their end. Until then they lie in pooled chunks, which take the
/// next image too: fresh memory costs more than the decoding.
/// </summary>
/// <param name="textStart">Where in the JSON the text begins, after its quote.</param>
internal sealed class TakenOutBytes(int textStart) : IDisposable
{
    private const int ChunkSize = 1024 * 1024;

    private readonly List<byte[]> _chunks = [];
    private int _length;
    private byte[]? _array;

    internal int TextStart { get; } = textStart;

    /// <summary>Gets how long they are as base64. They come in groups of three: there is no padding.</summary>
    internal int TextLength => checked(_length / 3 * 4);

    /// <summary>Gets a value indicating whether a reader got them.</summary>
    internal bool IsRead { get; private set; }

    /// <summary>Gets the bytes in one span.</summary>
    internal ReadOnlySpan<byte> Bytes => (_array ??= MoveToArray(0)).AsSpan(0, _length);

    public void Dispose()
    {
        _chunks.ForEach(static chunk => ArrayPool<byte>.Shared.Return(chunk));
        _chunks.Clear();
    }

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var position = _length % ChunkSize;
            if (position == 0)
            {
                _chunks.Add(ArrayPool<byte>.Shared.Rent(ChunkSize));
            }

            var count = Math.Min(bytes.Length, ChunkSize - position);
            bytes[..count].CopyTo(_chunks[^1].AsSpan(position));
            _length = checked(_length + count);
            bytes = bytes[count..];
        }
    }

    /// <summary>The bytes, and those of the rest of the text behind them.</summary>
    internal ReadOnlyMemory<byte> Read(ReadOnlySpan<byte> rest)
    {
        IsRead = true;
        _array ??= MoveToArray(rest.Length);
        rest.CopyTo(_array.AsSpan(_length));
        return _array;
    }

    private byte[] MoveToArray(int room)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(checked(_length + room));
        for (var i = 0; i < _chunks.Count; i++)
        {
            var start = i * ChunkSize;
            _chunks[i].AsSpan(0, Math.Min(ChunkSize, _length - start)).CopyTo(bytes.AsSpan(start));
        }

        Dispose();
        return bytes;
    }
}
