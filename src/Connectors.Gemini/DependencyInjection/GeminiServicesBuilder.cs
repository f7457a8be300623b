using System.Diagnostics.CodeAnalysis;
using Connectors.Gemini.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Connectors.Gemini.DependencyInjection;

/// <summary>
/// One registered Gemini: a <see cref="GeminiClient"/> for the application's life, with connections of <see cref="IHttpClientFactory"/>, to which adapters are added.
/// The client is a singleton; of a named registration it is keyed by the name.
/// </summary>
public sealed class GeminiServicesBuilder
{
    private GeminiServicesBuilder(IServiceCollection services, string name, IHttpClientBuilder httpClient)
    {
        Services = services;
        Name = name;
        HttpClient = httpClient;
    }

    /// <summary>Gets the application's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Gets the name of the registration; empty for the one without a name.</summary>
    public string Name { get; }

    /// <summary>
    /// Gets the HTTP client of the registration, to add handlers to. Its own handler follows no redirects, since the API key would go along; a handler that takes its place should not either.
    /// It has no timeout of its own: see <see cref="GeminiClientOptions.Timeout"/>.
    /// </summary>
    public IHttpClientBuilder HttpClient { get; }

    /// <summary>Sets options in code, after the configuration section is applied: a bearer-token callback, say.</summary>
    /// <param name="configure">Sets the options.</param>
    /// <returns>This builder.</returns>
    public GeminiServicesBuilder Configure(Action<GeminiClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.Configure(Name, configure);
        return this;
    }

    /// <summary>Registers an <see cref="IChatClient"/> on a model.</summary>
    /// <param name="model">The model's id, for example <c>gemini-3.8-flash</c>.</param>
    /// <param name="lifetime">The lifetime of the adapter with what the builder puts around it. Default: singleton.</param>
    /// <returns>M.E.AI's builder, to put middleware around the client: <c>.UseFunctionInvocation()</c>.</returns>
    public ChatClientBuilder AddChatClient(string model, ServiceLifetime lifetime = ServiceLifetime.Singleton)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        return Services.AddChatClient(services => Client(services).AsIChatClient(model), lifetime);
    }

    /// <summary>Registers an <see cref="IChatClient"/> on a model under a key, for <c>[FromKeyedServices(key)]</c>.</summary>
    /// <param name="serviceKey">The key.</param>
    /// <param name="model">The model's id, for example <c>gemini-3.8-flash</c>.</param>
    /// <param name="lifetime">The lifetime of the adapter with what the builder puts around it. Default: singleton.</param>
    /// <returns>M.E.AI's builder, to put middleware around the client: <c>.UseFunctionInvocation()</c>.</returns>
    public ChatClientBuilder AddKeyedChatClient(object? serviceKey, string model, ServiceLifetime lifetime = ServiceLifetime.Singleton)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        return Services.AddKeyedChatClient(serviceKey, services => Client(services).AsIChatClient(model), lifetime);
    }

    /// <summary>Registers an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> of texts on a model.</summary>
    /// <param name="model">The model's id, for example <c>gemini-embedding-001</c>.</param>
    /// <param name="lifetime">The lifetime of the adapter with what the builder puts around it. Default: singleton.</param>
    /// <returns>M.E.AI's builder, to put middleware around the generator.</returns>
    public EmbeddingGeneratorBuilder<string, Embedding<float>> AddEmbeddingGenerator(string model, ServiceLifetime lifetime = ServiceLifetime.Singleton)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        return Services.AddEmbeddingGenerator(services => Client(services).AsIEmbeddingGenerator(model), lifetime);
    }

    /// <summary>Registers an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> of texts on a model under a key.</summary>
    /// <param name="serviceKey">The key.</param>
    /// <param name="model">The model's id, for example <c>gemini-embedding-001</c>.</param>
    /// <param name="lifetime">The lifetime of the adapter with what the builder puts around it. Default: singleton.</param>
    /// <returns>M.E.AI's builder, to put middleware around the generator.</returns>
    public EmbeddingGeneratorBuilder<string, Embedding<float>> AddKeyedEmbeddingGenerator(object? serviceKey, string model, ServiceLifetime lifetime = ServiceLifetime.Singleton)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        return Services.AddKeyedEmbeddingGenerator(serviceKey, services => Client(services).AsIEmbeddingGenerator(model), lifetime);
    }

    /// <summary>Registers an <see cref="ITextToSpeechClient"/> on a model.</summary>
    /// <param name="model">The model's id, for example <c>gemini-3.8-flash-tts</c>.</param>
    /// <param name="lifetime">The lifetime of the adapter with what the builder puts around it. Default: singleton.</param>
    /// <returns>M.E.AI's builder, to put middleware around the client.</returns>
    [Experimental("MEAI001")]
    public TextToSpeechClientBuilder AddTextToSpeechClient(string model, ServiceLifetime lifetime = ServiceLifetime.Singleton)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        return Services.AddTextToSpeechClient(services => Client(services).AsITextToSpeechClient(model), lifetime);
    }

    /// <summary>Registers an <see cref="ITextToSpeechClient"/> on a model under a key.</summary>
    /// <param name="serviceKey">The key.</param>
    /// <param name="model">The model's id, for example <c>gemini-3.8-flash-tts</c>.</param>
    /// <param name="lifetime">The lifetime of the adapter with what the builder puts around it. Default: singleton.</param>
    /// <returns>M.E.AI's builder, to put middleware around the client.</returns>
    [Experimental("MEAI001")]
    public TextToSpeechClientBuilder AddKeyedTextToSpeechClient(object? serviceKey, string model, ServiceLifetime lifetime = ServiceLifetime.Singleton)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        return Services.AddKeyedTextToSpeechClient(serviceKey, services => Client(services).AsITextToSpeechClient(model), lifetime);
    }

    /// <summary>Registers an <see cref="ISpeechToTextClient"/> on a model.</summary>
    /// <param name="model">The model's id, for example <c>gemini-3.8-flash</c>.</param>
    /// <param name="lifetime">The lifetime of the adapter with what the builder puts around it. Default: singleton.</param>
    /// <returns>M.E.AI's builder, to put middleware around the client.</returns>
    [Experimental("MEAI001")]
    public SpeechToTextClientBuilder AddSpeechToTextClient(string model, ServiceLifetime lifetime = ServiceLifetime.Singleton)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        return Services.AddSpeechToTextClient(services => Client(services).AsISpeechToTextClient(model), lifetime);
    }

    /// <summary>Registers an <see cref="ISpeechToTextClient"/> on a model under a key.</summary>
    /// <param name="serviceKey">The key.</param>
    /// <param name="model">The model's id, for example <c>gemini-3.8-flash</c>.</param>
    /// <param name="lifetime">The lifetime of the adapter with what the builder puts around it. Default: singleton.</param>
    /// <returns>M.E.AI's builder, to put middleware around the client.</returns>
    [Experimental("MEAI001")]
    public SpeechToTextClientBuilder AddKeyedSpeechToTextClient(object? serviceKey, string model, ServiceLifetime lifetime = ServiceLifetime.Singleton)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        return Services.AddKeyedSpeechToTextClient(serviceKey, services => Client(services).AsISpeechToTextClient(model), lifetime);
    }

    /// <summary>Registers an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> of texts, images, audio, video and documents on a model.</summary>
    /// <param name="model">The model's id: <c>gemini-embedding-2</c>.</param>
    /// <param name="lifetime">The lifetime of the adapter with what the builder puts around it. Default: singleton.</param>
    /// <returns>M.E.AI's builder, to put middleware around the generator.</returns>
    public EmbeddingGeneratorBuilder<AIContent, Embedding<float>> AddMultimodalEmbeddingGenerator(string model, ServiceLifetime lifetime = ServiceLifetime.Singleton)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        return Services.AddEmbeddingGenerator(services => Client(services).AsIMultimodalEmbeddingGenerator(model), lifetime);
    }

    /// <summary>Registers an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> of texts, images, audio, video and documents on a model under a key.</summary>
    /// <param name="serviceKey">The key.</param>
    /// <param name="model">The model's id: <c>gemini-embedding-2</c>.</param>
    /// <param name="lifetime">The lifetime of the adapter with what the builder puts around it. Default: singleton.</param>
    /// <returns>M.E.AI's builder, to put middleware around the generator.</returns>
    public EmbeddingGeneratorBuilder<AIContent, Embedding<float>> AddKeyedMultimodalEmbeddingGenerator(object? serviceKey, string model, ServiceLifetime lifetime = ServiceLifetime.Singleton)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        return Services.AddKeyedEmbeddingGenerator(serviceKey, services => Client(services).AsIMultimodalEmbeddingGenerator(model), lifetime);
    }

    /// <summary>Registers an <see cref="IImageGenerator"/> on a model.</summary>
    /// <param name="model">The model's id, for example <c>gemini-3.1-flash-image</c>.</param>
    /// <param name="lifetime">The lifetime of the adapter with what the builder puts around it. Default: singleton.</param>
    /// <returns>M.E.AI's builder, to put middleware around the generator.</returns>
    [Experimental("MEAI001")]
    public ImageGeneratorBuilder AddImageGenerator(string model, ServiceLifetime lifetime = ServiceLifetime.Singleton)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        return Services.AddImageGenerator(services => Client(services).AsIImageGenerator(model), lifetime);
    }

    /// <summary>Registers an <see cref="IImageGenerator"/> on a model under a key.</summary>
    /// <param name="serviceKey">The key.</param>
    /// <param name="model">The model's id, for example <c>gemini-3.1-flash-image</c>.</param>
    /// <param name="lifetime">The lifetime of the adapter with what the builder puts around it. Default: singleton.</param>
    /// <returns>M.E.AI's builder, to put middleware around the generator.</returns>
    [Experimental("MEAI001")]
    public ImageGeneratorBuilder AddKeyedImageGenerator(object? serviceKey, string model, ServiceLifetime lifetime = ServiceLifetime.Singleton)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        return Services.AddKeyedImageGenerator(serviceKey, services => Client(services).AsIImageGenerator(model), lifetime);
    }

    internal static GeminiServicesBuilder Create(IServiceCollection services, string name, Action<GeminiClientOptions> configure)
    {
        if (services.Any(service => service.ServiceType == typeof(GeminiClient) && Equals(service.ServiceKey, name.Length == 0 ? null : name)))
        {
            throw new InvalidOperationException(name.Length == 0
                ? "AddGemini was called twice without a name. Add adapters to the builder of the first call, or give the second registration a name: AddGemini(\"name\", ...)."
                : $"AddGemini was called twice with the name '{name}'. Add adapters to the builder of the first call, or choose another name.");
        }

        var httpClientName = name.Length == 0 ? "Connectors.Gemini" : "Connectors.Gemini:" + name;
        // The factory never closes a handler that is in use; the container, whose singleton it is, closes the connections with the application.
        services.AddKeyedSingleton(httpClientName, static (_, _) => OwnConnections.CreateHandler());
        var httpClient = services.AddHttpClient(httpClientName)
            .ConfigureHttpClient(OwnConnections.Configure)
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredKeyedService<SocketsHttpHandler>(httpClientName))
            // One client for the application's life holds the handler; the handler renews its connections itself.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);

        services.AddOptions<GeminiClientOptions>(name)
            .Configure(configure)
            .ValidateOnStart();
        services.AddSingleton<IPostConfigureOptions<GeminiClientOptions>>(provider => new PostConfigureOptions<GeminiClientOptions>(name, options =>
        {
            options.HttpClient ??= provider.GetRequiredService<IHttpClientFactory>().CreateClient(httpClientName);
            options.LoggerFactory ??= provider.GetService<ILoggerFactory>();
            options.TimeProvider ??= provider.GetService<TimeProvider>();
        }));
        services.AddSingleton<IValidateOptions<GeminiClientOptions>>(new GeminiClientOptionsValidator(name));

        if (name.Length == 0)
        {
            services.AddSingleton(Make);
        }
        else
        {
            services.AddKeyedSingleton(name, (provider, _) => Make(provider));
        }

        return new GeminiServicesBuilder(services, name, httpClient);

        GeminiClient Make(IServiceProvider provider) => new(provider.GetRequiredService<IOptionsMonitor<GeminiClientOptions>>().Get(name));
    }

    private GeminiClient Client(IServiceProvider services) =>
        Name.Length == 0 ? services.GetRequiredService<GeminiClient>() : services.GetRequiredKeyedService<GeminiClient>(Name);
}
