using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;
using Connectors.Gemini.Wire;

namespace Connectors.Gemini.Http;

/// <summary>A request body that is written as JSON straight into the connection, anew for each attempt.</summary>
internal sealed class JsonBody<T> : HttpContent
{
    private static readonly MediaTypeHeaderValue MediaType = new("application/json");

    private readonly T _value;
    private readonly JsonTypeInfo<T> _typeInfo;

    internal JsonBody(T value, JsonTypeInfo<T> typeInfo)
    {
        _value = value;
        _typeInfo = typeInfo;
        Headers.ContentType = MediaType;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var json = JsonPieces.Write(_value, _typeInfo);
        await json.SendAsync(stream, cancellationToken).ConfigureAwait(false);
    }

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var json = JsonPieces.Write(_value, _typeInfo);
        json.Send(stream);
    }

    // Unknown on purpose: to know it, the body would have to be written before its attempt begins, and be held until its end.
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
