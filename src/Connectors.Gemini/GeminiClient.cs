using System.Diagnostics.CodeAnalysis;
using Connectors.Gemini.Chat;
using Connectors.Gemini.Embeddings;
using Connectors.Gemini.Http;
using Connectors.Gemini.Images;
using Connectors.Gemini.Mapping;
using Connectors.Gemini.Models;
using Connectors.Gemini.Speech;
using Connectors.Gemini.Tokens;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini;

/// <summary>
/// The front door to Google's Gemini API, on the Gemini API's own host or on Vertex AI. It holds the connections and the credential; the adapters that it makes are cheap,
/// share them, and can be used from any number of threads. Make one client for an application and dispose it at its end.
/// </summary>
public sealed class GeminiClient : IDisposable
{
    private readonly GeminiPipeline _pipeline;

    /// <summary>Creates a client with the API key of the environment variable <c>GOOGLE_API_KEY</c>, or else <c>GEMINI_API_KEY</c>.</summary>
    /// <exception cref="ArgumentException">Neither variable holds a key.</exception>
    public GeminiClient()
        : this(new GeminiClientOptions { ApiKey = EnvironmentKeys.Find() })
    {
    }

    /// <summary>Creates a client with an API key.</summary>
    /// <param name="apiKey">The key; white space around it is ignored.</param>
    /// <exception cref="ArgumentNullException"><paramref name="apiKey"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The key is empty or cannot stand in a header.</exception>
    public GeminiClient(string apiKey)
        : this(new GeminiClientOptions { ApiKey = apiKey ?? throw new ArgumentNullException(nameof(apiKey)) })
    {
    }

    /// <summary>Creates a client with options. They are copied: changing them later has no effect.</summary>
    /// <param name="options">Credential, address, retries and the rest.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">An option cannot be used; the message names it.</exception>
    public GeminiClient(GeminiClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _pipeline = new GeminiPipeline(options, KnownModels.Ids);
        Models = new GeminiModels(_pipeline);
        Tokens = new GeminiTokens(_pipeline, AsIChatClient);
    }

    /// <summary>Gets the models that the service offers.</summary>
    public GeminiModels Models { get; }

    /// <summary>Gets the counting of tokens.</summary>
    public GeminiTokens Tokens { get; }

    /// <summary>A chat with a model: text, images, audio and files in, text, thoughts, calls, images and audio out (<c>models/{model}:generateContent</c>, <c>:streamGenerateContent</c>).</summary>
    /// <param name="model">The model's id, for example <c>gemini-3.8-flash</c>; <see cref="ChatOptions.ModelId"/> overrides it for one call.</param>
    /// <returns>An adapter that keeps no state between calls. Disposing it does nothing.</returns>
    /// <exception cref="ArgumentException"><paramref name="model"/> is empty, or cannot stand in a path.</exception>
    public IChatClient AsIChatClient(string model)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        _pipeline.ModelPath(model, "generateContent");
        return new GeminiChatClient(this, _pipeline, model);
    }

    /// <summary>Texts as vectors (<c>models/{model}:batchEmbedContents</c>; on Vertex AI <c>:predict</c> or <c>:embedContent</c>). Any number of texts: they are sent in as many requests as the service's limits need.</summary>
    /// <param name="model">The model's id, for example <c>gemini-embedding-001</c>; <see cref="EmbeddingGenerationOptions.ModelId"/> overrides it for one call.</param>
    /// <returns>An adapter that keeps no state between calls. Disposing it does nothing.</returns>
    /// <exception cref="ArgumentException"><paramref name="model"/> is empty, or cannot stand in a path.</exception>
    public IEmbeddingGenerator<string, Embedding<float>> AsIEmbeddingGenerator(string model)
    {
        _pipeline.ModelPath(model, "batchEmbedContents");
        return new GeminiEmbeddingGenerator<string>(this, new GeminiEmbeddings(_pipeline, model), EmbeddingInputs.OfTexts);
    }

    /// <summary>Texts, images, audio, video and documents as vectors of one space: one vector for each content.</summary>
    /// <param name="model">The model's id: <c>gemini-embedding-2</c>; <see cref="EmbeddingGenerationOptions.ModelId"/> overrides it for one call.</param>
    /// <returns>An adapter that keeps no state between calls. Disposing it does nothing.</returns>
    /// <exception cref="ArgumentException"><paramref name="model"/> is empty, or cannot stand in a path.</exception>
    public IEmbeddingGenerator<AIContent, Embedding<float>> AsIMultimodalEmbeddingGenerator(string model)
    {
        _pipeline.ModelPath(model, "batchEmbedContents");
        var surface = _pipeline.Surface;
        return new GeminiEmbeddingGenerator<AIContent>(this, new GeminiEmbeddings(_pipeline, model), inputs => EmbeddingInputs.OfContents(inputs, surface));
    }

    /// <summary>Texts as speech (<c>models/{model}:generateContent</c>, <c>:streamGenerateContent</c>).</summary>
    /// <param name="model">The model's id, for example <c>gemini-3.8-flash-tts</c>; <see cref="TextToSpeechOptions.ModelId"/> overrides it for one call.</param>
    /// <returns>An adapter that keeps no state between calls. Disposing it does nothing.</returns>
    /// <exception cref="ArgumentException"><paramref name="model"/> is empty, or cannot stand in a path.</exception>
    [Experimental("MEAI001")]
    public ITextToSpeechClient AsITextToSpeechClient(string model)
    {
        _pipeline.ModelPath(model, "generateContent");
        return new GeminiTextToSpeechClient(this, _pipeline, model);
    }

    /// <summary>Speech as text (<c>models/{model}:generateContent</c>, <c>:streamGenerateContent</c>), written down or translated.</summary>
    /// <param name="model">The id of a model made for it (<c>gemini-3.5-transcribe</c>) or of any model that hears (<c>gemini-3.8-flash</c>); <see cref="SpeechToTextOptions.ModelId"/> overrides it for one call.</param>
    /// <returns>An adapter that keeps no state between calls. Disposing it does nothing.</returns>
    /// <exception cref="ArgumentException"><paramref name="model"/> is empty, or cannot stand in a path.</exception>
    [Experimental("MEAI001")]
    public ISpeechToTextClient AsISpeechToTextClient(string model)
    {
        _pipeline.ModelPath(model, "generateContent");
        return new GeminiSpeechToTextClient(this, _pipeline, model);
    }

    /// <summary>
    /// Images from a prompt, or from a prompt and images, with Gemini's image models (<c>models/{model}:generateContent</c>) and, on Vertex AI, Imagen (<c>:predict</c>).
    /// An answer without an image throws a <see cref="GeminiException"/> with the finish reason and what the model said.
    /// </summary>
    /// <param name="model">The model's id, for example <c>gemini-3.1-flash-image</c>; <see cref="ImageGenerationOptions.ModelId"/> overrides it for one call.</param>
    /// <returns>An adapter that keeps no state between calls. Disposing it does nothing.</returns>
    /// <exception cref="ArgumentException"><paramref name="model"/> is empty, or cannot stand in a path.</exception>
    [Experimental("MEAI001")]
    public IImageGenerator AsIImageGenerator(string model)
    {
        _pipeline.ModelPath(model, "generateContent");
        return new GeminiImageGenerator(this, _pipeline, model);
    }

    /// <summary>Closes the connections that the client made. A caller's <see cref="GeminiClientOptions.HttpClient"/> stays as it is.</summary>
    public void Dispose() => _pipeline.Dispose();
}
