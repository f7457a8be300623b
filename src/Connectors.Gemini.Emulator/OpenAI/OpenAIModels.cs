using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.OpenAI;

/// <summary>The list of models, and one of them, in OpenAI's form.</summary>
internal static class OpenAIModels
{
    public static JsonObject List() => new()
    {
        ["object"] = "list",
        ["data"] = new JsonArray([.. EmulatorModels.All.Where(model => !model.IsRetired).Select(Item)]),
    };

    /// <summary>The model of <c>models/{id}</c>, or <see langword="null"/> where there is none.</summary>
    public static JsonObject? Find(string resource)
    {
        var id = Uri.UnescapeDataString(resource["models/".Length..]);
        id = id.StartsWith("models/", StringComparison.Ordinal) ? id["models/".Length..] : id;
        return EmulatorModels.Find(id) is { IsRetired: false } model ? Item(model) : null;
    }

    private static JsonObject Item(EmulatorModel model) => new()
    {
        ["id"] = $"models/{model.Id}",
        ["object"] = "model",
        ["owned_by"] = "google",
        ["display_name"] = model.DisplayName,
    };
}
