using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

/// <summary>A rule about what a generateContent request means, for a model that is known.</summary>
internal abstract class GenerateRule(string id, string description, EmulatorRuleEvidence evidence) : Rule(id, description, evidence)
{
    protected const string LearnMore = "Learn more: https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/gemini";

    public sealed override IEnumerable<EmulatorRefusal> Check(RuleContext context) =>
        context is { Route.IsGenerate: true, Model: { } model } ? Check(context, model) : [];

    protected abstract IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model);

    /// <summary>The Gemini API's form for failed field checks: one line each, all in one message.</summary>
    protected IEnumerable<EmulatorRefusal> RefuseFields(IEnumerable<(string Path, string Problem)> fields)
    {
        var message = string.Concat(fields.Select(field => $"* GenerateContentRequest.{field.Path}: {field.Problem}\n"));
        if (message.Length > 0)
        {
            yield return Refuse(message);
        }
    }
}
