using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini;

/// <summary>Gemini's settings on speech and transcription options of any class.</summary>
[Experimental("MEAI001")]
public static class GeminiSpeechOptionsExtensions
{
    /// <summary>The Gemini settings of <paramref name="options"/>: what is set on the view is set on the options. Set M.E.AI's own members on the options themselves.</summary>
    /// <param name="options">Options of any class.</param>
    /// <returns>The options themselves where they are <see cref="GeminiSpeechOptions"/>, else a view of them.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is <see langword="null"/>.</exception>
    public static GeminiSpeechOptions AsGemini(this TextToSpeechOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return GeminiSpeechOptions.ViewOf(options);
    }

    /// <summary>The Gemini settings of <paramref name="options"/>: what is set on the view is set on the options. Set M.E.AI's own members on the options themselves.</summary>
    /// <param name="options">Options of any class.</param>
    /// <returns>The options themselves where they are <see cref="GeminiTranscriptionOptions"/>, else a view of them.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is <see langword="null"/>.</exception>
    public static GeminiTranscriptionOptions AsGemini(this SpeechToTextOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return GeminiTranscriptionOptions.ViewOf(options);
    }
}
