using System.Diagnostics.CodeAnalysis;
using Connectors.Gemini.SemanticKernel.Media;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.AudioToText;
using Microsoft.SemanticKernel.TextToAudio;
using Microsoft.SemanticKernel.TextToImage;

namespace Connectors.Gemini.SemanticKernel;

/// <summary>
/// Semantic Kernel's services for images, speech and transcription over M.E.AI's clients of any provider, for which Semantic Kernel has no adapters of its own.
/// Execution settings become the client's options; keys without a member there go along as additional properties. An error among the contents throws a <see cref="KernelException"/>.
/// </summary>
public static class KernelMediaServiceExtensions
{
    /// <summary>An image generator as Semantic Kernel's text-to-image service. Settings: <c>size</c> (<c>1024x1024</c>) or <c>width</c> and <c>height</c>, <c>n</c> or <c>count</c>, <c>media_type</c>.</summary>
    /// <param name="generator">The generator, which stays the caller's to dispose.</param>
    /// <returns>The service; its <c>ModelId</c> attribute is the generator's default model.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="generator"/> is <see langword="null"/>.</exception>
    [Experimental("MEAI001")]
    public static ITextToImageService AsTextToImageService(this IImageGenerator generator)
    {
        ArgumentNullException.ThrowIfNull(generator);
        return new ImageGeneratorTextToImageService(generator);
    }

    /// <summary>A speech client as Semantic Kernel's text-to-audio service. Settings: <c>voice</c>, <c>language</c>, <c>response_format</c>, <c>speed</c>, <c>pitch</c>, <c>volume</c>.</summary>
    /// <param name="client">The client, which stays the caller's to dispose.</param>
    /// <returns>The service; its <c>ModelId</c> attribute is the client's default model.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is <see langword="null"/>.</exception>
    [Experimental("MEAI001")]
    public static ITextToAudioService AsTextToAudioService(this ITextToSpeechClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new TextToSpeechTextToAudioService(client);
    }

    /// <summary>A transcription client as Semantic Kernel's audio-to-text service, which gives one text. Settings: <c>language</c>, <c>text_language</c>, <c>sample_rate</c>.</summary>
    /// <param name="client">The client, which stays the caller's to dispose.</param>
    /// <returns>The service; its <c>ModelId</c> attribute is the client's default model.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is <see langword="null"/>.</exception>
    [Experimental("MEAI001")]
    public static IAudioToTextService AsAudioToTextService(this ISpeechToTextClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new SpeechToTextAudioToTextService(client);
    }
}
