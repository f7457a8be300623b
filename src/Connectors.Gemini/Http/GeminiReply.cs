using System.Net.Http.Headers;

namespace Connectors.Gemini.Http;

/// <summary>An answer, the headers that came with it, and the path that it was asked for at.</summary>
/// <remarks>A class: tasks of structs are compiled anew for each struct, at the first call.</remarks>
internal sealed class GeminiReply<T>(T value, HttpResponseHeaders headers, string path)
{
    internal T Value { get; } = value;

    internal HttpResponseHeaders Headers { get; } = headers;

    internal string Path { get; } = path;
}
