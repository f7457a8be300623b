using Microsoft.Extensions.AI;

namespace Connectors.Gemini;

/// <summary>Gemini's settings on chat options of any class.</summary>
public static class GeminiChatOptionsExtensions
{
    /// <summary>
    /// The Gemini settings of <paramref name="options"/>: what is set on the view is set on the options. Only the members that <see cref="GeminiChatOptions"/> itself declares are shared;
    /// set M.E.AI's own members (<see cref="ChatOptions.Temperature"/> and so on) on the options themselves.
    /// </summary>
    /// <param name="options">Options of any class.</param>
    /// <returns>The options themselves where they are <see cref="GeminiChatOptions"/>, else a view of them.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is <see langword="null"/>.</exception>
    public static GeminiChatOptions AsGemini(this ChatOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return GeminiChatOptions.ViewOf(options);
    }
}
