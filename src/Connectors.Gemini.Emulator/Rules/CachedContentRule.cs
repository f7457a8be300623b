using Connectors.Gemini.Emulator.Messages;
using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class CachedContentRule() : GenerateRule(
    "cached-content",
    "A request with cached content sets no tools, tool configuration or system instruction of its own; on Vertex AI the cache is named in full (projects/...)",
    EmulatorRuleEvidence.Documented)
{
    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model)
    {
        if (context.Body.Text("cachedContent") is not { Length: > 0 } name)
        {
            yield break;
        }

        if (context.IsVertex && !name.StartsWith("projects/", StringComparison.Ordinal))
        {
            // (?) The service's own words are not recorded.
            yield return Refuse($"Invalid resource name for cached content: {name}. Expected projects/{{project}}/locations/{{location}}/cachedContents/{{cached_content}}.");
        }

        if (context.Body.Items("tools").Any() || context.Body.Field("toolConfig") is not null || context.Body.Field("systemInstruction") is not null)
        {
            yield return Refuse(context.IsVertex
                ? "Tool config, tools and system instruction should not be set in the request when using cached content."
                : "CachedContent can not be used with GenerateContent request setting system_instruction, tools or tool_config.\n\nProposed fix: move those values to CachedContent from GenerateContent request.");
        }
    }
}
