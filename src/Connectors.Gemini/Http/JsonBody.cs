using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

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

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        JsonSerializer.SerializeAsync(stream, _value, _typeInfo, cancellationToken);

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        JsonSerializer.Serialize(stream, _value, _typeInfo);

    // Unknown on purpose: to know it, the body would have to be written twice or held whole.
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
