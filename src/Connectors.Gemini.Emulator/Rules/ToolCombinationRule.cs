using Connectors.Gemini.Emulator.Messages;
using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class ToolCombinationRule() : GenerateRule(
    "tool-combination",
    "Built-in tools with functions, and JSON mode with either, need generation 3; the former on the Gemini API also includeServerSideToolInvocations",
    EmulatorRuleEvidence.Documented)
{
    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model)
    {
        var hasFunctions = context.Functions.Any();
        var hasBuiltIns = context.BuiltInTools.Any();
        var circulates = context.Body.Field("toolConfig").Flag("includeServerSideToolInvocations");
        var mimeType = context.Config.Text("responseMimeType");
        if (circulates && !model.CombinesTools)
        {
            yield return Refuse($"Tool call context circulation is not enabled for models/{model.Id}");
        }

        if (!model.CombinesTools && mimeType is "application/json" && (hasFunctions || hasBuiltIns))
        {
            yield return Refuse(hasFunctions
                ? "Function calling with a response mime type: 'application/json' is unsupported"
                : "Tool use with a response mime type: 'application/json' is unsupported");
        }

        if (model.CombinesTools && mimeType is "application/json" && hasFunctions && context.FunctionCalling.EnumName("mode") is "ANY")
        {
            yield return Refuse("Forced function calling (mode ANY) with a response mime type: 'application/json' is unsupported");
        }

        if (!hasFunctions || !hasBuiltIns)
        {
            yield break;
        }

        if (!model.CombinesTools)
        {
            yield return Refuse(context.IsVertex
                ? "Multiple tools are supported only when they are all search tools."
                : "Tool use with function calling is unsupported");
        }
        else if (!context.IsVertex && !circulates)
        {
            yield return Refuse("Please enable tool_config.include_server_side_tool_invocations to use Built-in tools with Function calling.");
        }
    }
}
