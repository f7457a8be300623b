using System.Net.Http.Headers;

namespace Connectors.Gemini.Http;

/// <summary>An answer and the headers that came with it.</summary>
internal readonly struct GeminiReply<T>(T value, HttpResponseHeaders headers)
{
    internal T Value { get; } = value;

    internal HttpResponseHeaders Headers { get; } = headers;
}
