namespace Connectors.Gemini;

/// <summary>Where to read more about an error (<c>google.rpc.Help.links[]</c>).</summary>
public sealed class GeminiHelpLink
{
    /// <summary>What the page is about (<c>description</c>).</summary>
    public string? Description { get; init; }

    /// <summary>The address of the page (<c>url</c>), as the service wrote it.</summary>
    public string? Url { get; init; }
}
