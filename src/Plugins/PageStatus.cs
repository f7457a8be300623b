namespace Connectors.Gemini.Plugins;

/// <summary>A page that the service was to read.</summary>
/// <param name="Url">Its address.</param>
/// <param name="Status">The service's word for how it went: <c>URL_RETRIEVAL_STATUS_SUCCESS</c>.</param>
public sealed record PageStatus(string Url, string Status);
