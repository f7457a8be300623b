using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Samples.Chat;

/// <summary>The chat client, from the model up: Gemini, and Microsoft.Extensions.AI's function calling around it.</summary>
internal static class Assistant
{
    public static IChatClient Create(GeminiClient gemini, string model) =>
        gemini.AsIChatClient(model)
            .AsBuilder()
            .UseFunctionInvocation(configure: client => client.AllowConcurrentInvocation = true)
            .Build();

    public static ChatOptions Options() => new GeminiChatOptions
    {
        IncludeThoughts = true,
        Tools = [.. new CityFunctions(TimeProvider.System).All],
    };
}
