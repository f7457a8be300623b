using System.Buffers;

namespace Connectors.Gemini.Benchmarks.Floor;

/// <summary>A whole body in a pooled buffer.</summary>
internal sealed class FloorBody : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int _length;

    internal ReadOnlySpan<byte> Json => _buffer.AsSpan(0, _length);

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    internal static async Task<FloorBody> ReadAsync(HttpContent content)
    {
        FloorBody body = new();
        var stream = await content.ReadAsStreamAsync().ConfigureAwait(false);
        while (await stream.ReadAsync(body._buffer.AsMemory(body._length)).ConfigureAwait(false) is > 0 and var read)
        {
            body._length += read;
            if (body._length == body._buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(body._length * 2);
                body.Json.CopyTo(larger);
                ArrayPool<byte>.Shared.Return(body._buffer);
                body._buffer = larger;
            }
        }

        return body;
    }
}
