using System.CommandLine;
using Connectors.Gemini.Emulator.Tool;

var port = new Option<int>("--port") { Description = "The loopback port; 0 takes a free one.", DefaultValueFactory = _ => 8080 };
port.Validators.Add(result =>
{
    if (result.GetValue(port) is < 0 or > 65535)
    {
        result.AddError("--port must be from 0 to 65535.");
    }
});
var loose = new Option<bool>("--loose") { Description = "Let requests pass that the real service would refuse." };
var quiet = new Option<bool>("--quiet") { Description = "Print the address only, not the requests." };

var command = new RootCommand("An offline Gemini: strict about requests as the service is. Ctrl+C stops it.") { port, loose, quiet };
command.SetAction((arguments, cancellationToken) => new EmulatorProgram(Console.Out, Console.Error).RunAsync(
    arguments.GetValue(port), arguments.GetValue(loose), arguments.GetValue(quiet), cancellationToken));
return await command.Parse(args).InvokeAsync().ConfigureAwait(false);
