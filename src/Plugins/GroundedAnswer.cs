namespace Connectors.Gemini.Plugins;

/// <summary>An answer with what it rests on.</summary>
public sealed record GroundedAnswer
{
    /// <summary>Gets the answer as Markdown, with <c>[1]</c> after what a source supports. At most 20,000 characters; what is cut off is said.</summary>
    public required string Answer { get; init; }

    /// <summary>Gets the sources, in the order of their numbers.</summary>
    public IReadOnlyList<GroundingSource> Sources { get; init; } = [];

    /// <summary>Gets the stretches of the answer that sources support; at most 50.</summary>
    public IReadOnlyList<SupportedText> Supports { get; init; } = [];

    /// <summary>Gets what was searched for; <see langword="null"/> where nothing was.</summary>
    public IReadOnlyList<string>? Queries { get; init; }

    /// <summary>Gets the pages that were to be read, with <c>URL_RETRIEVAL_STATUS_SUCCESS</c> or why they were not; <see langword="null"/> where there were none.</summary>
    public IReadOnlyList<PageStatus>? Pages { get; init; }

    /// <summary>Gets the HTML of search suggestions, which Google wants shown with the answer; <see langword="null"/> where the service gave none or the plugin leaves it out.</summary>
    public string? SearchSuggestionsHtml { get; init; }
}
