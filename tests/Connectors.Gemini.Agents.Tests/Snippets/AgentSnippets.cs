using System.Text.Json;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Agents.Tests.Snippets;

/// <summary>Code of the page docs/agent-framework.md: each block there is one of these regions.</summary>
internal static class AgentSnippets
{
    public static async Task Agent()
    {
        #region agent
        using var gemini = new GeminiClient();
        AIAgent agent = gemini.AsIChatClient("gemini-3.8-flash").AsAIAgent(
            instructions: "You know places.",
            tools: [AIFunctionFactory.Create(GetWeather)]);

        AgentSession session = await agent.CreateSessionAsync();
        Console.WriteLine(await agent.RunAsync("What is it like in Prague?", session));

        JsonElement saved = await agent.SerializeSessionAsync(session);              // store it
        AgentSession resumed = await agent.DeserializeSessionAsync(saved);           // in another process
        #endregion
        _ = resumed;
    }

    private static string GetWeather(string city) => $"Sunny in {city}.";
}
