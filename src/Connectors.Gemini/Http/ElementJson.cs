using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connectors.Gemini.Http;

/// <summary>JSON whose kind is known only after it has been read.</summary>
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class ElementJson : JsonSerializerContext;
