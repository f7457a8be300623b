using System.Globalization;
using Connectors.Gemini.SemanticKernel.Chat;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.SemanticKernel;

namespace Connectors.Gemini.SemanticKernel.DependencyInjection;

/// <summary>
/// The clients that were registered by API key, one for each key and HTTP client however many services use it. Lives in the service collection itself.
/// Names are numbered, since a name is logged and a key must not be.
/// </summary>
internal sealed class GeminiRegistrations
{
    private readonly List<(string ApiKey, HttpClient? HttpClient, string Name)> _clients = [];

    /// <summary>Gives the name under which the client for a key is registered, and registers it if it is the first.</summary>
    internal static string NameFor(IServiceCollection services, string apiKey, HttpClient? httpClient)
    {
        var registrations = services.Select(static service => service.IsKeyedService ? null : service.ImplementationInstance as GeminiRegistrations).FirstOrDefault(static found => found is not null);
        if (registrations is null)
        {
            registrations = new GeminiRegistrations();
            services.AddSingleton(registrations);
        }

        var known = registrations._clients.Find(client => client.ApiKey == apiKey && ReferenceEquals(client.HttpClient, httpClient));
        if (known.Name is { } name)
        {
            return name;
        }

        name = "SemanticKernel" + (registrations._clients.Count + 1).ToString(CultureInfo.InvariantCulture);
        services.AddGemini(name, options =>
        {
            options.ApiKey = apiKey;
            options.HttpClient = httpClient;
        });
        registrations._clients.Add((apiKey, httpClient, name));
        return name;
    }

    /// <summary>The chat client with what Semantic Kernel's own connectors put around theirs: its function invocation, telemetry, and logging where there is a logger factory.</summary>
    internal static IChatClient BuildChatClient(
        IServiceProvider services, GeminiClient gemini, string modelId, string? openTelemetrySourceName, Action<OpenTelemetryChatClient>? openTelemetryConfig)
    {
        var loggerFactory = services.GetService<ILoggerFactory>();
        var builder = gemini.AsIChatClient(modelId)
            .AsBuilder()
            .UseKernelFunctionInvocation(loggerFactory)
            .Use(static inner => new KernelChatClient(inner))
            .UseOpenTelemetry(loggerFactory, openTelemetrySourceName, openTelemetryConfig);
        if (loggerFactory is not null)
        {
            builder.UseLogging(loggerFactory);
        }

        return builder.Build(services);
    }

    internal static GeminiClient Registered(IServiceProvider services) =>
        services.GetService<GeminiClient>()
        ?? throw new InvalidOperationException("No GeminiClient is registered. Call services.AddGemini(...), pass a GeminiClient, or use the overload that takes an API key.");
}
