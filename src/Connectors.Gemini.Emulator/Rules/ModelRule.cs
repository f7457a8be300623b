namespace Connectors.Gemini.Emulator.Rules;

internal sealed class ModelRule() : Rule(
    "model",
    "The model of the path exists and has the method",
    EmulatorRuleEvidence.Recorded,
    404,
    "NOT_FOUND")
{
    public override IEnumerable<EmulatorRefusal> Check(RuleContext context)
    {
        if (context.Route is not { Model: { } id, Method: { } method })
        {
            yield break;
        }

        var unaryMethod = method switch
        {
            "streamGenerateContent" => "generateContent",
            "batchEmbedContents" => "embedContent",
            _ => method,
        };
        if (context.Model is { } model && (unaryMethod is not ("generateContent" or "countTokens" or "embedContent") || model.Supports(unaryMethod)))
        {
            yield break;
        }

        var resource = context.Route.Resource;
        yield return Refuse(context.IsVertex
            ? $"Publisher Model `{resource[..resource.IndexOf(':', StringComparison.Ordinal)]}` not found."
            : $"models/{id} is not found for API version {context.Route.Version}, or is not supported for {unaryMethod}. Call ListModels to see the list of available models and their supported methods.");
    }
}
