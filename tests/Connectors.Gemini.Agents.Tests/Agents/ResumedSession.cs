using System.Text.Json;
using Connectors.Gemini.Agents.Tests.Routes;

namespace Connectors.Gemini.Agents.Tests.Agents;

/// <summary>What another process does with a saved session: it asks on.</summary>
internal static class ResumedSession
{
    public const string Command = "resume-session";

    public static async Task<int> RunAsync(Uri service, string path)
    {
        using var gemini = new GeminiClient(new GeminiClientOptions { ApiKey = "another", BaseAddress = service });
        var agent = AgentRoutes.Agent(gemini.AsIChatClient(Scene.Model), Trip.Tools);
        var session = await agent.DeserializeSessionAsync(JsonElement.Parse(await File.ReadAllTextAsync(path)));
        var response = await agent.RunAsync(Trip.NextQuestion, session);
        Console.WriteLine(response.Text);
        return 0;
    }
}
