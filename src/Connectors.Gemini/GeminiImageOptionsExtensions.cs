using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini;

/// <summary>Gemini's settings on image options of any class.</summary>
[Experimental("MEAI001")]
public static class GeminiImageOptionsExtensions
{
    /// <summary>
    /// The Gemini settings of <paramref name="options"/>: what is set on the view is set on the options. Only the members that <see cref="GeminiImageOptions"/> itself declares are shared;
    /// set M.E.AI's own members (<see cref="ImageGenerationOptions.Count"/> and so on) on the options themselves.
    /// </summary>
    /// <param name="options">Options of any class.</param>
    /// <returns>The options themselves where they are <see cref="GeminiImageOptions"/>, else a view of them.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is <see langword="null"/>.</exception>
    public static GeminiImageOptions AsGemini(this ImageGenerationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return GeminiImageOptions.ViewOf(options);
    }
}
