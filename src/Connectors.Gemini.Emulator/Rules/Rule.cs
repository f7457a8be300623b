using System.Text.Json.Nodes;

namespace Connectors.Gemini.Emulator.Rules;

/// <summary>One thing that the service refuses.</summary>
internal abstract class Rule(string id, string description, EmulatorRuleEvidence evidence, int httpStatus = 400, string status = "INVALID_ARGUMENT")
{
    public abstract IEnumerable<EmulatorRefusal> Check(RuleContext context);

    public EmulatorRule Describe() => new(id, description, httpStatus, status, evidence);

    protected EmulatorRefusal Refuse(string message, JsonArray? details = null) => new(id, httpStatus, status, message, details);

    protected EmulatorRefusal Refuse(int otherHttpStatus, string otherStatus, string message, JsonArray? details = null) =>
        new(id, otherHttpStatus, otherStatus, message, details);
}
