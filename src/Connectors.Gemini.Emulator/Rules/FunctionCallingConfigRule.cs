using System.Text.Json;
using Connectors.Gemini.Emulator.Messages;
using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class FunctionCallingConfigRule() : GenerateRule(
    "function-calling-config",
    "A function calling configuration comes with functions; allowed names are declared and come with the modes ANY and VALIDATED alone",
    EmulatorRuleEvidence.Documented)
{
    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model)
    {
        if (context.FunctionCalling is not { } config)
        {
            yield break;
        }

        var declared = context.Functions.Select(function => function.Declaration.Text("name") ?? "").ToHashSet(StringComparer.Ordinal);
        var declaresOtherwise = context.Body.Field("cachedContent") is not null
            || context.Body.Items("tools").Any(tool => tool.Field("mcpServers") is not null || tool.Field("computerUse") is not null);
        if (declared.Count == 0 && !declaresOtherwise)
        {
            yield return Refuse("Function calling config is set without function_declarations.");
            yield break;
        }

        List<string> allowed = [.. config.Items("allowedFunctionNames").Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!)];
        if (allowed.Count == 0)
        {
            yield break;
        }

        if (((JsonElement?)config).EnumName("mode") is null or "AUTO" or "NONE" or "MODE_UNSPECIFIED" && config.Field("mode") is not { ValueKind: JsonValueKind.Number })
        {
            yield return Refuse("Allowed function names can only be set when the function calling mode is ANY or VALIDATED.");
        }

        var unknown = allowed.Where(name => !declared.Contains(name)).ToList();
        if (unknown.Count > 0 && !declaresOtherwise)
        {
            yield return Refuse($"Allowed function names are not declared as functions: {string.Join(", ", unknown)}");
        }
    }
}
