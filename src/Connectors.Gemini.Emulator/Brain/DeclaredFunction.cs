using System.Text.Json;
using Connectors.Gemini.Emulator.Server;

namespace Connectors.Gemini.Emulator.Brain;

/// <summary>A function that the request declares.</summary>
internal sealed class DeclaredFunction(JsonElement declaration)
{
    public string Name { get; } = declaration.Field("name").Text() ?? "";

    public string Description { get; } = declaration.Field("description").Text() ?? "";

    /// <summary>Gets the schema of the parameters, in either dialect; undefined for none.</summary>
    public JsonElement Parameters { get; } =
        declaration.Field("parametersJsonSchema").Exists() ? declaration.Field("parametersJsonSchema") : declaration.Field("parameters");
}
