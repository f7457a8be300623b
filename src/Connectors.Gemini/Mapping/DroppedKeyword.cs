namespace Connectors.Gemini.Mapping;

/// <summary>A keyword of a JSON schema that the OpenAPI subset has no counterpart for.</summary>
/// <param name="Keyword">The keyword, for example <c>additionalProperties</c>.</param>
/// <param name="Path">The JSON path of the schema that had it, references followed: <c>$.properties.price</c>.</param>
internal readonly record struct DroppedKeyword(string Keyword, string Path)
{
    public override string ToString() => $"{Keyword} at {Path}";
}
