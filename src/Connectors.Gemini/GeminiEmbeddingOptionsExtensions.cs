using Microsoft.Extensions.AI;

namespace Connectors.Gemini;

/// <summary>Gemini's settings on embedding options of any class.</summary>
public static class GeminiEmbeddingOptionsExtensions
{
    /// <summary>
    /// The Gemini settings of <paramref name="options"/>: what is set on the view is set on the options. Only the members that <see cref="GeminiEmbeddingOptions"/> itself declares are shared;
    /// set M.E.AI's own members (<see cref="EmbeddingGenerationOptions.Dimensions"/> and so on) on the options themselves.
    /// </summary>
    /// <param name="options">Options of any class.</param>
    /// <returns>The options themselves where they are <see cref="GeminiEmbeddingOptions"/>, else a view of them.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is <see langword="null"/>.</exception>
    public static GeminiEmbeddingOptions AsGemini(this EmbeddingGenerationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return GeminiEmbeddingOptions.ViewOf(options);
    }
}
