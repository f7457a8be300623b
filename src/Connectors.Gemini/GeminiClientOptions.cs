using Microsoft.Extensions.Logging;

namespace Connectors.Gemini;

/// <summary>How a client reaches the service. A client copies the options when it is created; later changes have no effect on it.</summary>
public sealed class GeminiClientOptions
{
    /// <summary>The API key; short for <see cref="GeminiCredential.ApiKey(string)"/>. White space around it is ignored.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The credential, where it is not an API key. Not to be set together with <see cref="ApiKey"/>.</summary>
    public GeminiCredential? Credential { get; set; }

    /// <summary>
    /// Where the service is, for a proxy or an emulator: an absolute http or https address, with any path. <see langword="null"/>, the
    /// default, means Google's own: <c>https://generativelanguage.googleapis.com</c>, on Vertex AI the host of the location.
    /// </summary>
    /// <remarks>Where the address ends with the API version (<c>https://proxy/gemini/v1beta</c>), that version is used and not repeated.</remarks>
    public Uri? BaseAddress { get; set; }

    /// <summary>
    /// The API version for HTTP requests, uploads and sockets. <see langword="null"/>, the default, means <c>v1beta</c>, on Vertex AI
    /// <c>v1beta1</c>.
    /// </summary>
    public string? ApiVersion { get; set; }

    /// <summary>Set to use Vertex AI. <see langword="null"/>, the default, means the Gemini API.</summary>
    public GeminiVertexOptions? Vertex { get; set; }

    /// <summary>The Google Cloud project to which quota and billing go, sent as <c>x-goog-user-project</c>. Needed with most bearer tokens.</summary>
    public string? QuotaProject { get; set; }

    /// <summary>
    /// Headers for every request. They replace the client's own of the same name, except that <c>User-Agent</c> and <c>x-goog-api-client</c>
    /// are added to. A gateway that does the signing itself can be given its header here instead of a key.
    /// </summary>
    public IDictionary<string, string> Headers { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>When a failed request is repeated.</summary>
    public GeminiRetryOptions Retry { get; set; } = new();

    /// <summary>
    /// How long one attempt may take until the response's headers are here, which for a call that is not streamed means until the answer is
    /// complete. <see langword="null"/>, the default, sets no limit. It is also sent as <c>X-Server-Timeout</c>, so that the service stops too.
    /// </summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>
    /// The HTTP client to send with. It is never disposed nor reconfigured. <see langword="null"/>, the default, means one of the client's own.
    /// </summary>
    /// <remarks>
    /// The client's own does not follow redirects, since the API key would go along to the other host. A handler given here should not
    /// either; a response that comes from another origin than was asked is refused. Its <see cref="HttpClient.Timeout"/> (100 seconds unless
    /// changed) ends requests too.
    /// </remarks>
    public HttpClient? HttpClient { get; set; }

    /// <summary>Where the client logs to. <see langword="null"/>, the default, means nowhere. Secrets are never logged.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The clock of waits and timeouts. <see langword="null"/>, the default, means the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>The chance in waits: numbers from 0 up to 1.</summary>
    internal Func<double> RandomSource { get; set; } = Random.Shared.NextDouble;
}
