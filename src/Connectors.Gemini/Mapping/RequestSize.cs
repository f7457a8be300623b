namespace Connectors.Gemini.Mapping;

/// <summary>How much a request may hold: 100 MB, on Vertex AI 20 MB. Base64 makes four bytes of three, and the rest of the request wants its place.</summary>
internal static class RequestSize
{
    private const int MaxGeminiBytes = 70 * 1024 * 1024;
    private const int MaxVertexBytes = 14 * 1024 * 1024;

    /// <summary>The most bytes of inline data.</summary>
    internal static int MaxInlineBytes(bool isVertex) => isVertex ? MaxVertexBytes : MaxGeminiBytes;
}
