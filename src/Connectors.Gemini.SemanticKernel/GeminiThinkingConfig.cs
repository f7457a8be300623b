namespace Connectors.Gemini.SemanticKernel;

/// <summary>How much a model thinks (<c>generationConfig.thinkingConfig</c>), in the shape of Semantic Kernel's own Google connector.</summary>
public sealed class GeminiThinkingConfig
{
    /// <summary>Gets how many tokens a model of generation 2.5 may spend on thinking (<c>thinking_budget</c>): -1 = its own choice, 0 = none where the model can. Default: the model's own.</summary>
    public int? ThinkingBudget { get; init; }

    /// <summary>Gets how much a model of generation 3 or later thinks (<c>thinking_level</c>): <c>minimal</c>, <c>low</c>, <c>medium</c> or <c>high</c>. Default: the model's own.</summary>
    public string? ThinkingLevel { get; init; }

    /// <summary>Gets whether summaries of the thoughts are returned (<c>include_thoughts</c>). Default: no.</summary>
    public bool? IncludeThoughts { get; init; }
}
