using System.Text.Json.Serialization;

#pragma warning disable CS1591 // The API's own field names say what the members are; the API documents them.

namespace Connectors.Gemini.Wire;

/// <summary>A kind of output that is asked for. Open: values that this list lacks are kept as they came.</summary>
/// <param name="Value">The name on the wire.</param>
[JsonConverter(typeof(OpenEnumConverter<ResponseModality>))]
public readonly record struct ResponseModality(string Value) : IOpenEnum<ResponseModality>
{
    static IReadOnlyList<ResponseModality> IOpenEnum<ResponseModality>.Known { get; } =
    [
        new("MODALITY_UNSPECIFIED"),
        new("TEXT"),
        new("IMAGE"),
        new("AUDIO"),
    ];

    public static ResponseModality Text => new("TEXT");

    public static ResponseModality Image => new("IMAGE");

    public static ResponseModality Audio => new("AUDIO");

    static ResponseModality IOpenEnum<ResponseModality>.Create(string value) => new(value);

    public override string ToString() => Value ?? "";
}

/// <summary>How much a model of generation 3 or later thinks. Open: values that this list lacks are kept as they came.</summary>
/// <param name="Value">The name on the wire.</param>
[JsonConverter(typeof(OpenEnumConverter<ThinkingLevel>))]
public readonly record struct ThinkingLevel(string Value) : IOpenEnum<ThinkingLevel>
{
    static IReadOnlyList<ThinkingLevel> IOpenEnum<ThinkingLevel>.Known { get; } =
    [
        new("THINKING_LEVEL_UNSPECIFIED"),
        new("LOW"),
        new("HIGH"),
        new("MEDIUM"),
        new("MINIMAL"),
        new("XHIGH"),
    ];

    public static ThinkingLevel Low => new("LOW");

    public static ThinkingLevel High => new("HIGH");

    public static ThinkingLevel Medium => new("MEDIUM");

    public static ThinkingLevel Minimal => new("MINIMAL");

    public static ThinkingLevel Xhigh => new("XHIGH");

    static ThinkingLevel IOpenEnum<ThinkingLevel>.Create(string value) => new(value);

    public override string ToString() => Value ?? "";
}

/// <summary>Whether functions may, must or must not be called. Open: values that this list lacks are kept as they came.</summary>
/// <param name="Value">The name on the wire.</param>
[JsonConverter(typeof(OpenEnumConverter<FunctionCallingMode>))]
public readonly record struct FunctionCallingMode(string Value) : IOpenEnum<FunctionCallingMode>
{
    static IReadOnlyList<FunctionCallingMode> IOpenEnum<FunctionCallingMode>.Known { get; } =
    [
        new("MODE_UNSPECIFIED"),
        new("AUTO"),
        new("ANY"),
        new("NONE"),
        new("VALIDATED"),
    ];

    public static FunctionCallingMode Auto => new("AUTO");

    public static FunctionCallingMode Any => new("ANY");

    public static FunctionCallingMode None => new("NONE");

    public static FunctionCallingMode Validated => new("VALIDATED");

    static FunctionCallingMode IOpenEnum<FunctionCallingMode>.Create(string value) => new(value);

    public override string ToString() => Value ?? "";
}

/// <summary>Whether a Live session waits for a function. Open: values that this list lacks are kept as they came.</summary>
/// <param name="Value">The name on the wire.</param>
[JsonConverter(typeof(OpenEnumConverter<FunctionBehavior>))]
public readonly record struct FunctionBehavior(string Value) : IOpenEnum<FunctionBehavior>
{
    static IReadOnlyList<FunctionBehavior> IOpenEnum<FunctionBehavior>.Known { get; } =
    [
        new("UNSPECIFIED"),
        new("BLOCKING"),
        new("NON_BLOCKING"),
    ];

    public static FunctionBehavior Blocking => new("BLOCKING");

    public static FunctionBehavior NonBlocking => new("NON_BLOCKING");

    static FunctionBehavior IOpenEnum<FunctionBehavior>.Create(string value) => new(value);

    public override string ToString() => Value ?? "";
}

/// <summary>When a Live session speaks of an asynchronous result. Open: values that this list lacks are kept as they came.</summary>
/// <param name="Value">The name on the wire.</param>
[JsonConverter(typeof(OpenEnumConverter<FunctionResponseScheduling>))]
public readonly record struct FunctionResponseScheduling(string Value) : IOpenEnum<FunctionResponseScheduling>
{
    static IReadOnlyList<FunctionResponseScheduling> IOpenEnum<FunctionResponseScheduling>.Known { get; } =
    [
        new("SCHEDULING_UNSPECIFIED"),
        new("SILENT"),
        new("WHEN_IDLE"),
        new("INTERRUPT"),
    ];

    public static FunctionResponseScheduling Silent => new("SILENT");

    public static FunctionResponseScheduling WhenIdle => new("WHEN_IDLE");

    public static FunctionResponseScheduling Interrupt => new("INTERRUPT");

    static FunctionResponseScheduling IOpenEnum<FunctionResponseScheduling>.Create(string value) => new(value);

    public override string ToString() => Value ?? "";
}

/// <summary>A token budget for media. Open: values that this list lacks are kept as they came.</summary>
/// <param name="Value">The name on the wire.</param>
[JsonConverter(typeof(OpenEnumConverter<MediaResolution>))]
public readonly record struct MediaResolution(string Value) : IOpenEnum<MediaResolution>
{
    static IReadOnlyList<MediaResolution> IOpenEnum<MediaResolution>.Known { get; } =
    [
        new("MEDIA_RESOLUTION_UNSPECIFIED"),
        new("MEDIA_RESOLUTION_LOW"),
        new("MEDIA_RESOLUTION_MEDIUM"),
        new("MEDIA_RESOLUTION_HIGH"),
        new("MEDIA_RESOLUTION_ULTRA_HIGH"),
    ];

    public static MediaResolution Low => new("MEDIA_RESOLUTION_LOW");

    public static MediaResolution Medium => new("MEDIA_RESOLUTION_MEDIUM");

    public static MediaResolution High => new("MEDIA_RESOLUTION_HIGH");

    public static MediaResolution UltraHigh => new("MEDIA_RESOLUTION_ULTRA_HIGH");

    static MediaResolution IOpenEnum<MediaResolution>.Create(string value) => new(value);

    public override string ToString() => Value ?? "";
}

/// <summary>How a video is read. Open: values that this list lacks are kept as they came.</summary>
/// <param name="Value">The name on the wire.</param>
[JsonConverter(typeof(OpenEnumConverter<MediaProcessing>))]
public readonly record struct MediaProcessing(string Value) : IOpenEnum<MediaProcessing>
{
    static IReadOnlyList<MediaProcessing> IOpenEnum<MediaProcessing>.Known { get; } =
    [
        new("MEDIA_PROCESSING_UNSPECIFIED"),
        new("STATIC"),
        new("AGENTIC"),
    ];

    public static MediaProcessing Static => new("STATIC");

    public static MediaProcessing Agentic => new("AGENTIC");

    static MediaProcessing IOpenEnum<MediaProcessing>.Create(string value) => new(value);

    public override string ToString() => Value ?? "";
}

/// <summary>The language of generated code. Open: values that this list lacks are kept as they came.</summary>
/// <param name="Value">The name on the wire.</param>
[JsonConverter(typeof(OpenEnumConverter<CodeLanguage>))]
public readonly record struct CodeLanguage(string Value) : IOpenEnum<CodeLanguage>
{
    static IReadOnlyList<CodeLanguage> IOpenEnum<CodeLanguage>.Known { get; } =
    [
        new("LANGUAGE_UNSPECIFIED"),
        new("PYTHON"),
    ];

    public static CodeLanguage Python => new("PYTHON");

    static CodeLanguage IOpenEnum<CodeLanguage>.Create(string value) => new(value);

    public override string ToString() => Value ?? "";
}

/// <summary>How running code ended. Open: values that this list lacks are kept as they came.</summary>
/// <param name="Value">The name on the wire.</param>
[JsonConverter(typeof(OpenEnumConverter<CodeExecutionOutcome>))]
public readonly record struct CodeExecutionOutcome(string Value) : IOpenEnum<CodeExecutionOutcome>
{
    static IReadOnlyList<CodeExecutionOutcome> IOpenEnum<CodeExecutionOutcome>.Known { get; } =
    [
        new("OUTCOME_UNSPECIFIED"),
        new("OUTCOME_OK"),
        new("OUTCOME_FAILED"),
        new("OUTCOME_DEADLINE_EXCEEDED"),
    ];

    public static CodeExecutionOutcome Ok => new("OUTCOME_OK");

    public static CodeExecutionOutcome Failed => new("OUTCOME_FAILED");

    public static CodeExecutionOutcome DeadlineExceeded => new("OUTCOME_DEADLINE_EXCEEDED");

    static CodeExecutionOutcome IOpenEnum<CodeExecutionOutcome>.Create(string value) => new(value);

    public override string ToString() => Value ?? "";
}

/// <summary>A tool that the service runs itself. Open: values that this list lacks are kept as they came.</summary>
/// <param name="Value">The name on the wire.</param>
[JsonConverter(typeof(OpenEnumConverter<ServerToolType>))]
public readonly record struct ServerToolType(string Value) : IOpenEnum<ServerToolType>
{
    static IReadOnlyList<ServerToolType> IOpenEnum<ServerToolType>.Known { get; } =
    [
        new("TOOL_TYPE_UNSPECIFIED"),
        new("GOOGLE_SEARCH_WEB"),
        new("GOOGLE_SEARCH_IMAGE"),
        new("URL_CONTEXT"),
        new("GOOGLE_MAPS"),
        new("FILE_SEARCH"),
        new("MEDIA_PROCESSING"),
    ];

    public static ServerToolType GoogleSearchWeb => new("GOOGLE_SEARCH_WEB");

    public static ServerToolType GoogleSearchImage => new("GOOGLE_SEARCH_IMAGE");

    public static ServerToolType UrlContext => new("URL_CONTEXT");

    public static ServerToolType GoogleMaps => new("GOOGLE_MAPS");

    public static ServerToolType FileSearch => new("FILE_SEARCH");

    public static ServerToolType MediaProcessing => new("MEDIA_PROCESSING");

    static ServerToolType IOpenEnum<ServerToolType>.Create(string value) => new(value);

    public override string ToString() => Value ?? "";
}

/// <summary>What kind of computer the model drives. Open: values that this list lacks are kept as they came.</summary>
/// <param name="Value">The name on the wire.</param>
[JsonConverter(typeof(OpenEnumConverter<ComputerUseEnvironment>))]
public readonly record struct ComputerUseEnvironment(string Value) : IOpenEnum<ComputerUseEnvironment>
{
    static IReadOnlyList<ComputerUseEnvironment> IOpenEnum<ComputerUseEnvironment>.Known { get; } =
    [
        new("ENVIRONMENT_UNSPECIFIED"),
        new("ENVIRONMENT_BROWSER"),
        new("ENVIRONMENT_MOBILE"),
        new("ENVIRONMENT_DESKTOP"),
    ];

    public static ComputerUseEnvironment Browser => new("ENVIRONMENT_BROWSER");

    public static ComputerUseEnvironment Mobile => new("ENVIRONMENT_MOBILE");

    public static ComputerUseEnvironment Desktop => new("ENVIRONMENT_DESKTOP");

    static ComputerUseEnvironment IOpenEnum<ComputerUseEnvironment>.Create(string value) => new(value);

    public override string ToString() => Value ?? "";
}
