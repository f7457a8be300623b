namespace Connectors.Gemini;

/// <summary>The adapters whose saved histories <see cref="GeminiHistory.Import"/> reads.</summary>
public enum GeminiHistorySource
{
    /// <summary>Google's official package <c>Google.GenAI</c>: a signature stands as an empty reasoning content behind the content that it signs.</summary>
    GoogleGenAI,

    /// <summary><c>GeminiDotnet.Extensions.AI</c>: only thoughts have their signatures, and calls have ids of the adapter's own.</summary>
    GeminiDotnet,

    /// <summary><c>Google_GenerativeAI.Microsoft</c>: signatures stand in <c>AdditionalProperties["ThoughtSignature"]</c>, and a call's id is the function's name.</summary>
    GoogleGenerativeAI,
}
