using System.Net;

namespace Connectors.Gemini.Http;

/// <summary>The HTTP client that is used unless the caller brings one.</summary>
internal static class OwnConnections
{
    internal static HttpClient CreateClient()
    {
        HttpClient client = new(CreateHandler(), disposeHandler: true);
        Configure(client);
        return client;
    }

    internal static SocketsHttpHandler CreateHandler() => new()
    {
        // The service's addresses change; a pooled connection must not outlive them for long.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(30),
        // The API key would go along to wherever a redirect leads.
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli,
        EnableMultipleHttp2Connections = true,
        // An abandoned answer closes its connection at once, so that the service stops generating.
        ResponseDrainTimeout = TimeSpan.Zero,
    };

    internal static void Configure(HttpClient client)
    {
        // Attempts are timed by the pipeline, which knows the caller's clock.
        client.Timeout = Timeout.InfiniteTimeSpan;
        client.DefaultRequestVersion = HttpVersion.Version20;
        client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
    }
}
