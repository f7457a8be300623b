using System.ClientModel;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using OllamaSharp;
using OpenAI;

namespace Connectors.Gemini.Samples.Swap;

/// <summary>The three registrations. Nothing else in the program knows who answers.</summary>
internal static class Registrations
{
    public static IReadOnlyDictionary<string, Action<IServiceCollection, Services>> All { get; } = new Dictionary<string, Action<IServiceCollection, Services>>(StringComparer.Ordinal)
    {
        ["openai"] = OpenAIOnGemini,
        ["gemini"] = Gemini,
        ["ollama"] = Ollama,
    };

    /// <summary>
    /// Before: the official OpenAI client on Gemini's OpenAI-compatible endpoint. It cannot carry thought signatures, so it has to stay on a model
    /// that does not ask for them back; grounding, code execution, files and thoughts are out of its reach too.
    /// </summary>
    private static void OpenAIOnGemini(IServiceCollection collection, Services services) => collection
        .AddChatClient(new OpenAIClient(new ApiKeyCredential(services.ApiKey), new OpenAIClientOptions { Endpoint = new Uri(services.GeminiAddress, "v1beta/openai/") })
            .GetChatClient("gemini-2.5-flash").AsIChatClient())
        .UseFunctionInvocation();

    /// <summary>After: the connector.</summary>
    private static void Gemini(IServiceCollection collection, Services services) => collection
        .AddGemini(options => (options.ApiKey, options.BaseAddress) = (services.ApiKey, services.GeminiAddress))
        .AddChatClient("gemini-3.8-flash")
        .UseFunctionInvocation();

    /// <summary>And another provider's client: the way back is open as well.</summary>
    private static void Ollama(IServiceCollection collection, Services services) => collection
        .AddChatClient(new OllamaApiClient(services.OllamaAddress, "local-model"))
        .UseFunctionInvocation();
}
