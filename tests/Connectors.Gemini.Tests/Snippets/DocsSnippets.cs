using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Faults;
using Connectors.Gemini.Emulator.Scripts;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Connectors.Gemini.Tests.Snippets;

/// <summary>Code of the pages in docs/: each block there is one of these regions.</summary>
internal static class DocsSnippets
{
    public static void Register(WebApplicationBuilder builder)
    {
        #region register
        builder.Services
            .AddGemini(builder.Configuration.GetSection("Gemini"))
            .AddChatClient("gemini-3.8-flash")
            .UseFunctionInvocation();
        #endregion
    }

    public static async Task Offline()
    {
        #region emulator
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = new GeminiClient(new GeminiClientOptions { ApiKey = "any", BaseAddress = emulator.BaseAddress });

        emulator.Script.When("weather").Reply(Reply.Text("Sunny."));

        var response = await gemini.AsIChatClient("gemini-3.8-flash").GetResponseAsync("How is the weather?");
        Assert.Equal("Sunny.", response.Text);
        Assert.Empty(emulator.Journal.Entries.Single().Refusals);
        #endregion
    }

    public static void Faults(GeminiEmulator emulator)
    {
        #region faults
        emulator.Faults.Add(Fault.Error(ServiceError.Overloaded()).ForModel("gemini-3.8-flash").OnCalls(1, 2));
        #endregion
    }
}
