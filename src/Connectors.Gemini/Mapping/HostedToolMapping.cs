using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Mapping;

/// <summary>Tools that the service runs: M.E.AI's hosted tools and <see cref="GeminiTools"/>. What a model or a surface refuses throws before anything is sent.</summary>
internal static class HostedToolMapping
{
    internal const string StartTime = "gemini.startTime";
    internal const string EndTime = "gemini.endTime";
    internal const string ImageSearch = "gemini.imageSearch";
    internal const string ExcludeDomains = "gemini.excludeDomains";
    internal const string MetadataFilter = "gemini.metadataFilter";

    internal static Tool Write(AITool tool, bool isVertex) => tool switch
    {
        GeminiTool own => own.Tool,
        HostedWebSearchTool search => new Tool { GoogleSearch = WriteSearch(search, isVertex) },
        HostedCodeInterpreterTool { Inputs: { Count: > 0 } } =>
            throw new NotSupportedException("HostedCodeInterpreterTool.Inputs is not taken by Gemini: put the files into a message, as DataContent or HostedFileContent."),
        HostedCodeInterpreterTool => new Tool { CodeExecution = new CodeExecution() },
        HostedFileSearchTool search => new Tool { FileSearch = WriteFileSearch(search, isVertex) },
        HostedMcpServerTool server => new Tool { McpServers = [WriteMcp(server, isVertex)] },
        _ => throw new NotSupportedException($"ChatOptions.Tools holds a {tool.GetType().Name}, which Gemini does not have. Give it as a Wire.Tool through RawRepresentationFactory, or leave it out."),
    };

    /// <summary>Refuses combinations that the model does not take.</summary>
    internal static void Check(IList<Tool> tools, string model, ModelFamily family)
    {
        var hasFunctions = tools.Any(static tool => tool.FunctionDeclarations is { Count: > 0 });
        if (hasFunctions && !family.CombinesTools && tools.FirstOrDefault(IsHosted) is { } hosted)
        {
            throw new NotSupportedException(
                $"The model '{model}' does not take functions together with tools that the service runs ({NameOf(hosted)}). Use one kind of tools, or a model of generation 3 or later.");
        }
    }

    internal static bool IsHosted(Tool tool) => tool is not { FunctionDeclarations.Count: > 0 };

    private static string NameOf(Tool tool) => tool switch
    {
        { GoogleSearch: not null } => "Google Search",
        { CodeExecution: not null } => "code execution",
        { UrlContext: not null } => "URL context",
        { GoogleMaps: not null } => "Google Maps",
        { FileSearch: not null } => "File Search",
        { ComputerUse: not null } => "computer use",
        { McpServers: not null } => "MCP",
        _ => "another tool",
    };

    private static GoogleSearch WriteSearch(HostedWebSearchTool tool, bool isVertex)
    {
        var start = Text(tool, StartTime);
        var end = Text(tool, EndTime);
        if (start is null != end is null)
        {
            throw new ArgumentException("A time range of Google Search needs both ends: set from and to, or neither.");
        }

        if (start is not null && isVertex)
        {
            throw new NotSupportedException("Vertex AI does not take a time range of Google Search; the Gemini API does.");
        }

        var domains = tool.AdditionalProperties.TryGetValue(ExcludeDomains, out var excluded) && excluded is IEnumerable<string> list ? list.ToList() : null;
        if (domains is { Count: > 0 } && !isVertex)
        {
            throw new NotSupportedException("The Gemini API does not exclude domains from Google Search; Vertex AI does.");
        }

        return new GoogleSearch
        {
            TimeRangeFilter = start is null ? null : new Interval { StartTime = start, EndTime = end },
            SearchTypes = tool.AdditionalProperties.TryGetValue(ImageSearch, out var images) && images is true
                ? new GoogleSearchTypes { WebSearch = EmptyObject, ImageSearch = EmptyObject }
                : null,
            ExcludeDomains = domains,
        };
    }

    private static System.Text.Json.JsonElement EmptyObject => System.Text.Json.JsonElement.Parse("{}"u8);

    private static FileSearch WriteFileSearch(HostedFileSearchTool tool, bool isVertex)
    {
        if (isVertex)
        {
            throw new NotSupportedException("File Search is the Gemini API's; Vertex AI does not have it.");
        }

        var stores = new List<string>();
        foreach (var input in tool.Inputs ?? [])
        {
            if (input is not HostedVectorStoreContent store)
            {
                throw new NotSupportedException($"HostedFileSearchTool.Inputs holds a {input.GetType().Name}: Gemini searches in File Search stores, given as HostedVectorStoreContent(\"fileSearchStores/...\").");
            }

            stores.Add(store.VectorStoreId.Contains('/', StringComparison.Ordinal) ? store.VectorStoreId : "fileSearchStores/" + store.VectorStoreId);
        }

        if (stores.Count == 0)
        {
            throw new ArgumentException("HostedFileSearchTool.Inputs names no File Search store. Add a HostedVectorStoreContent(\"fileSearchStores/...\").");
        }

        return new FileSearch { FileSearchStoreNames = stores, TopK = tool.MaximumResultCount, MetadataFilter = Text(tool, MetadataFilter) };
    }

    private static McpServer WriteMcp(HostedMcpServerTool tool, bool isVertex)
    {
        if (isVertex)
        {
            throw new NotSupportedException("MCP servers that the service calls are the Gemini API's; Vertex AI does not have them. Connect to the server from the app, and pass its tools as functions.");
        }

        if (tool.AllowedTools is { Count: > 0 } || tool.ApprovalMode is not (null or HostedMcpServerToolNeverRequireApprovalMode))
        {
            throw new NotSupportedException(
                "Gemini calls MCP servers without asking: HostedMcpServerTool.AllowedTools and ApprovalMode cannot be honoured. Connect to the server from the app, and pass its tools as functions.");
        }

        if (!Uri.TryCreate(tool.ServerAddress, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
        {
            throw new ArgumentException($"HostedMcpServerTool.ServerAddress '{tool.ServerAddress}' is not an absolute https address.");
        }

        return new McpServer
        {
            Name = tool.ServerName,
            StreamableHttpTransport = new StreamableHttpTransport { Url = address.OriginalString, Headers = tool.Headers is { Count: > 0 } headers ? new Dictionary<string, string>(headers) : null },
        };
    }

    private static string? Text(AITool tool, string key) => tool.AdditionalProperties.TryGetValue(key, out var value) ? value as string : null;
}
