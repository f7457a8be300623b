using System.Diagnostics.CodeAnalysis;
using Connectors.Gemini;
using Connectors.Gemini.SemanticKernel;
using Connectors.Gemini.SemanticKernel.DependencyInjection;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel.AudioToText;
using Microsoft.SemanticKernel.TextToAudio;
using Microsoft.SemanticKernel.TextToImage;

// The namespace in which Semantic Kernel's own connectors have theirs.
namespace Microsoft.SemanticKernel;

/// <summary>Adds Gemini's embeddings, images, speech and transcription to a kernel.</summary>
public static class GeminiMediaKernelBuilderExtensions
{
    /// <summary>Adds an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> of texts on a Gemini model.</summary>
    /// <param name="builder">The kernel's builder.</param>
    /// <param name="modelId">The model's id, for example <c>gemini-embedding-001</c>.</param>
    /// <param name="apiKey">The API key.</param>
    /// <param name="serviceId">The key of the service; <see langword="null"/> for the one without.</param>
    /// <param name="httpClient">The HTTP client to send with, never disposed nor reconfigured; <see langword="null"/> for one of the factory's.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="modelId"/> or <paramref name="apiKey"/> is empty.</exception>
    public static IKernelBuilder AddGeminiEmbeddingGenerator(this IKernelBuilder builder, string modelId, string apiKey, string? serviceId = null, HttpClient? httpClient = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var client = GeminiKernelServiceCollectionExtensions.ByKey(builder.Services, modelId, apiKey, httpClient);
        builder.Services.AddKeyedSingleton<IEmbeddingGenerator<string, Embedding<float>>>(serviceId, (provider, _) => client(provider).AsIEmbeddingGenerator(modelId));
        return builder;
    }

    /// <summary>Adds an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> of texts on a Gemini model of a given client, or of the one that <c>builder.Services.AddGemini</c> registered.</summary>
    /// <param name="builder">The kernel's builder.</param>
    /// <param name="modelId">The model's id, for example <c>gemini-embedding-001</c>.</param>
    /// <param name="geminiClient">The client, which stays the caller's to dispose; <see langword="null"/> for the registered one, which must then be there when the service is first asked for.</param>
    /// <param name="serviceId">The key of the service; <see langword="null"/> for the one without.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="modelId"/> is empty.</exception>
    public static IKernelBuilder AddGeminiEmbeddingGenerator(this IKernelBuilder builder, string modelId, GeminiClient? geminiClient = null, string? serviceId = null)
    {
        var client = Given(builder, modelId, geminiClient);
        builder.Services.AddKeyedSingleton<IEmbeddingGenerator<string, Embedding<float>>>(serviceId, (provider, _) => client(provider).AsIEmbeddingGenerator(modelId));
        return builder;
    }

    /// <summary>Adds an <see cref="ITextToImageService"/> on a Gemini model.</summary>
    /// <param name="builder">The kernel's builder.</param>
    /// <param name="modelId">The model's id, for example <c>gemini-3.1-flash-image</c>.</param>
    /// <param name="apiKey">The API key.</param>
    /// <param name="serviceId">The key of the service; <see langword="null"/> for the one without.</param>
    /// <param name="httpClient">The HTTP client to send with, never disposed nor reconfigured; <see langword="null"/> for one of the factory's.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="modelId"/> or <paramref name="apiKey"/> is empty.</exception>
    [Experimental("MEAI001")]
    public static IKernelBuilder AddGeminiTextToImage(this IKernelBuilder builder, string modelId, string apiKey, string? serviceId = null, HttpClient? httpClient = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var client = GeminiKernelServiceCollectionExtensions.ByKey(builder.Services, modelId, apiKey, httpClient);
        builder.Services.AddKeyedSingleton<ITextToImageService>(serviceId, (provider, _) => client(provider).AsIImageGenerator(modelId).AsTextToImageService());
        return builder;
    }

    /// <summary>Adds an <see cref="ITextToImageService"/> on a Gemini model of a given client, or of the one that <c>builder.Services.AddGemini</c> registered.</summary>
    /// <param name="builder">The kernel's builder.</param>
    /// <param name="modelId">The model's id, for example <c>gemini-3.1-flash-image</c>.</param>
    /// <param name="geminiClient">The client, which stays the caller's to dispose; <see langword="null"/> for the registered one, which must then be there when the service is first asked for.</param>
    /// <param name="serviceId">The key of the service; <see langword="null"/> for the one without.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="modelId"/> is empty.</exception>
    [Experimental("MEAI001")]
    public static IKernelBuilder AddGeminiTextToImage(this IKernelBuilder builder, string modelId, GeminiClient? geminiClient = null, string? serviceId = null)
    {
        var client = Given(builder, modelId, geminiClient);
        builder.Services.AddKeyedSingleton<ITextToImageService>(serviceId, (provider, _) => client(provider).AsIImageGenerator(modelId).AsTextToImageService());
        return builder;
    }

    /// <summary>Adds an <see cref="ITextToAudioService"/> on a Gemini model.</summary>
    /// <param name="builder">The kernel's builder.</param>
    /// <param name="modelId">The model's id, for example <c>gemini-3.8-flash-tts</c>.</param>
    /// <param name="apiKey">The API key.</param>
    /// <param name="serviceId">The key of the service; <see langword="null"/> for the one without.</param>
    /// <param name="httpClient">The HTTP client to send with, never disposed nor reconfigured; <see langword="null"/> for one of the factory's.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="modelId"/> or <paramref name="apiKey"/> is empty.</exception>
    [Experimental("MEAI001")]
    public static IKernelBuilder AddGeminiTextToAudio(this IKernelBuilder builder, string modelId, string apiKey, string? serviceId = null, HttpClient? httpClient = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var client = GeminiKernelServiceCollectionExtensions.ByKey(builder.Services, modelId, apiKey, httpClient);
        builder.Services.AddKeyedSingleton<ITextToAudioService>(serviceId, (provider, _) => client(provider).AsITextToSpeechClient(modelId).AsTextToAudioService());
        return builder;
    }

    /// <summary>Adds an <see cref="ITextToAudioService"/> on a Gemini model of a given client, or of the one that <c>builder.Services.AddGemini</c> registered.</summary>
    /// <param name="builder">The kernel's builder.</param>
    /// <param name="modelId">The model's id, for example <c>gemini-3.8-flash-tts</c>.</param>
    /// <param name="geminiClient">The client, which stays the caller's to dispose; <see langword="null"/> for the registered one, which must then be there when the service is first asked for.</param>
    /// <param name="serviceId">The key of the service; <see langword="null"/> for the one without.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="modelId"/> is empty.</exception>
    [Experimental("MEAI001")]
    public static IKernelBuilder AddGeminiTextToAudio(this IKernelBuilder builder, string modelId, GeminiClient? geminiClient = null, string? serviceId = null)
    {
        var client = Given(builder, modelId, geminiClient);
        builder.Services.AddKeyedSingleton<ITextToAudioService>(serviceId, (provider, _) => client(provider).AsITextToSpeechClient(modelId).AsTextToAudioService());
        return builder;
    }

    /// <summary>Adds an <see cref="IAudioToTextService"/> on a Gemini model.</summary>
    /// <param name="builder">The kernel's builder.</param>
    /// <param name="modelId">The model's id, for example <c>gemini-3.8-flash</c>.</param>
    /// <param name="apiKey">The API key.</param>
    /// <param name="serviceId">The key of the service; <see langword="null"/> for the one without.</param>
    /// <param name="httpClient">The HTTP client to send with, never disposed nor reconfigured; <see langword="null"/> for one of the factory's.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="modelId"/> or <paramref name="apiKey"/> is empty.</exception>
    [Experimental("MEAI001")]
    public static IKernelBuilder AddGeminiAudioToText(this IKernelBuilder builder, string modelId, string apiKey, string? serviceId = null, HttpClient? httpClient = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var client = GeminiKernelServiceCollectionExtensions.ByKey(builder.Services, modelId, apiKey, httpClient);
        builder.Services.AddKeyedSingleton<IAudioToTextService>(serviceId, (provider, _) => client(provider).AsISpeechToTextClient(modelId).AsAudioToTextService());
        return builder;
    }

    /// <summary>Adds an <see cref="IAudioToTextService"/> on a Gemini model of a given client, or of the one that <c>builder.Services.AddGemini</c> registered.</summary>
    /// <param name="builder">The kernel's builder.</param>
    /// <param name="modelId">The model's id, for example <c>gemini-3.8-flash</c>.</param>
    /// <param name="geminiClient">The client, which stays the caller's to dispose; <see langword="null"/> for the registered one, which must then be there when the service is first asked for.</param>
    /// <param name="serviceId">The key of the service; <see langword="null"/> for the one without.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="modelId"/> is empty.</exception>
    [Experimental("MEAI001")]
    public static IKernelBuilder AddGeminiAudioToText(this IKernelBuilder builder, string modelId, GeminiClient? geminiClient = null, string? serviceId = null)
    {
        var client = Given(builder, modelId, geminiClient);
        builder.Services.AddKeyedSingleton<IAudioToTextService>(serviceId, (provider, _) => client(provider).AsISpeechToTextClient(modelId).AsAudioToTextService());
        return builder;
    }

    private static Func<IServiceProvider, GeminiClient> Given(IKernelBuilder builder, string modelId, GeminiClient? client)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(modelId);
        return provider => client ?? GeminiRegistrations.Registered(provider);
    }
}
