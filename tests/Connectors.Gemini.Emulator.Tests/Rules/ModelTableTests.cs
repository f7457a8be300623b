using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Tests.Rules;

public class ModelTableTests
{
    [Fact]
    public void An_alias_is_its_target_under_another_name()
    {
        var alias = EmulatorModels.Find("models/gemini-flash-latest")!;
        var target = EmulatorModels.Find(alias.VersionId)!;
        Assert.Equal("gemini-flash-latest", alias.Id);
        Assert.Equal(target, alias with { Id = target.Id, DisplayName = target.DisplayName });
    }

    [Fact]
    public void Unknown_models_are_not_found() => Assert.Null(EmulatorModels.Find("gemini-9-neutron"));

    [Theory]
    [InlineData("gemini-3.8-flash", true, true, EmulatorThinking.Level)]
    [InlineData("gemini-3-flash-preview", false, true, EmulatorThinking.Level)]
    [InlineData("gemini-2.5-pro", false, false, EmulatorThinking.Budget)]
    [InlineData("gemini-2.0-flash", false, false, EmulatorThinking.None)]
    [InlineData("gemini-4-argon", true, true, EmulatorThinking.LevelOnly)]
    public void Families_differ_in_ids_signatures_and_thinking(string id, bool issuesIds, bool validates, EmulatorThinking thinking)
    {
        var model = EmulatorModels.Find(id)!;
        Assert.Equal((issuesIds, validates, thinking), (model.IssuesFunctionCallIds, model.ValidatesSignatures, model.Thinking));
    }

    [Fact]
    public void A_model_lists_itself_as_the_service_does()
    {
        var json = EmulatorModels.Find("gemini-3.8-flash")!.ToJson();
        Assert.Equal("models/gemini-3.8-flash", (string?)json["name"]);
        Assert.Equal("Gemini 3.8 Flash", (string?)json["displayName"]);
        Assert.Equal(1_048_576, (int?)json["inputTokenLimit"]);
        Assert.Contains("generateContent", json["supportedGenerationMethods"]!.AsArray().Select(method => (string?)method));
    }

    [Fact]
    public void Retired_models_stay_known()
    {
        Assert.True(EmulatorModels.Find("gemini-1.5-flash")!.IsRetired);
        Assert.False(EmulatorModels.Find("gemini-3.8-flash")!.IsRetired);
    }
}
