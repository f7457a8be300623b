using Connectors.Gemini.Emulator.Messages;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class CountedModelRule() : Rule(
    "counted-model",
    "The request inside countTokens names its model with models/ (Gemini API)",
    EmulatorRuleEvidence.Documented)
{
    public override IEnumerable<EmulatorRefusal> Check(RuleContext context)
    {
        if (context is not { Route.IsCountTokens: true, IsVertex: false } || context.Body.Field("generateContentRequest") is not { } request)
        {
            yield break;
        }

        var model = request.Text("model");
        if (string.IsNullOrEmpty(model))
        {
            yield return Refuse("* CountTokensRequest.generate_content_request.model: model is not specified\n");
        }
        else if (!model.StartsWith("models/", StringComparison.Ordinal) && !model.StartsWith("tunedModels/", StringComparison.Ordinal))
        {
            yield return Refuse("* CountTokensRequest.generate_content_request.model: unexpected model name format\n");
        }
    }
}
