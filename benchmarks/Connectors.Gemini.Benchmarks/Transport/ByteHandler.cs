using System.Net;
using System.Net.Http.Headers;

namespace Connectors.Gemini.Benchmarks.Transport;

/// <summary>The service inside the process: takes each request's body to its end and answers with bytes that are made already.</summary>
internal sealed class ByteHandler(string mediaType, IReadOnlyList<ReadOnlyMemory<byte>> pieces, Func<ValueTask>? beforePiece = null) : HttpMessageHandler
{
    private readonly MediaTypeHeaderValue _mediaType = new(mediaType);

    /// <summary>How many bytes the last request's body had.</summary>
    internal long RequestBytes { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        CountingSink sink = new();
        await request.Content!.CopyToAsync(sink, cancellationToken).ConfigureAwait(false);
        RequestBytes = sink.Count;
        StreamContent content = new(new PieceStream(pieces, beforePiece));
        content.Headers.ContentType = _mediaType;
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request };
    }

    private sealed class CountingSink : Stream
    {
        internal long Count { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer) => Count += buffer.Length;

        public override void Write(byte[] buffer, int offset, int count) => Count += count;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Count += buffer.Length;
            return default;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            Count += count;
            return Task.CompletedTask;
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
