using Connectors.Gemini;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel.ChatCompletion;

// The namespace in which Semantic Kernel's own connectors have theirs.
namespace Microsoft.SemanticKernel;

/// <summary>Adds Gemini to a kernel.</summary>
public static class GeminiKernelBuilderExtensions
{
    /// <summary>Adds an <see cref="IChatClient"/> on a Gemini model, with Semantic Kernel's function invocation, telemetry and logging around it.</summary>
    /// <param name="builder">The kernel's builder.</param>
    /// <param name="modelId">The model's id, for example <c>gemini-3.8-flash</c>.</param>
    /// <param name="apiKey">The API key.</param>
    /// <param name="serviceId">The key of the service, by which <see cref="PromptExecutionSettings.ServiceId"/> chooses it; <see langword="null"/> for the one without.</param>
    /// <param name="httpClient">The HTTP client to send with, never disposed nor reconfigured; <see langword="null"/> for one of the factory's.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="modelId"/> or <paramref name="apiKey"/> is empty.</exception>
    public static IKernelBuilder AddGeminiChatClient(this IKernelBuilder builder, string modelId, string apiKey, string? serviceId = null, HttpClient? httpClient = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddGeminiChatClient(modelId, apiKey, serviceId, httpClient);
        return builder;
    }

    /// <summary>Adds an <see cref="IChatClient"/> on a Gemini model of a given client, or of the one that <c>builder.Services.AddGemini</c> registered.</summary>
    /// <param name="builder">The kernel's builder.</param>
    /// <param name="modelId">The model's id, for example <c>gemini-3.8-flash</c>.</param>
    /// <param name="geminiClient">The client, which stays the caller's to dispose; <see langword="null"/> for the registered one, which must then be there when the service is first asked for.</param>
    /// <param name="serviceId">The key of the service, by which <see cref="PromptExecutionSettings.ServiceId"/> chooses it; <see langword="null"/> for the one without.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="modelId"/> is empty.</exception>
    public static IKernelBuilder AddGeminiChatClient(this IKernelBuilder builder, string modelId, GeminiClient? geminiClient = null, string? serviceId = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddGeminiChatClient(modelId, geminiClient, serviceId);
        return builder;
    }

    /// <summary>Adds an <see cref="IChatCompletionService"/> on a Gemini model: the chat client of <c>AddGeminiChatClient</c> behind Semantic Kernel's older interface.</summary>
    /// <param name="builder">The kernel's builder.</param>
    /// <param name="modelId">The model's id, for example <c>gemini-3.8-flash</c>.</param>
    /// <param name="apiKey">The API key.</param>
    /// <param name="serviceId">The key of the service, by which <see cref="PromptExecutionSettings.ServiceId"/> chooses it; <see langword="null"/> for the one without.</param>
    /// <param name="httpClient">The HTTP client to send with, never disposed nor reconfigured; <see langword="null"/> for one of the factory's.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="modelId"/> or <paramref name="apiKey"/> is empty.</exception>
    public static IKernelBuilder AddGeminiChatCompletion(this IKernelBuilder builder, string modelId, string apiKey, string? serviceId = null, HttpClient? httpClient = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddGeminiChatCompletion(modelId, apiKey, serviceId, httpClient);
        return builder;
    }

    /// <summary>Adds an <see cref="IChatCompletionService"/> on a Gemini model of a given client, or of the one that <c>builder.Services.AddGemini</c> registered.</summary>
    /// <param name="builder">The kernel's builder.</param>
    /// <param name="modelId">The model's id, for example <c>gemini-3.8-flash</c>.</param>
    /// <param name="geminiClient">The client, which stays the caller's to dispose; <see langword="null"/> for the registered one, which must then be there when the service is first asked for.</param>
    /// <param name="serviceId">The key of the service, by which <see cref="PromptExecutionSettings.ServiceId"/> chooses it; <see langword="null"/> for the one without.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="modelId"/> is empty.</exception>
    public static IKernelBuilder AddGeminiChatCompletion(this IKernelBuilder builder, string modelId, GeminiClient? geminiClient = null, string? serviceId = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddGeminiChatCompletion(modelId, geminiClient, serviceId);
        return builder;
    }
}
