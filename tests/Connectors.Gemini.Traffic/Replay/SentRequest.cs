using System.Text.Json;

namespace Connectors.Gemini.Traffic;

/// <summary>A request as the client under test sent it.</summary>
public sealed record SentRequest(string Method, string PathAndQuery, IReadOnlyDictionary<string, string> Headers, JsonElement? Body);
