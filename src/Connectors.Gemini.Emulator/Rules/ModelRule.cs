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
            // (?) What is said of a model that does not stream is not recorded: it lacks the method.
            "streamGenerateContent" when context.Model is not { Streams: false } => "generateContent",
            "batchEmbedContents" => "embedContent",
            _ => method,
        };
        if (context.Model is { } model && (unaryMethod is not ("generateContent" or "streamGenerateContent" or "countTokens" or "embedContent" or "predict") || model.Supports(unaryMethod) || IsPredicted(context, model, method)))
        {
            yield break;
        }

        var resource = context.Route.Resource;
        yield return Refuse(context.IsVertex
            ? $"Publisher Model `{resource[..resource.IndexOf(':', StringComparison.Ordinal)]}` not found."
            : $"models/{id} is not found for API version {context.Route.Version}, or is not supported for {unaryMethod}. Call ListModels to see the list of available models and their supported methods.");
    }

    /// <summary>Vertex AI serves the embedding models of text alone by predict; the list of models does not say so.</summary>
    private static bool IsPredicted(RuleContext context, Models.EmulatorModel model, string method) =>
        context.IsVertex && method is "predict" && model is { EmbeddingDimensions: > 0, EmbedsMedia: false };
}
