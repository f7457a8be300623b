using System.Globalization;
using System.Text;
using System.Text.Json;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Mapping;

/// <summary>
/// Parts of tools that the service runs itself: code execution, server-side tool calls, MCP. They are shown as M.E.AI's typed contents, which carry the part as JSON;
/// that JSON is what goes back, unchanged, signature included.
/// </summary>
internal static class HostedPartMapping
{
    internal const string ToolType = "gemini.toolType";

    private const string OwnIdPrefix = "gemini_hosted_";

    internal static bool Read(Part part, AnswerState state, List<AIContent> contents)
    {
        var content = part switch
        {
            { ExecutableCode: { } code } => ReadCode(code, state),
            { CodeExecutionResult: { } result } => ReadCodeResult(result, state),
            { ToolCall: { } call } => ReadToolCall(call, state),
            { ToolResponse: { } response } => ReadToolResponse(response),
            { FunctionResponse: { } response } => ReadServedCall(response, state),
            _ => null,
        };
        if (content is null)
        {
            return false;
        }

        content.RawRepresentation = part;
        (content.AdditionalProperties ??= [])[ContentKeys.Part] = PartTemplate.ToJson(part);
        contents.Add(content);
        state.Run = AnswerState.OpenRun.None;
        return true;
    }

    internal static string NewId() => OwnIdPrefix + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    private static CodeInterpreterToolCallContent ReadCode(ExecutableCode code, AnswerState state)
    {
        // The service often gives no id; then a result belongs to the code before it.
        var id = code.Id is { Length: > 0 } given && state.TryTakeCallId(given) ? given : NewId();
        state.LastCodeId = id;
        state.LastCodeResultId = null;
        return new CodeInterpreterToolCallContent(id)
        {
            Inputs = [new DataContent(Encoding.UTF8.GetBytes(code.Code ?? ""), code.Language == CodeLanguage.Python ? "text/x-python" : "text/plain")],
        };
    }

    private static AIContent ReadCodeResult(CodeExecutionResult result, AnswerState state)
    {
        var id = state.LastCodeId ?? NewId();
        // A second result of one piece of code: as the same type beside the first it would be merged into it, and its part be lost.
        if (state.LastCodeResultId == id)
        {
            return new AIContent();
        }

        state.LastCodeResultId = id;
        var content = new CodeInterpreterToolResultContent(id);
        if (result.Outcome is { } outcome && outcome != CodeExecutionOutcome.Ok)
        {
            content.Outputs = [new ErrorContent(result.Output ?? "") { ErrorCode = outcome.Value }];
        }
        else
        {
            content.Outputs = string.IsNullOrEmpty(result.Output) ? [] : [new TextContent(result.Output)];
        }

        return content;
    }

    private static ToolCallContent ReadToolCall(ToolCall call, AnswerState state)
    {
        var id = call.Id is { Length: > 0 } given ? given : NewId();
        if (!IsSearch(call.ToolType))
        {
            return new ToolCallContent(id) { AdditionalProperties = new() { [ToolType] = call.ToolType?.Value ?? call.ToolName ?? "" } };
        }

        state.LastSearchId = id;
        return new WebSearchToolCallContent(id) { Queries = Queries(call.Args) };
    }

    private static ToolResultContent ReadToolResponse(ToolResponse response)
    {
        var id = response.Id is { Length: > 0 } given ? given : NewId();
        return IsSearch(response.ToolType)
            ? new WebSearchToolResultContent(id)
            : new ToolResultContent(id) { AdditionalProperties = new() { [ToolType] = response.ToolType?.Value ?? "" } };
    }

    /// <summary>A function that the service ran itself (an MCP server's): a result in the answer tells FunctionInvokingChatClient that its call is served.</summary>
    private static FunctionResultContent ReadServedCall(FunctionResponse response, AnswerState state) =>
        new(state.CallIdFor(response.Id, response.Name) ?? NewId(), response.Response);

    private static bool IsSearch(ServerToolType? type) => type == ServerToolType.GoogleSearchWeb || type == ServerToolType.GoogleSearchImage;

    private static List<string>? Queries(JsonElement? args)
    {
        if (args is not { ValueKind: JsonValueKind.Object } fields || !fields.TryGetProperty("queries", out var queries) || queries.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        return [.. queries.EnumerateArray().Where(static q => q.ValueKind == JsonValueKind.String).Select(static q => q.GetString()!)];
    }
}
