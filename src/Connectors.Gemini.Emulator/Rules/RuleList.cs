namespace Connectors.Gemini.Emulator.Rules;

/// <summary>The rules in the service's order: where to, who, readable, which model, and only then what the request means.</summary>
internal static class RuleList
{
    public static IReadOnlyList<RulePhase> Phases { get; } =
    [
        new(IsStrict: false, [new ApiVersionRule(), new ApiKeyRule()]),
        new(IsStrict: true, [new RequestSizeRule(), new UnknownFieldRule(), new InvalidValueRule(), new OneDataFieldRule()]),
        new(IsStrict: false, [new ModelRule()]),
        new(IsStrict: true, [new ContentsRequiredRule(), new CountedModelRule()]),
        new(
            IsStrict: true,
            [
                new RoleRule(),
                new PartDataRule(),
                new FunctionNameRule(),
                new ModelFeatureRule(),
                new FunctionDeclarationRule(),
                new SchemaRule(),
                new SamplingRule(),
                new ResponseSchemaRule(),
                new CachedContentRule(),
                new FunctionCallingConfigRule(),
                new ToolCombinationRule(),
                new ThinkingRule(),
                new ResponseModalitiesRule(),
                new SpeechConfigRule(),
                new ImageConfigRule(),
                new MediaTypeRule(),
                new ResultMediaRule(),
                new VideoMetadataRule(),
                new LabelsRule(),
                new FirstTurnRule(),
                new FunctionCallTurnRule(),
                new FunctionResponseTurnRule(),
                new FunctionResponseCountRule(),
                new FunctionResponseMatchRule(),
                new ServerToolRule(),
                new ThoughtSignatureRule(),
                new ImageSignatureRule(),
                new CorruptedSignatureRule(),
                new EmbeddingBatchRule(),
                new EmbeddingContentRule(),
                new EmbeddingConfigRule(),
                new PredictEmbeddingRule(),
                new PredictImageRule(),
            ]),
    ];

    public static IEnumerable<Rule> All => Phases.SelectMany(phase => phase.Rules);
}
