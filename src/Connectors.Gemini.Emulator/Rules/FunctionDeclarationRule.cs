using System.Text.RegularExpressions;
using Connectors.Gemini.Emulator.Messages;
using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed partial class FunctionDeclarationRule() : GenerateRule(
    "function-declaration",
    "Function names are legal and unique, at most 512 functions, parameters in one dialect",
    EmulatorRuleEvidence.Documented)
{
    private const int MostFunctions = 512;

    private const string InvalidName =
        "[FIELD_INVALID] Invalid function name. Must start with a letter or an underscore. Must be alphameric (a-z, A-Z, 0-9), underscores (_), dots (.), colons (:), or dashes (-), with a maximum length of 128.";

    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model)
    {
        List<(string Path, string Problem)> problems = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        string? duplicate = null;
        var count = 0;
        foreach (var (path, declaration) in context.Functions)
        {
            count++;
            var name = declaration.Text("name") ?? "";
            if (!NamePattern().IsMatch(name))
            {
                problems.Add(($"{path}.name", InvalidName));
            }
            else if (!names.Add(name))
            {
                duplicate ??= name;
            }

            if (declaration.Field("parameters") is not null && declaration.Field("parametersJsonSchema") is not null)
            {
                problems.Add(($"{path}.parameters_json_schema", "parameters and parameters_json_schema must not both be set."));
            }

            if (declaration.Field("response") is not null && declaration.Field("responseJsonSchema") is not null)
            {
                problems.Add(($"{path}.response_json_schema", "response and response_json_schema must not both be set."));
            }
        }

        foreach (var refusal in RefuseFields(problems))
        {
            yield return refusal;
        }

        if (duplicate is not null)
        {
            yield return Refuse($"Duplicate function declaration found: {duplicate}");
        }

        if (count > MostFunctions)
        {
            yield return Refuse($"The number of function declarations ({count}) exceeds the maximum of {MostFunctions}.");
        }
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_:.-]{0,127}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();
}
