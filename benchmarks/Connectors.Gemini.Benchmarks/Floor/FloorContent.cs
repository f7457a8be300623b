using System.Net;
using System.Net.Http.Headers;

namespace Connectors.Gemini.Benchmarks.Floor;

/// <summary>A body that writes itself.</summary>
internal sealed class FloorContent : HttpContent
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private readonly Func<Stream, Task> _write;

    internal FloorContent(Func<Stream, Task> write)
    {
        _write = write;
        Headers.ContentType = Json;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _write(stream);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
