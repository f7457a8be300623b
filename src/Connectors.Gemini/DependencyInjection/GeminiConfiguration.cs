namespace Connectors.Gemini.DependencyInjection;

/// <summary>
/// The shape of a configuration section for <c>AddGemini</c>: plain values alone, since delegates and clients cannot be bound. A key that is not a member here is an error at start.
/// </summary>
/// <example><code>"Gemini": { "ApiKey": "...", "Timeout": "00:02:00", "Retry": { "MaxAttempts": 5 } }</code></example>
public sealed class GeminiConfiguration
{
    /// <summary>Gets or sets the API key (<see cref="GeminiClientOptions.ApiKey"/>).</summary>
    public string? ApiKey { get; set; }

    /// <summary>Gets or sets where the service is, an absolute http or https address (<see cref="GeminiClientOptions.BaseAddress"/>). Default: Google's own.</summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>Gets or sets the API version (<see cref="GeminiClientOptions.ApiVersion"/>). Default: <c>v1beta</c>, on Vertex AI <c>v1beta1</c>.</summary>
    public string? ApiVersion { get; set; }

    /// <summary>Gets or sets the Vertex AI project and location (<see cref="GeminiClientOptions.Vertex"/>). Default: the Gemini API.</summary>
    public GeminiVertexOptions? Vertex { get; set; }

    /// <summary>Gets or sets the project that quota and billing go to (<see cref="GeminiClientOptions.QuotaProject"/>).</summary>
    public string? QuotaProject { get; set; }

    /// <summary>Gets or sets headers for every request (<see cref="GeminiClientOptions.Headers"/>).</summary>
    public Dictionary<string, string>? Headers { get; set; }

    /// <summary>Gets or sets when a failed request is repeated (<see cref="GeminiClientOptions.Retry"/>).</summary>
    public GeminiRetryOptions? Retry { get; set; }

    /// <summary>Gets or sets how long one attempt may take to the response's headers (<see cref="GeminiClientOptions.Timeout"/>). Default: no limit.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>Copies what the section sets; what it does not mention stays.</summary>
    internal void CopyTo(GeminiClientOptions options)
    {
        options.ApiKey = ApiKey ?? options.ApiKey;
        options.BaseAddress = BaseAddress ?? options.BaseAddress;
        options.ApiVersion = ApiVersion ?? options.ApiVersion;
        options.Vertex = Vertex ?? options.Vertex;
        options.QuotaProject = QuotaProject ?? options.QuotaProject;
        options.Retry = Retry ?? options.Retry;
        options.Timeout = Timeout ?? options.Timeout;
        foreach (var (name, value) in Headers ?? [])
        {
            options.Headers[name] = value;
        }
    }
}
