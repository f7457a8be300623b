using System.Text.Json.Nodes;

namespace Connectors.Gemini.Emulator.Rules;

/// <summary>One thing that the service refuses.</summary>
internal abstract class Rule(string id, string description, EmulatorRuleEvidence evidence, int httpStatus = 400, string status = "INVALID_ARGUMENT")
{
    public abstract IEnumerable<EmulatorRefusal> Check(RuleContext context);

    public EmulatorRule Describe() => new(id, description, httpStatus, status, evidence);

    protected EmulatorRefusal Refuse(string message, JsonNode[]? details = null) => Refuse(httpStatus, status, message, details);

    // A plain array: a collection expression that makes a JsonArray adds to it by reflection, which native AOT warns of.
    protected EmulatorRefusal Refuse(int otherHttpStatus, string otherStatus, string message, JsonNode[]? details = null) =>
        new(id, otherHttpStatus, otherStatus, message, details is null ? null : new JsonArray(details));
}
