namespace Connectors.Gemini;

/// <summary>A field of the request that the service refused (<c>google.rpc.BadRequest.fieldViolations[]</c>).</summary>
public sealed class GeminiFieldViolation
{
    /// <summary>The path of the field (<c>field</c>), for example <c>generation_config.thinking_config</c>.</summary>
    public string? Field { get; init; }

    /// <summary>Why it was refused (<c>description</c>).</summary>
    public string? Description { get; init; }
}
