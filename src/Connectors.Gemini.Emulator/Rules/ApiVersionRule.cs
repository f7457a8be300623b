namespace Connectors.Gemini.Emulator.Rules;

internal sealed class ApiVersionRule() : Rule(
    "api-version",
    "The path begins with a version that the surface has: v1, v1beta, v1alpha; on Vertex AI v1, v1beta1",
    EmulatorRuleEvidence.Documented,
    404,
    "NOT_FOUND")
{
    public override IEnumerable<EmulatorRefusal> Check(RuleContext context)
    {
        string[] versions = context.IsVertex ? ["v1", "v1beta1"] : ["v1", "v1beta", "v1alpha"];
        if (!versions.Contains(context.Route.Version, StringComparer.Ordinal))
        {
            yield return Refuse($"The requested URL {context.Route.Path} was not found on this server.");
        }
    }
}
