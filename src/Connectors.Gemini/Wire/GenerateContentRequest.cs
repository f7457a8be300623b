using System.Text.Json;
using System.Text.Json.Serialization;

#pragma warning disable CS1591 // The API's own field names say what the members are; the API documents them.

namespace Connectors.Gemini.Wire;

/// <summary>The body of <c>models/{model}:generateContent</c> and <c>:streamGenerateContent</c>.</summary>
[JsonConverter(typeof(GenerateContentRequestConverter))]
public sealed class GenerateContentRequest : GeminiMessage
{
    public string? Model { get; set; }

    public IList<Content>? Contents { get; set; }

    public Content? SystemInstruction { get; set; }

    public IList<Tool>? Tools { get; set; }

    public ToolConfig? ToolConfig { get; set; }

    public IList<SafetySetting>? SafetySettings { get; set; }

    public GenerationConfig? GenerationConfig { get; set; }

    public string? CachedContent { get; set; }

    public ServiceTier? ServiceTier { get; set; }

    public bool? Store { get; set; }

    public IDictionary<string, string>? Labels { get; set; }

    public string? ContinuationToken { get; set; }

    public JsonElement? ModelArmorConfig { get; set; }

    public JsonElement? OutputConfig { get; set; }
}

/// <summary>The threshold above which one category of content is blocked.</summary>
public sealed class SafetySetting : GeminiMessage
{
    public HarmCategory? Category { get; set; }

    public HarmBlockThreshold? Threshold { get; set; }

    public string? Method { get; set; }
}
