using System.CommandLine;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Samples.Studio;

/// <summary><c>speak</c>: a text as an audio file.</summary>
internal static class SpeakCommand
{
    public static Command Create()
    {
        var text = new Argument<string>("text") { Description = "What is said; - reads standard input. With --speaker each line begins with a name: Joe: Hello." };
        var voice = new Option<string?>("--voice") { Description = "The voice: Kore, Puck, Leda..." };
        var speakers = new Option<string[]>("--speaker") { Description = "A speaker of a dialogue and the voice, twice: --speaker Joe=Puck --speaker Jane=Kore.", AllowMultipleArgumentsPerToken = true };
        var style = new Option<string?>("--style") { Description = "How it is said, in words." };
        var language = new Option<string?>("--language") { Description = "The language: en-US, say." };
        var path = Options.Out("speech.wav", "The file: .wav, .pcm, .mp3, .opus, .alaw or .mulaw.");
        var model = Options.Model("gemini-3.8-flash-tts");
        var command = new Command("speak", "Say a text.") { text, voice, speakers, style, language, path, model };
        Workbench.SetAction(command, async (bench, arguments, cancellationToken) =>
        {
            using var client = bench.Gemini.AsITextToSpeechClient(arguments.GetRequiredValue(model));
            var options = new GeminiSpeechOptions
            {
                VoiceId = arguments.GetValue(voice),
                Language = arguments.GetValue(language),
                Style = arguments.GetValue(style),
                Speakers = arguments.GetValue(speakers) is { Length: > 0 } pairs ? Voices(pairs) : null,
                AudioFormat = Path.GetExtension(arguments.GetRequiredValue(path)).TrimStart('.'),
            };
            var words = arguments.GetRequiredValue(text) is var given and not "-" ? given : await Console.In.ReadToEndAsync(cancellationToken);
            var response = await bench.WaitAsync("Speaking...", () => client.GetAudioAsync(words, options, cancellationToken));
            await MediaFile.WriteAsync(arguments.GetRequiredValue(path), response.Contents.OfType<DataContent>().First().Data, cancellationToken);
        });
        return command;
    }

    private static Dictionary<string, string> Voices(string[] pairs)
    {
        var voices = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            var halves = pair.Split('=', 2, StringSplitOptions.TrimEntries);
            voices[halves[0]] = halves.Length == 2 ? halves[1] : throw new ArgumentException($"--speaker {pair}: a name and a voice are wanted, as in Joe=Puck.");
        }

        return voices;
    }
}
