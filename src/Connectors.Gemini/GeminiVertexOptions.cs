namespace Connectors.Gemini;

/// <summary>Sends the calls of a client to Vertex AI (Gemini Enterprise Agent Platform) instead of the Gemini API.</summary>
/// <remarks>With an API key and no <see cref="Project"/> the client works in Vertex AI's express mode.</remarks>
public sealed class GeminiVertexOptions
{
    /// <summary>The Google Cloud project id. Required unless an API key is used in express mode.</summary>
    public string? Project { get; set; }

    /// <summary>The location, for example <c>europe-west4</c>, <c>eu</c> or <c>global</c>. <see langword="null"/>, the default, means <c>global</c>.</summary>
    /// <remarks>It chooses the host too: a region has its own, <c>us</c> and <c>eu</c> are multi-regions.</remarks>
    public string? Location { get; set; }
}
