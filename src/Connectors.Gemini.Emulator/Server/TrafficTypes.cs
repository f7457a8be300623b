using Microsoft.AspNetCore.Http;

namespace Connectors.Gemini.Emulator.Server;

/// <summary>The quota that serves a request of Vertex AI, by the headers that choose it.</summary>
internal static class TrafficTypes
{
    public static string Of(IHeaderDictionary headers) =>
        headers["X-Vertex-AI-LLM-Request-Type"] == "dedicated"
            ? "PROVISIONED_THROUGHPUT"
            : headers["X-Vertex-AI-LLM-Shared-Request-Type"].ToString() switch
            {
                "flex" => "ON_DEMAND_FLEX",
                "priority" => "ON_DEMAND_PRIORITY",
                _ => "ON_DEMAND",
            };
}
