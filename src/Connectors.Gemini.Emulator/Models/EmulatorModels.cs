namespace Connectors.Gemini.Emulator.Models;

/// <summary>The models that the emulator knows: those of the service, the retired ones too.</summary>
public static class EmulatorModels
{
    private static readonly Dictionary<string, EmulatorModel> ById = Build();

    /// <summary>Gets every model, the retired ones too, by id.</summary>
    public static IReadOnlyCollection<EmulatorModel> All => ById.Values;

    /// <summary>Finds a model.</summary>
    /// <param name="id">The id, with or without <c>models/</c>.</param>
    /// <returns>The model, or <see langword="null"/> if the service would not know it.</returns>
    public static EmulatorModel? Find(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return ById.GetValueOrDefault(id.StartsWith("models/", StringComparison.Ordinal) ? id["models/".Length..] : id);
    }

    private static Dictionary<string, EmulatorModel> Build()
    {
        var models = new Dictionary<string, EmulatorModel>(StringComparer.Ordinal);
        foreach (var line in ModelFacts.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var traits = words.Skip(2).ToHashSet(StringComparer.Ordinal);
            foreach (var id in words[1].Split(','))
            {
                models.Add(id, ModelFamilies.Create(words[0], id, id, traits));
            }
        }

        foreach (var (alias, target) in ModelFacts.Aliases)
        {
            models.Add(alias, models[target] with { Id = alias, DisplayName = $"{ModelFamilies.DisplayName(alias)} ({target})" });
        }

        return models;
    }
}
