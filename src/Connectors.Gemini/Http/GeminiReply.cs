using System.Net.Http.Headers;

namespace Connectors.Gemini.Http;

/// <summary>An answer and the headers that came with it.</summary>
/// <remarks>A class: tasks of structs are compiled anew for each struct, at the first call.</remarks>
internal sealed class GeminiReply<T>(T value, HttpResponseHeaders headers)
{
    internal T Value { get; } = value;

    internal HttpResponseHeaders Headers { get; } = headers;
}
