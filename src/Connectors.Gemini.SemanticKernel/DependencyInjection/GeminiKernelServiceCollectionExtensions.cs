using Connectors.Gemini;
using Connectors.Gemini.SemanticKernel.DependencyInjection;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

// The namespace in which .NET looks for registrations, and where Semantic Kernel's own connectors have theirs.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Gemini for Semantic Kernel. Registrations with the same key share one <see cref="GeminiClient"/>, whose connections are <see cref="IHttpClientFactory"/>'s.</summary>
public static class GeminiKernelServiceCollectionExtensions
{
    /// <summary>Registers an <see cref="IChatClient"/> on a Gemini model, with Semantic Kernel's function invocation, telemetry and logging around it.</summary>
    /// <param name="services">The services.</param>
    /// <param name="modelId">The model's id, for example <c>gemini-3.8-flash</c>.</param>
    /// <param name="apiKey">The API key.</param>
    /// <param name="serviceId">The key of the service, by which <see cref="PromptExecutionSettings.ServiceId"/> chooses it; <see langword="null"/> for the one without.</param>
    /// <param name="httpClient">The HTTP client to send with, never disposed nor reconfigured; <see langword="null"/> for one of the factory's.</param>
    /// <param name="openTelemetrySourceName">The name of the telemetry's source; <see langword="null"/> for M.E.AI's own.</param>
    /// <param name="openTelemetryConfig">Sets up the telemetry; <see langword="null"/> for the defaults.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException"><paramref name="modelId"/> or <paramref name="apiKey"/> is empty.</exception>
    public static IServiceCollection AddGeminiChatClient(
        this IServiceCollection services,
        string modelId,
        string apiKey,
        string? serviceId = null,
        HttpClient? httpClient = null,
        string? openTelemetrySourceName = null,
        Action<OpenTelemetryChatClient>? openTelemetryConfig = null)
    {
        var client = ByKey(services, modelId, apiKey, httpClient);
        return services.AddKeyedSingleton<IChatClient>(
            serviceId,
            (provider, _) => GeminiRegistrations.BuildChatClient(provider, client(provider), modelId, openTelemetrySourceName, openTelemetryConfig));
    }

    /// <summary>Registers an <see cref="IChatClient"/> on a Gemini model of a given client, or of the one that <c>AddGemini</c> registered.</summary>
    /// <param name="services">The services.</param>
    /// <param name="modelId">The model's id, for example <c>gemini-3.8-flash</c>.</param>
    /// <param name="geminiClient">The client, which stays the caller's to dispose; <see langword="null"/> for the registered one, which must then be there when the service is first asked for.</param>
    /// <param name="serviceId">The key of the service, by which <see cref="PromptExecutionSettings.ServiceId"/> chooses it; <see langword="null"/> for the one without.</param>
    /// <param name="openTelemetrySourceName">The name of the telemetry's source; <see langword="null"/> for M.E.AI's own.</param>
    /// <param name="openTelemetryConfig">Sets up the telemetry; <see langword="null"/> for the defaults.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException"><paramref name="modelId"/> is empty.</exception>
    public static IServiceCollection AddGeminiChatClient(
        this IServiceCollection services,
        string modelId,
        GeminiClient? geminiClient = null,
        string? serviceId = null,
        string? openTelemetrySourceName = null,
        Action<OpenTelemetryChatClient>? openTelemetryConfig = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(modelId);
        return services.AddKeyedSingleton<IChatClient>(
            serviceId,
            (provider, _) => GeminiRegistrations.BuildChatClient(provider, geminiClient ?? GeminiRegistrations.Registered(provider), modelId, openTelemetrySourceName, openTelemetryConfig));
    }

    /// <summary>Registers an <see cref="IChatCompletionService"/> on a Gemini model: the chat client of <c>AddGeminiChatClient</c> behind Semantic Kernel's older interface.</summary>
    /// <param name="services">The services.</param>
    /// <param name="modelId">The model's id, for example <c>gemini-3.8-flash</c>.</param>
    /// <param name="apiKey">The API key.</param>
    /// <param name="serviceId">The key of the service, by which <see cref="PromptExecutionSettings.ServiceId"/> chooses it; <see langword="null"/> for the one without.</param>
    /// <param name="httpClient">The HTTP client to send with, never disposed nor reconfigured; <see langword="null"/> for one of the factory's.</param>
    /// <param name="openTelemetrySourceName">The name of the telemetry's source; <see langword="null"/> for M.E.AI's own.</param>
    /// <param name="openTelemetryConfig">Sets up the telemetry; <see langword="null"/> for the defaults.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException"><paramref name="modelId"/> or <paramref name="apiKey"/> is empty.</exception>
    public static IServiceCollection AddGeminiChatCompletion(
        this IServiceCollection services,
        string modelId,
        string apiKey,
        string? serviceId = null,
        HttpClient? httpClient = null,
        string? openTelemetrySourceName = null,
        Action<OpenTelemetryChatClient>? openTelemetryConfig = null)
    {
        var client = ByKey(services, modelId, apiKey, httpClient);
        return services.AddKeyedSingleton<IChatCompletionService>(
            serviceId,
            (provider, _) => GeminiRegistrations.BuildChatClient(provider, client(provider), modelId, openTelemetrySourceName, openTelemetryConfig).AsChatCompletionService(provider));
    }

    /// <summary>Registers an <see cref="IChatCompletionService"/> on a Gemini model of a given client, or of the one that <c>AddGemini</c> registered.</summary>
    /// <param name="services">The services.</param>
    /// <param name="modelId">The model's id, for example <c>gemini-3.8-flash</c>.</param>
    /// <param name="geminiClient">The client, which stays the caller's to dispose; <see langword="null"/> for the registered one, which must then be there when the service is first asked for.</param>
    /// <param name="serviceId">The key of the service, by which <see cref="PromptExecutionSettings.ServiceId"/> chooses it; <see langword="null"/> for the one without.</param>
    /// <param name="openTelemetrySourceName">The name of the telemetry's source; <see langword="null"/> for M.E.AI's own.</param>
    /// <param name="openTelemetryConfig">Sets up the telemetry; <see langword="null"/> for the defaults.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException"><paramref name="modelId"/> is empty.</exception>
    public static IServiceCollection AddGeminiChatCompletion(
        this IServiceCollection services,
        string modelId,
        GeminiClient? geminiClient = null,
        string? serviceId = null,
        string? openTelemetrySourceName = null,
        Action<OpenTelemetryChatClient>? openTelemetryConfig = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(modelId);
        return services.AddKeyedSingleton<IChatCompletionService>(
            serviceId,
            (provider, _) => GeminiRegistrations
                .BuildChatClient(provider, geminiClient ?? GeminiRegistrations.Registered(provider), modelId, openTelemetrySourceName, openTelemetryConfig)
                .AsChatCompletionService(provider));
    }

    internal static Func<IServiceProvider, GeminiClient> ByKey(IServiceCollection services, string modelId, string apiKey, HttpClient? httpClient)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(modelId);
        ArgumentException.ThrowIfNullOrWhiteSpace(apiKey);
        var name = GeminiRegistrations.NameFor(services, apiKey, httpClient);
        return provider => provider.GetRequiredKeyedService<GeminiClient>(name);
    }
}
