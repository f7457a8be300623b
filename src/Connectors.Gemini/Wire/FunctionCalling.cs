using System.Text.Json;
using System.Text.Json.Serialization;

#pragma warning disable CS1591 // The API's own field names say what the members are; the API documents them.

namespace Connectors.Gemini.Wire;

/// <summary>The model asks the app to run a function.</summary>
[JsonConverter(typeof(FunctionCallConverter))]
public sealed class FunctionCall : GeminiMessage
{
    public string? Id { get; set; }

    public string? Name { get; set; }

    public JsonElement? Args { get; set; }

    public IList<PartialArg>? PartialArgs { get; set; }

    public bool? WillContinue { get; set; }
}

/// <summary>A fragment of a streamed argument (Vertex AI): a JSON path and a piece of its value.</summary>
public sealed class PartialArg : GeminiMessage
{
    public string? JsonPath { get; set; }

    public string? StringValue { get; set; }

    public double? NumberValue { get; set; }

    public bool? BoolValue { get; set; }

    public JsonElement? NullValue { get; set; }

    public bool? WillContinue { get; set; }
}

/// <summary>What a function returned. <c>response</c> is always an object.</summary>
[JsonConverter(typeof(FunctionResponseConverter))]
public sealed class FunctionResponse : GeminiMessage
{
    public string? Id { get; set; }

    public string? Name { get; set; }

    public JsonElement? Response { get; set; }

    public IList<FunctionResponsePart>? Parts { get; set; }

    public FunctionResponseScheduling? Scheduling { get; set; }

    public bool? WillContinue { get; set; }
}

/// <summary>Media that belongs to a function response.</summary>
public sealed class FunctionResponsePart : GeminiMessage
{
    public Blob? InlineData { get; set; }

    public FileData? FileData { get; set; }

    public MediaProcessing? MediaProcessing { get; set; }
}

/// <summary>A function that the model may call. Schemas are either of the OpenAPI subset (<c>parameters</c>, <c>response</c>) or JSON Schema.</summary>
public sealed class FunctionDeclaration : GeminiMessage
{
    public string? Name { get; set; }

    public string? Description { get; set; }

    public JsonElement? Parameters { get; set; }

    public JsonElement? ParametersJsonSchema { get; set; }

    public JsonElement? Response { get; set; }

    public JsonElement? ResponseJsonSchema { get; set; }

    public FunctionBehavior? Behavior { get; set; }
}

/// <summary>How tools may be used.</summary>
public sealed class ToolConfig : GeminiMessage
{
    public FunctionCallingConfig? FunctionCallingConfig { get; set; }

    public RetrievalConfig? RetrievalConfig { get; set; }

    public bool? IncludeServerSideToolInvocations { get; set; }
}

/// <summary>Whether the model may, must or must not call functions, and which.</summary>
public sealed class FunctionCallingConfig : GeminiMessage
{
    public FunctionCallingMode? Mode { get; set; }

    public IList<string>? AllowedFunctionNames { get; set; }

    public bool? StreamFunctionCallArguments { get; set; }
}

/// <summary>Where the user is and which language retrieval tools use.</summary>
public sealed class RetrievalConfig : GeminiMessage
{
    public LatLng? LatLng { get; set; }

    public string? LanguageCode { get; set; }
}

/// <summary>A place on Earth in degrees.</summary>
public sealed class LatLng : GeminiMessage
{
    public double? Latitude { get; set; }

    public double? Longitude { get; set; }
}
