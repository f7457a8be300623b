using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connectors.Gemini.Wire;

/// <summary>The base of every JSON message of the API: what this library does not know by name is kept here and written back.</summary>
public abstract class GeminiMessage
{
    private protected GeminiMessage()
    {
    }

    /// <summary>Gets or sets the fields that this version of the library has no member for, by their JSON names. <see langword="null"/> where there are none.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
