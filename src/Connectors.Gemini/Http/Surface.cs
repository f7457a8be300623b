namespace Connectors.Gemini.Http;

/// <summary>What a request is written for: the Gemini API or Vertex AI, whose messages and names of resources differ.</summary>
/// <param name="IsVertex">Whether it is Vertex AI.</param>
/// <param name="FilesBase">What the names of uploaded files are relative to (Gemini API).</param>
/// <param name="Parent">What short names of resources lie under on Vertex AI, <c>projects/{p}/locations/{l}/</c>; empty on the Gemini API and in express mode.</param>
internal sealed record Surface(bool IsVertex, Uri FilesBase, string Parent)
{
    /// <summary>The name of a resource in full. One that begins otherwise than its collection is left to the service.</summary>
    internal string FullName(string collection, string name) => name.StartsWith(collection, StringComparison.Ordinal) ? Parent + name : name;
}
