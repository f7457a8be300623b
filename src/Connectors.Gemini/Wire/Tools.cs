using System.Text.Json;

#pragma warning disable CS1591 // The API's own field names say what the members are; the API documents them.

namespace Connectors.Gemini.Wire;

/// <summary>A tool that the model may use. The service wants one kind of tool in each object.</summary>
public sealed class Tool : GeminiMessage
{
    public IList<FunctionDeclaration>? FunctionDeclarations { get; set; }

    public GoogleSearch? GoogleSearch { get; set; }

    public GoogleSearchRetrieval? GoogleSearchRetrieval { get; set; }

    public CodeExecution? CodeExecution { get; set; }

    public UrlContext? UrlContext { get; set; }

    public GoogleMaps? GoogleMaps { get; set; }

    public FileSearch? FileSearch { get; set; }

    public ComputerUse? ComputerUse { get; set; }

    public IList<McpServer>? McpServers { get; set; }

    public JsonElement? Retrieval { get; set; }

    public JsonElement? EnterpriseWebSearch { get; set; }

    public JsonElement? ParallelAiSearch { get; set; }

    public JsonElement? ExaAiSearch { get; set; }
}

/// <summary>Grounding with Google Search.</summary>
public sealed class GoogleSearch : GeminiMessage
{
    public GoogleSearchTypes? SearchTypes { get; set; }

    public Interval? TimeRangeFilter { get; set; }

    public IList<string>? ExcludeDomains { get; set; }

    public string? BlockingConfidence { get; set; }
}

/// <summary>Which kinds of results a search brings; the members are empty objects.</summary>
public sealed class GoogleSearchTypes : GeminiMessage
{
    public JsonElement? WebSearch { get; set; }

    public JsonElement? ImageSearch { get; set; }
}

/// <summary>A stretch of time; RFC 3339 timestamps.</summary>
public sealed class Interval : GeminiMessage
{
    public string? StartTime { get; set; }

    public string? EndTime { get; set; }
}

/// <summary>Grounding with Google Search for the 1.5 generation.</summary>
public sealed class GoogleSearchRetrieval : GeminiMessage
{
    public DynamicRetrievalConfig? DynamicRetrievalConfig { get; set; }
}

/// <summary>When the 1.5 generation searches.</summary>
public sealed class DynamicRetrievalConfig : GeminiMessage
{
    public string? Mode { get; set; }

    public double? DynamicThreshold { get; set; }
}

/// <summary>The Python sandbox of the service.</summary>
public sealed class CodeExecution : GeminiMessage
{
}

/// <summary>Lets the model read pages whose URLs are in the prompt.</summary>
public sealed class UrlContext : GeminiMessage
{
}

/// <summary>Grounding with Google Maps.</summary>
public sealed class GoogleMaps : GeminiMessage
{
    public bool? EnableWidget { get; set; }

    public JsonElement? AuthConfig { get; set; }

    public GoogleMapsGroundingTypes? GroundingTypes { get; set; }
}

/// <summary>What Google Maps is asked for (Vertex AI); the members are empty objects.</summary>
public sealed class GoogleMapsGroundingTypes : GeminiMessage
{
    public JsonElement? Places { get; set; }

    public JsonElement? Routing { get; set; }
}

/// <summary>Search in File Search stores.</summary>
public sealed class FileSearch : GeminiMessage
{
    public IList<string>? FileSearchStoreNames { get; set; }

    public int? TopK { get; set; }

    public string? MetadataFilter { get; set; }
}

/// <summary>The model drives a browser, a phone or a desktop by predefined functions.</summary>
public sealed class ComputerUse : GeminiMessage
{
    public ComputerUseEnvironment? Environment { get; set; }

    public IList<string>? ExcludedPredefinedFunctions { get; set; }

    public bool? EnablePromptInjectionDetection { get; set; }

    public IList<string>? DisabledSafetyPolicies { get; set; }
}

/// <summary>A remote MCP server that the service itself calls.</summary>
public sealed class McpServer : GeminiMessage
{
    public string? Name { get; set; }

    public StreamableHttpTransport? StreamableHttpTransport { get; set; }
}

/// <summary>How the service reaches an MCP server. Durations such as <c>30s</c>.</summary>
public sealed class StreamableHttpTransport : GeminiMessage
{
    public string? Url { get; set; }

    public IDictionary<string, string>? Headers { get; set; }

    public string? Timeout { get; set; }

    public string? SseReadTimeout { get; set; }

    public bool? TerminateOnClose { get; set; }
}

/// <summary>Code that the model wrote and the service ran.</summary>
public sealed class ExecutableCode : GeminiMessage
{
    public string? Id { get; set; }

    public CodeLanguage? Language { get; set; }

    public string? Code { get; set; }
}

/// <summary>What running the code gave.</summary>
public sealed class CodeExecutionResult : GeminiMessage
{
    public string? Id { get; set; }

    public CodeExecutionOutcome? Outcome { get; set; }

    public string? Output { get; set; }
}

/// <summary>A call of a tool that the service runs itself.</summary>
public sealed class ToolCall : GeminiMessage
{
    public string? Id { get; set; }

    public ServerToolType? ToolType { get; set; }

    public string? ToolName { get; set; }

    public JsonElement? Args { get; set; }
}

/// <summary>The result of a tool that the service ran itself.</summary>
public sealed class ToolResponse : GeminiMessage
{
    public string? Id { get; set; }

    public ServerToolType? ToolType { get; set; }

    public JsonElement? Response { get; set; }
}
