using System.Text.Json;

namespace Connectors.Gemini.Emulator.Scripts;

/// <summary>One <c>functionResponse</c> of the last content of a request, with the call that it answers.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Id">The call's id, or <see langword="null"/> on models without ids.</param>
/// <param name="Response">The <c>response</c> object.</param>
/// <param name="Arguments">The <c>args</c> of the call that it answers: found by id, else by name and order. Undefined where there is no such call.</param>
public sealed record FunctionResult(string Name, string? Id, JsonElement Response, JsonElement Arguments);
