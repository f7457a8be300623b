using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.SemanticKernel.Settings;

/// <summary>Sets fields that chat options have no place for on the request itself, after what the caller's own factory sets.</summary>
internal static class RawRequest
{
    /// <param name="options">The options whose factory is extended.</param>
    /// <param name="set">Sets the fields; is told whether the request goes to Vertex AI.</param>
    internal static void Set(ChatOptions options, Action<GenerationConfig, bool> set)
    {
        var inner = options.RawRepresentationFactory;
        options.RawRepresentationFactory = client =>
        {
            var given = inner?.Invoke(client);
            if (given is not null and not GenerateContentRequest)
            {
                return given;
            }

            var request = given as GenerateContentRequest ?? new GenerateContentRequest();
            request.GenerationConfig ??= new GenerationConfig();
            set(request.GenerationConfig, client.GetService<ChatClientMetadata>()?.ProviderName == "gcp.vertex_ai");
            return request;
        };
    }
}
