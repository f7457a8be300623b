using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Traffic;

/// <summary>The one place that creates the connector's client: everything else here sees an <see cref="IChatClient"/>.</summary>
internal static class ClientUnderTest
{
    // Fixtures without a recorded request name no model, or one that never was.
    private const string ModelForUnknown = "gemini-2.5-flash";

    /// <summary>Creates a client whose requests go through <paramref name="http"/> and are sent once: a recorded error is the answer, not a reason to ask again.</summary>
    public static IChatClient Create(RecordedExchange exchange, HttpClient http)
    {
        GeminiClientOptions options = new()
        {
            HttpClient = http,
            Retry = new GeminiRetryOptions { MaxAttempts = 1 },
        };
        if (exchange.IsVertex)
        {
            options.Credential = GeminiCredential.BearerToken(_ => ValueTask.FromResult("token"));
            options.Vertex = new GeminiVertexOptions { Project = "test-project", Location = "global" };
        }
        else
        {
            options.ApiKey = "replayed-traffic-needs-no-key";
        }

        // The client is not disposed here: it holds nothing but the caller's HttpClient.
        return new GeminiClient(options).AsIChatClient(Model(exchange));
    }

    public static string Model(RecordedExchange exchange) => exchange.Model is "unknown-model" or "gemini-2.5-flash-preview" ? ModelForUnknown : exchange.Model;
}
