#pragma warning disable CS1591 // The API's own field names say what the members are; the API documents them.

namespace Connectors.Gemini.Wire;

/// <summary>The body of <c>models/{model}:countTokens</c>: on the Gemini API the whole request, on Vertex AI the fields of it that count.</summary>
internal sealed class CountTokensRequest : GeminiMessage
{
    public GenerateContentRequest? GenerateContentRequest { get; set; }

    public IList<Content>? Contents { get; set; }

    public Content? SystemInstruction { get; set; }

    public IList<Tool>? Tools { get; set; }

    public GenerationConfig? GenerationConfig { get; set; }
}

/// <summary>The answer of <c>:countTokens</c>.</summary>
public sealed class CountTokensResponse : GeminiMessage
{
    /// <summary>Gets or sets the tokens of the whole prompt: messages, instructions, tools and, on the Gemini API, cached content.</summary>
    public int? TotalTokens { get; set; }

    /// <summary>Gets or sets how many of them are cached content's (Gemini API).</summary>
    public int? CachedContentTokenCount { get; set; }

    public IList<ModalityTokenCount>? PromptTokensDetails { get; set; }

    public IList<ModalityTokenCount>? CacheTokensDetails { get; set; }

    /// <summary>Gets or sets the characters without white space (Vertex AI).</summary>
    public int? TotalBillableCharacters { get; set; }
}

/// <summary>The body of <c>:computeTokens</c> (Vertex AI).</summary>
internal sealed class ComputeTokensRequest : GeminiMessage
{
    public IList<Content>? Contents { get; set; }
}

/// <summary>The answer of <c>:computeTokens</c> (Vertex AI).</summary>
public sealed class ComputeTokensResponse : GeminiMessage
{
    public IList<TokensInfo>? TokensInfo { get; set; }
}

/// <summary>The tokens of one content.</summary>
public sealed class TokensInfo : GeminiMessage
{
    public string? Role { get; set; }

    public IList<long>? TokenIds { get; set; }

    /// <summary>Gets or sets the bytes of each token in base64: a token may end within a character.</summary>
    public IList<string>? Tokens { get; set; }
}
