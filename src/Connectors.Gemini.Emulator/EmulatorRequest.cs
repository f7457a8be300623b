using System.Text.Json;

namespace Connectors.Gemini.Emulator;

/// <summary>One HTTP request as the rules of the emulator see it. It can come from the emulator's own server, from a recording, or from a test's scripted handler.</summary>
public sealed class EmulatorRequest
{
    /// <summary>Gets the HTTP method, upper case.</summary>
    public required string Method { get; init; }

    /// <summary>Gets the path with its query, as on the request line: <c>/v1beta/models/gemini-3.8-flash:streamGenerateContent?alt=sse</c>.</summary>
    public required string PathAndQuery { get; init; }

    /// <summary>Gets the request's headers; names are compared without regard to case. Empty by default: then no key is known, and the rules about keys do not apply.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the parsed JSON body, or <see langword="null"/> where there was none.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>Gets whether the request goes to Vertex AI instead of the Gemini API. Default: the Gemini API.</summary>
    public bool IsVertex { get; init; }
}
