using System.Text.Json;
using Connectors.Gemini.Emulator.Messages;
using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

/// <summary>What the rules look at: the request, taken apart once.</summary>
internal sealed class RuleContext
{
    private Conversation? _conversation;
    private IReadOnlyList<ShapeProblem>? _shapeProblems;

    public RuleContext(EmulatorRequest request, EmulatorRulesOptions options)
    {
        Request = request;
        Options = options;
        Route = Route.Parse(request.PathAndQuery);
        Model = Route.Model is { } id ? EmulatorModels.Find(id) : null;
        Body = request.Body ?? default;
    }

    public EmulatorRequest Request { get; }

    public EmulatorRulesOptions Options { get; }

    public Route Route { get; }

    public bool IsVertex => Request.IsVertex;

    /// <summary>Gets the model of the path; <see langword="null"/> if the path has none or an unknown one.</summary>
    public EmulatorModel? Model { get; }

    /// <summary>Gets the body; of kind Undefined if there is none, which has no fields.</summary>
    public JsonElement Body { get; }

    /// <summary>Gets the misfits between the body and the service's messages; none where the method's messages are not in the table.</summary>
    public IReadOnlyList<ShapeProblem> ShapeProblems => _shapeProblems ??= FindShapeProblems();

    public JsonElement? Config => Body.Field("generationConfig");

    public JsonElement? Thinking => Config.Field("thinkingConfig");

    public JsonElement? FunctionCalling => Body.Field("toolConfig").Field("functionCallingConfig");

    public Conversation Conversation => _conversation ??= new Conversation(Body, Options.KnownExtraNames);

    /// <summary>Gets every function declaration with its path as the service writes it.</summary>
    public IEnumerable<(string Path, JsonElement Declaration)> Functions =>
        Body.Items("tools").SelectMany((tool, toolIndex) => tool.Items("functionDeclarations")
            .Select((declaration, index) => ($"tools[{toolIndex}].function_declarations[{index}]", declaration)));

    /// <summary>Gets the kinds of tools that the service runs itself, without remote MCP servers.</summary>
    public IEnumerable<string> BuiltInTools =>
        from tool in Body.Items("tools")
        where tool.ValueKind == JsonValueKind.Object
        from entry in tool.EnumerateObject()
        let name = JsonFields.SnakeCase(entry.Name)
        where entry.Value.ValueKind != JsonValueKind.Null && name is not ("function_declarations" or "mcp_servers" or "computer_use")
        select name;

    /// <summary>Gets the single requests of an embedding request, each with its path as the service writes it.</summary>
    public IEnumerable<(string Path, JsonElement Request)> Embeds => Route.Method is "embedContent"
        ? [("EmbedContentRequest", Body)]
        : Body.Items("requests").Select((request, index) => ($"BatchEmbedContentsRequest.requests[{index}]", request));

    private IReadOnlyList<ShapeProblem> FindShapeProblems()
    {
        var message = Route switch
        {
            { IsGenerate: true } => "GenerateContentRequest",
            { IsCountTokens: true } => "CountTokensRequest",
            { Method: "computeTokens" } when IsVertex => "ComputeTokensRequest",
            { Method: "embedContent" } => "EmbedContentRequest",
            { Method: "batchEmbedContents" } when !IsVertex => "BatchEmbedContentsRequest",
            _ => null,
        };
        return message is null || Body.ValueKind == JsonValueKind.Undefined
            ? []
            : ShapeChecker.Check(MessageTable.For(IsVertex), message, Body, Options.KnownExtraNames);
    }
}
