using Connectors.Gemini.Mapping;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini;

/// <summary>Histories that other Gemini adapters of Microsoft.Extensions.AI saved.</summary>
public static class GeminiHistory
{
    /// <summary>
    /// Reads a history as another adapter left it, in memory or after JSON, so that this library can go on with it: thought signatures come to stand where the service wants them,
    /// call ids become unique, and ids that the adapter invented are not sent. What the adapter lost (signatures of Google's on calls, marks of thoughts) cannot be found again;
    /// the service takes such calls with the documented placeholder. Contents that are this library's already stay as they are, so a history may be imported again.
    /// </summary>
    /// <param name="messages">The messages; they are not changed.</param>
    /// <param name="source">Who saved them. It must be named, since one adapter's signatures cannot be told from another provider's.</param>
    /// <returns>New messages, in the same order; contents that need no change are shared with the given ones.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="source"/> is none of the named ones.</exception>
    public static IList<ChatMessage> Import(IEnumerable<ChatMessage> messages, GeminiHistorySource source)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (!Enum.IsDefined(source))
        {
            throw new ArgumentOutOfRangeException(nameof(source), source, "Not a known adapter.");
        }

        return new HistoryImport(source).Read(messages);
    }
}
