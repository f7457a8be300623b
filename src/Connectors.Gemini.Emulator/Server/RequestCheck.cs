using System.Text.Json.Nodes;

namespace Connectors.Gemini.Emulator.Server;

/// <summary>The one place where the server asks the rules.</summary>
internal static class RequestCheck
{
    public static IReadOnlyList<EmulatorRefusal> Check(EmulatorRequest request, GeminiEmulatorOptions options)
    {
        if (options.ValidApiKeys.Count > 0
            && (!request.Headers.TryGetValue("x-goog-api-key", out var key) || !options.ValidApiKeys.Contains(key, StringComparer.Ordinal)))
        {
            var error = ServiceError.ApiKeyInvalid();
            return [new EmulatorRefusal("api-key", error.HttpStatus, error.Status, error.Message, new JsonArray([.. error.Details]))];
        }

        return [];
    }
}
