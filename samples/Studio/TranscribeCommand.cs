using System.CommandLine;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Samples.Studio;

/// <summary><c>transcribe</c>: what is said in an audio file, as it comes.</summary>
internal static class TranscribeCommand
{
    public static Command Create()
    {
        var audio = new Argument<FileInfo>("audio") { Description = "An audio file." };
        audio.AcceptExistingOnly();
        var language = new Option<string?>("--language") { Description = "The language that is spoken." };
        var target = new Option<string?>("--to") { Description = "The language to translate into." };
        var model = Options.Model("gemini-3.8-flash");
        var command = new Command("transcribe", "Write down what is said.") { audio, language, target, model };
        Workbench.SetAction(command, async (bench, arguments, cancellationToken) =>
        {
            using var client = bench.Gemini.AsISpeechToTextClient(arguments.GetRequiredValue(model));
            await using var file = arguments.GetRequiredValue(audio).OpenRead();
            var options = new SpeechToTextOptions { SpeechLanguage = arguments.GetValue(language), TextLanguage = arguments.GetValue(target) };
            await foreach (var update in client.GetStreamingTextAsync(file, options, cancellationToken))
            {
                Console.Write(update.Text);
            }

            Console.WriteLine();
        });
        return command;
    }
}
