using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Scripts;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenAI;

namespace Connectors.Gemini.Tests.Snippets;

/// <summary>The code of the README: each region is one of its blocks.</summary>
internal static class ReadmeSnippets
{
    public static async Task Chat()
    {
        #region chat
        using var gemini = new GeminiClient(); // the key of GOOGLE_API_KEY, else of GEMINI_API_KEY
        IChatClient chat = gemini.AsIChatClient("gemini-3.8-flash").AsBuilder().UseFunctionInvocation().Build();

        await foreach (var update in chat.GetStreamingResponseAsync("Why is the sky blue?"))
            Console.Write(update.Text);
        #endregion
    }

    public static void Register(IServiceCollection services, IConfiguration configuration)
    {
        #region register
        services.AddGemini(configuration.GetSection("Gemini")) // "Gemini": { "ApiKey": "..." }
            .AddChatClient("gemini-3.8-flash")
            .UseFunctionInvocation();
        #endregion
    }

    public static void Before(IServiceCollection services, IConfiguration configuration)
    {
        #region before
        services.AddChatClient(new OpenAIClient(configuration["OpenAI:ApiKey"]).GetChatClient("gpt-5-mini").AsIChatClient())
            .UseFunctionInvocation()
            .UseDistributedCache();
        #endregion
    }

    public static void After(IServiceCollection services, IConfiguration configuration)
    {
        #region after
        services.AddGemini(configuration.GetSection("Gemini"))
            .AddChatClient("gemini-3.8-flash")
            .UseFunctionInvocation()
            .UseDistributedCache();
        #endregion
    }

    public static async Task Offline()
    {
        #region offline
        await using var emulator = await GeminiEmulator.StartAsync();
        emulator.Script.When("weather").Reply(Reply.Text("Sunny."));

        using var gemini = new GeminiClient(new GeminiClientOptions { ApiKey = "any", BaseAddress = emulator.BaseAddress });
        var answer = await gemini.AsIChatClient("gemini-3.8-flash").GetResponseAsync("What is the weather?");
        Assert.Equal("Sunny.", answer.Text);
        #endregion
    }
}
