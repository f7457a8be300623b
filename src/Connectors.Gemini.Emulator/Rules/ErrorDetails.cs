using System.Text.Json.Nodes;

namespace Connectors.Gemini.Emulator.Rules;

/// <summary>The <c>details</c> of error bodies.</summary>
internal static class ErrorDetails
{
    public static JsonObject ErrorInfo(string reason, string service, string? method = null)
    {
        var metadata = new JsonObject { ["service"] = service };
        if (method is not null)
        {
            metadata["method"] = method;
        }

        return new JsonObject
        {
            ["@type"] = "type.googleapis.com/google.rpc.ErrorInfo",
            ["reason"] = reason,
            ["domain"] = "googleapis.com",
            ["metadata"] = metadata,
        };
    }

    public static JsonObject LocalizedMessage(string message) => new()
    {
        ["@type"] = "type.googleapis.com/google.rpc.LocalizedMessage",
        ["locale"] = "en-US",
        ["message"] = message,
    };

    public static JsonObject BadRequest(IEnumerable<(string Path, string Description)> violations) => new()
    {
        ["@type"] = "type.googleapis.com/google.rpc.BadRequest",
        ["fieldViolations"] = new JsonArray([.. violations.Select(violation => (JsonNode)Violation(violation.Path, violation.Description))]),
    };

    private static JsonObject Violation(string path, string description)
    {
        var violation = new JsonObject();
        if (path.Length > 0)
        {
            violation["field"] = path;
        }

        violation["description"] = description;
        return violation;
    }
}
