using System.CommandLine;
using Connectors.Gemini.Samples.Studio;

var command = new RootCommand("Search, pictures and speech with Gemini: on Google with GEMINI_API_KEY or GOOGLE_API_KEY set, else on the embedded emulator.")
{
    EmbedCommand.Create(),
    ImageCommands.CreateImage(),
    ImageCommands.CreateEdit(),
    SpeakCommand.Create(),
    TranscribeCommand.Create(),
};

return await command.Parse(args).InvokeAsync();
