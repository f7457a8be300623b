namespace Connectors.Gemini.Http;

/// <summary>What one call sends, in each of its attempts.</summary>
internal sealed class OutgoingCall(
    HttpMethod method, Uri address, Func<HttpContent>? createContent, IReadOnlyList<KeyValuePair<string, string>> headers)
{
    internal HttpMethod Method { get; } = method;

    internal Uri Address { get; } = address;

    /// <summary>Makes the body from its source, once per attempt; null where there is none.</summary>
    internal Func<HttpContent>? CreateContent { get; } = createContent;

    internal IReadOnlyList<KeyValuePair<string, string>> Headers { get; } = headers;
}
