using System.Net;
using System.Net.Http.Headers;
using Connectors.Gemini.Wire;

namespace Connectors.Gemini.Http;

/// <summary>A request body that is written as JSON straight into the connection, anew for each attempt.</summary>
internal sealed class JsonBody<T> : HttpContent
    where T : notnull
{
    private static readonly MediaTypeHeaderValue MediaType = new("application/json");

    private readonly T _value;
    private readonly MessageFormat<T> _format;

    internal JsonBody(T value, MessageFormat<T> format)
    {
        _value = value;
        _format = format;
        Headers.ContentType = MediaType;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var json = JsonPieces.Write(_value, _format);
        await json.SendAsync(stream, cancellationToken).ConfigureAwait(false);
    }

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var json = JsonPieces.Write(_value, _format);
        json.Send(stream);
    }

    // Unknown on purpose: to know it, the body would have to be written before its attempt begins, and be held until its end.
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
