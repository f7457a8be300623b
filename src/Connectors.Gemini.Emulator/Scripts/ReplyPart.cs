using System.Text.Json.Nodes;

namespace Connectors.Gemini.Emulator.Scripts;

/// <summary>A part of a reply; nothing is filled into a raw one.</summary>
internal readonly record struct ReplyPart(JsonObject Json, bool IsRaw)
{
    public bool IsThought => Json["thought"] is JsonValue thought && thought.TryGetValue(out bool value) && value;

    public bool IsCall => Json["functionCall"] is JsonObject;

    public bool IsText => Json["text"] is JsonValue;

    public bool IsImage => Json["inlineData"]?["mimeType"]?.GetValue<string>().StartsWith("image/", StringComparison.Ordinal) == true;
}
