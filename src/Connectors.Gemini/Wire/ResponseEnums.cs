using System.Text.Json.Serialization;

#pragma warning disable CS1591 // The API's own field names say what the members are; the API documents them.

namespace Connectors.Gemini.Wire;

/// <summary>Why an answer ended. Open: values that this list lacks are kept as they came.</summary>
/// <param name="Value">The name on the wire.</param>
[JsonConverter(typeof(OpenEnumConverter<FinishReason>))]
public readonly record struct FinishReason(string Value) : IOpenEnum<FinishReason>
{
    static IReadOnlyList<FinishReason> IOpenEnum<FinishReason>.Known { get; } =
    [
        new("FINISH_REASON_UNSPECIFIED"),
        new("STOP"),
        new("MAX_TOKENS"),
        new("SAFETY"),
        new("RECITATION"),
        new("OTHER"),
        new("LANGUAGE"),
        new("BLOCKLIST"),
        new("PROHIBITED_CONTENT"),
        new("SPII"),
        new("MALFORMED_FUNCTION_CALL"),
        new("IMAGE_SAFETY"),
        new("UNEXPECTED_TOOL_CALL"),
        new("TOO_MANY_TOOL_CALLS"),
        new("IMAGE_PROHIBITED_CONTENT"),
        new("IMAGE_OTHER"),
        new("NO_IMAGE"),
        new("IMAGE_RECITATION"),
        new("MISSING_THOUGHT_SIGNATURE"),
        new("MALFORMED_RESPONSE"),
        new("CONTINUATION"),
        new("ESCALATION"),
        new("MODEL_ARMOR"),
    ];

    public static FinishReason Stop => new("STOP");

    public static FinishReason MaxTokens => new("MAX_TOKENS");

    public static FinishReason Safety => new("SAFETY");

    public static FinishReason Recitation => new("RECITATION");

    public static FinishReason Other => new("OTHER");

    public static FinishReason Language => new("LANGUAGE");

    public static FinishReason Blocklist => new("BLOCKLIST");

    public static FinishReason ProhibitedContent => new("PROHIBITED_CONTENT");

    public static FinishReason Spii => new("SPII");

    public static FinishReason MalformedFunctionCall => new("MALFORMED_FUNCTION_CALL");

    public static FinishReason ImageSafety => new("IMAGE_SAFETY");

    public static FinishReason UnexpectedToolCall => new("UNEXPECTED_TOOL_CALL");

    public static FinishReason TooManyToolCalls => new("TOO_MANY_TOOL_CALLS");

    public static FinishReason ImageProhibitedContent => new("IMAGE_PROHIBITED_CONTENT");

    public static FinishReason ImageOther => new("IMAGE_OTHER");

    public static FinishReason NoImage => new("NO_IMAGE");

    public static FinishReason ImageRecitation => new("IMAGE_RECITATION");

    public static FinishReason MissingThoughtSignature => new("MISSING_THOUGHT_SIGNATURE");

    public static FinishReason MalformedResponse => new("MALFORMED_RESPONSE");

    public static FinishReason Continuation => new("CONTINUATION");

    public static FinishReason Escalation => new("ESCALATION");

    public static FinishReason ModelArmor => new("MODEL_ARMOR");

    static FinishReason IOpenEnum<FinishReason>.Create(string value) => new(value);

    public override string ToString() => Value ?? "";
}

/// <summary>Why a prompt was blocked. Open: values that this list lacks are kept as they came.</summary>
/// <param name="Value">The name on the wire.</param>
[JsonConverter(typeof(OpenEnumConverter<BlockReason>))]
public readonly record struct BlockReason(string Value) : IOpenEnum<BlockReason>
{
    static IReadOnlyList<BlockReason> IOpenEnum<BlockReason>.Known { get; } =
    [
        new("BLOCK_REASON_UNSPECIFIED"),
        new("SAFETY"),
        new("OTHER"),
        new("BLOCKLIST"),
        new("PROHIBITED_CONTENT"),
        new("IMAGE_SAFETY"),
        new("MODEL_ARMOR"),
        new("JAILBREAK"),
    ];

    public static BlockReason Safety => new("SAFETY");

    public static BlockReason Other => new("OTHER");

    public static BlockReason Blocklist => new("BLOCKLIST");

    public static BlockReason ProhibitedContent => new("PROHIBITED_CONTENT");

    public static BlockReason ImageSafety => new("IMAGE_SAFETY");

    public static BlockReason ModelArmor => new("MODEL_ARMOR");

    public static BlockReason Jailbreak => new("JAILBREAK");

    static BlockReason IOpenEnum<BlockReason>.Create(string value) => new(value);

    public override string ToString() => Value ?? "";
}

/// <summary>A kind of harm. Open: values that this list lacks are kept as they came.</summary>
/// <param name="Value">The name on the wire.</param>
[JsonConverter(typeof(OpenEnumConverter<HarmCategory>))]
public readonly record struct HarmCategory(string Value) : IOpenEnum<HarmCategory>
{
    static IReadOnlyList<HarmCategory> IOpenEnum<HarmCategory>.Known { get; } =
    [
        new("HARM_CATEGORY_UNSPECIFIED"),
        new("HARM_CATEGORY_DEROGATORY"),
        new("HARM_CATEGORY_TOXICITY"),
        new("HARM_CATEGORY_VIOLENCE"),
        new("HARM_CATEGORY_SEXUAL"),
        new("HARM_CATEGORY_MEDICAL"),
        new("HARM_CATEGORY_DANGEROUS"),
        new("HARM_CATEGORY_HARASSMENT"),
        new("HARM_CATEGORY_HATE_SPEECH"),
        new("HARM_CATEGORY_SEXUALLY_EXPLICIT"),
        new("HARM_CATEGORY_DANGEROUS_CONTENT"),
        new("HARM_CATEGORY_CIVIC_INTEGRITY"),
        new("HARM_CATEGORY_JAILBREAK"),
    ];

    public static HarmCategory Derogatory => new("HARM_CATEGORY_DEROGATORY");

    public static HarmCategory Toxicity => new("HARM_CATEGORY_TOXICITY");

    public static HarmCategory Violence => new("HARM_CATEGORY_VIOLENCE");

    public static HarmCategory Sexual => new("HARM_CATEGORY_SEXUAL");

    public static HarmCategory Medical => new("HARM_CATEGORY_MEDICAL");

    public static HarmCategory Dangerous => new("HARM_CATEGORY_DANGEROUS");

    public static HarmCategory Harassment => new("HARM_CATEGORY_HARASSMENT");

    public static HarmCategory HateSpeech => new("HARM_CATEGORY_HATE_SPEECH");

    public static HarmCategory SexuallyExplicit => new("HARM_CATEGORY_SEXUALLY_EXPLICIT");

    public static HarmCategory DangerousContent => new("HARM_CATEGORY_DANGEROUS_CONTENT");

    public static HarmCategory CivicIntegrity => new("HARM_CATEGORY_CIVIC_INTEGRITY");

    public static HarmCategory Jailbreak => new("HARM_CATEGORY_JAILBREAK");

    // The categories of images are Vertex AI's: the numbers of the list above are the Gemini API's and have none of them.
    public static HarmCategory ImageHate => new("HARM_CATEGORY_IMAGE_HATE");

    public static HarmCategory ImageDangerousContent => new("HARM_CATEGORY_IMAGE_DANGEROUS_CONTENT");

    public static HarmCategory ImageHarassment => new("HARM_CATEGORY_IMAGE_HARASSMENT");

    public static HarmCategory ImageSexuallyExplicit => new("HARM_CATEGORY_IMAGE_SEXUALLY_EXPLICIT");

    static HarmCategory IOpenEnum<HarmCategory>.Create(string value) => new(value);

    public override string ToString() => Value ?? "";
}

/// <summary>From which probability of harm on content is blocked. Open: values that this list lacks are kept as they came.</summary>
/// <param name="Value">The name on the wire.</param>
[JsonConverter(typeof(OpenEnumConverter<HarmBlockThreshold>))]
public readonly record struct HarmBlockThreshold(string Value) : IOpenEnum<HarmBlockThreshold>
{
    static IReadOnlyList<HarmBlockThreshold> IOpenEnum<HarmBlockThreshold>.Known { get; } =
    [
        new("HARM_BLOCK_THRESHOLD_UNSPECIFIED"),
        new("BLOCK_LOW_AND_ABOVE"),
        new("BLOCK_MEDIUM_AND_ABOVE"),
        new("BLOCK_ONLY_HIGH"),
        new("BLOCK_NONE"),
        new("OFF"),
    ];

    public static HarmBlockThreshold BlockLowAndAbove => new("BLOCK_LOW_AND_ABOVE");

    public static HarmBlockThreshold BlockMediumAndAbove => new("BLOCK_MEDIUM_AND_ABOVE");

    public static HarmBlockThreshold BlockOnlyHigh => new("BLOCK_ONLY_HIGH");

    public static HarmBlockThreshold BlockNone => new("BLOCK_NONE");

    public static HarmBlockThreshold Off => new("OFF");

    static HarmBlockThreshold IOpenEnum<HarmBlockThreshold>.Create(string value) => new(value);

    public override string ToString() => Value ?? "";
}

/// <summary>How probable harm is. Open: values that this list lacks are kept as they came.</summary>
/// <param name="Value">The name on the wire.</param>
[JsonConverter(typeof(OpenEnumConverter<HarmProbability>))]
public readonly record struct HarmProbability(string Value) : IOpenEnum<HarmProbability>
{
    static IReadOnlyList<HarmProbability> IOpenEnum<HarmProbability>.Known { get; } =
    [
        new("HARM_PROBABILITY_UNSPECIFIED"),
        new("NEGLIGIBLE"),
        new("LOW"),
        new("MEDIUM"),
        new("HIGH"),
    ];

    public static HarmProbability Negligible => new("NEGLIGIBLE");

    public static HarmProbability Low => new("LOW");

    public static HarmProbability Medium => new("MEDIUM");

    public static HarmProbability High => new("HIGH");

    static HarmProbability IOpenEnum<HarmProbability>.Create(string value) => new(value);

    public override string ToString() => Value ?? "";
}

/// <summary>A kind of input or output that tokens are counted for. Open: values that this list lacks are kept as they came.</summary>
/// <param name="Value">The name on the wire.</param>
[JsonConverter(typeof(OpenEnumConverter<Modality>))]
public readonly record struct Modality(string Value) : IOpenEnum<Modality>
{
    static IReadOnlyList<Modality> IOpenEnum<Modality>.Known { get; } =
    [
        new("MODALITY_UNSPECIFIED"),
        new("TEXT"),
        new("IMAGE"),
        new("VIDEO"),
        new("AUDIO"),
        new("DOCUMENT"),
    ];

    public static Modality Text => new("TEXT");

    public static Modality Image => new("IMAGE");

    public static Modality Video => new("VIDEO");

    public static Modality Audio => new("AUDIO");

    public static Modality Document => new("DOCUMENT");

    static Modality IOpenEnum<Modality>.Create(string value) => new(value);

    public override string ToString() => Value ?? "";
}

/// <summary>Where a model stands in its life. Open: values that this list lacks are kept as they came.</summary>
/// <param name="Value">The name on the wire.</param>
[JsonConverter(typeof(OpenEnumConverter<ModelStage>))]
public readonly record struct ModelStage(string Value) : IOpenEnum<ModelStage>
{
    static IReadOnlyList<ModelStage> IOpenEnum<ModelStage>.Known { get; } =
    [
        new("MODEL_STAGE_UNSPECIFIED"),
        new("UNSTABLE_EXPERIMENTAL"),
        new("EXPERIMENTAL"),
        new("PREVIEW"),
        new("STABLE"),
        new("LEGACY"),
        new("DEPRECATED"),
        new("RETIRED"),
    ];

    public static ModelStage UnstableExperimental => new("UNSTABLE_EXPERIMENTAL");

    public static ModelStage Experimental => new("EXPERIMENTAL");

    public static ModelStage Preview => new("PREVIEW");

    public static ModelStage Stable => new("STABLE");

    public static ModelStage Legacy => new("LEGACY");

    public static ModelStage Deprecated => new("DEPRECATED");

    public static ModelStage Retired => new("RETIRED");

    static ModelStage IOpenEnum<ModelStage>.Create(string value) => new(value);

    public override string ToString() => Value ?? "";
}

/// <summary>Which quota of Vertex AI served a request. Open: values that this list lacks are kept as they came.</summary>
/// <param name="Value">The name on the wire.</param>
[JsonConverter(typeof(OpenEnumConverter<TrafficType>))]
public readonly record struct TrafficType(string Value) : IOpenEnum<TrafficType>
{
    static IReadOnlyList<TrafficType> IOpenEnum<TrafficType>.Known { get; } =
    [
        new("TRAFFIC_TYPE_UNSPECIFIED"),
        new("ON_DEMAND"),
        new("PROVISIONED_THROUGHPUT"),
        new("ON_DEMAND_PRIORITY"),
        new("ON_DEMAND_FLEX"),
        new("ON_DEMAND_OFFPEAK"),
    ];

    public static TrafficType OnDemand => new("ON_DEMAND");

    public static TrafficType ProvisionedThroughput => new("PROVISIONED_THROUGHPUT");

    public static TrafficType OnDemandPriority => new("ON_DEMAND_PRIORITY");

    public static TrafficType OnDemandFlex => new("ON_DEMAND_FLEX");

    public static TrafficType OnDemandOffpeak => new("ON_DEMAND_OFFPEAK");

    static TrafficType IOpenEnum<TrafficType>.Create(string value) => new(value);

    public override string ToString() => Value ?? "";
}

/// <summary>Which tier serves a request; lower case on the wire. Open: values that this list lacks are kept as they came.</summary>
/// <param name="Value">The name on the wire.</param>
[JsonConverter(typeof(OpenEnumConverter<ServiceTier>))]
public readonly record struct ServiceTier(string Value) : IOpenEnum<ServiceTier>
{
    static IReadOnlyList<ServiceTier> IOpenEnum<ServiceTier>.Known { get; } =
    [
        new("unspecified"),
        new("standard"),
        new("flex"),
        new("priority"),
    ];

    public static ServiceTier Standard => new("standard");

    public static ServiceTier Flex => new("flex");

    public static ServiceTier Priority => new("priority");

    static ServiceTier IOpenEnum<ServiceTier>.Create(string value) => new(value);

    public override string ToString() => Value ?? "";
}
