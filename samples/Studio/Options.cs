using System.CommandLine;

namespace Connectors.Gemini.Samples.Studio;

/// <summary>Options that several commands have.</summary>
internal static class Options
{
    public static Option<string> Model(string model) => new("--model") { Description = "The model's id.", DefaultValueFactory = _ => model };

    public static Option<string> Out(string path, string description) => new("--out", "-o") { Description = description, DefaultValueFactory = _ => path };
}
