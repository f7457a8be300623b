using Connectors.Gemini.Wire;

namespace Connectors.Gemini.SemanticKernel;

/// <summary>From which probability of harm on content of a category is blocked, in the shape of Semantic Kernel's own Google connector.</summary>
/// <param name="category">The kind of harm; the adjustable ones are harassment, hate speech, sexually explicit, dangerous content and civic integrity.</param>
/// <param name="threshold">From where on content is blocked.</param>
public sealed class GeminiSafetySetting(HarmCategory category, HarmBlockThreshold threshold)
{
    /// <summary>Gets the kind of harm.</summary>
    public HarmCategory Category { get; } = category;

    /// <summary>Gets from where on content is blocked.</summary>
    public HarmBlockThreshold Threshold { get; } = threshold;
}
