using System.CommandLine;
using Spectre.Console;

namespace Connectors.Gemini.Samples.Studio;

/// <summary><c>embed</c>: the passages of a folder of texts that mean what is asked for.</summary>
internal static class EmbedCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "A folder of .txt and .md files; its subfolders count too." };
        folder.AcceptExistingOnly();
        var query = new Argument<string>("query") { Description = "What is searched for." };
        var top = new Option<int>("--top") { Description = "How many passages are shown.", DefaultValueFactory = _ => 3 };
        var model = Options.Model("gemini-embedding-001");
        var command = new Command("embed", "Search a folder of text files by meaning.") { folder, query, top, model };
        Workbench.SetAction(command, async (bench, arguments, cancellationToken) =>
        {
            var passages = await Passage.ReadAllAsync(arguments.GetRequiredValue(folder), cancellationToken);
            using var generator = bench.Gemini.AsIEmbeddingGenerator(arguments.GetRequiredValue(model));
            var index = await bench.Progress.Progress().StartAsync(async bars =>
            {
                var bar = bars.AddTask("Embedding", maxValue: passages.Count);
                return await SearchIndex.CreateAsync(generator, passages, done => bar.Value = done, cancellationToken);
            });
            Show(await index.SearchAsync(arguments.GetRequiredValue(query), arguments.GetRequiredValue(top), cancellationToken));
        });
        return command;
    }

    private static void Show(IEnumerable<(float Score, Passage Passage)> found)
    {
        var table = new Table().RoundedBorder().AddColumns("Score", "File", "Passage");
        foreach (var (score, passage) in found)
        {
            table.AddRow(new Text(score.ToString("0.000")), new Text(passage.File), new Text(passage.Text));
        }

        AnsiConsole.Write(table);
    }
}
