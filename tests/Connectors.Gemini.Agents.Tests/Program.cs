using Connectors.Gemini.Agents.Tests.Agents;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Connectors.Gemini.Agents.Tests;

/// <summary>Runs the tests; or, started by one of them, goes on with an agent's session in a process of its own.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args) => args switch
    {
        [ResumedSession.Command, var address, var path] => await ResumedSession.RunAsync(new Uri(address), path),
        _ when args.Contains("-automated") || args.Contains("@@") => await ConsoleRunner.Run(args),
        _ => await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    };
}
