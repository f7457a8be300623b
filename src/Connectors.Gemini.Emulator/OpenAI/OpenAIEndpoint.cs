using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Server;
using Microsoft.AspNetCore.Http;

namespace Connectors.Gemini.Emulator.OpenAI;

/// <summary>
/// The part of <c>/v1beta/openai/</c> that OpenAI's own client needs: chat completions, models.
/// A completion passes the same rules, scripts and faults as a generateContent request; what they refuse, this surface refuses.
/// </summary>
internal sealed class OpenAIEndpoint(GeminiEmulatorOptions options, string httpMethod, string resource, Dictionary<string, string> headers)
{
    /// <summary>What is asked: a call of a model, or an answer that is ready, or an error.</summary>
    public (CompletionsCall? Call, JsonObject? Answer, ServiceError? Error) Read(JsonElement body)
    {
        if (HttpMethods.IsPost(httpMethod) && resource == "chat/completions")
        {
            var (request, error) = CompletionsRequest.Read(body);
            return (request is null ? null : new(request), null, error);
        }

        if (HttpMethods.IsGet(httpMethod) && resource == "models")
        {
            return (null, OpenAIModels.List(), null);
        }

        if (HttpMethods.IsGet(httpMethod) && resource.StartsWith("models/", StringComparison.Ordinal) && OpenAIModels.Find(resource) is { } model)
        {
            return (null, model, null);
        }

        return (null, null, new ServiceError(StatusCodes.Status404NotFound, "NOT_FOUND", "Requested entity was not found."));
    }

    /// <summary>What the service would refuse. The key comes as a bearer token here, and only here.</summary>
    public IReadOnlyList<EmulatorRefusal> Check(CompletionsCall? call, IReadOnlySet<string> emittedNames)
    {
        var asKey = WithKey(headers);
        var request = call is null
            ? new EmulatorRequest { Method = "GET", PathAndQuery = "/v1beta/models", Headers = asKey }
            : new EmulatorRequest { Method = "POST", PathAndQuery = $"/v1beta/models/{call.Route.Model}:{call.Route.Method}", Headers = asKey, Body = call.Request.Body };
        return RequestCheck.Check(request, options, emittedNames);
    }

    /// <summary>The headers with the bearer token in the place of the key, and no other key.</summary>
    public static Dictionary<string, string> WithKey(Dictionary<string, string> headers)
    {
        const string Bearer = "Bearer ";
        var asKey = headers
            .Where(header => !string.Equals(header.Key, "authorization", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase);
        asKey.Remove("x-goog-api-key");
        if (headers.TryGetValue("authorization", out var authorization) && authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            asKey["x-goog-api-key"] = authorization[Bearer.Length..].Trim();
        }

        return asKey;
    }
}
