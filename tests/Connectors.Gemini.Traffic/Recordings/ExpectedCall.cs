using System.Text.Json;

namespace Connectors.Gemini.Traffic;

/// <summary>A recorded function call. No id: the service gave none, and none may be sent back.</summary>
public sealed record ExpectedCall(string? Id, string Name, JsonElement Arguments);
