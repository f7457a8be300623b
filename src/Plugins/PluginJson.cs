using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Plugins;

/// <summary>The arguments and results of the plugins' functions, without reflection.</summary>
[JsonSerializable(typeof(GroundedAnswer))]
[JsonSerializable(typeof(CodeAnswer))]
[JsonSerializable(typeof(DocumentAnswer))]
[JsonSerializable(typeof(SavedMedia))]
[JsonSerializable(typeof(Transcript))]
[JsonSerializable(typeof(ComputerOutcome))]
[JsonSerializable(typeof(PluginError))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(double?))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class PluginJson : JsonSerializerContext
{
    // Made at first use: Default is initialised in another part of the class, and in what order is not said.
    internal static JsonSerializerOptions Serializer => field ??= CreateOptions();

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions(AIJsonUtilities.DefaultOptions)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        };
        options.TypeInfoResolverChain.Insert(0, Default);
        options.MakeReadOnly();
        return options;
    }
}
