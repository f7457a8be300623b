using System.Text.Json.Nodes;

namespace Connectors.Gemini.Emulator.Brain;

/// <summary>A call that the brain has decided on.</summary>
internal sealed record PlannedCall(DeclaredFunction Function, JsonObject Arguments);
