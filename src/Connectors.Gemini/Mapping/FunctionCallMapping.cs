using System.Globalization;
using System.Text.Json;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Mapping;

/// <summary>
/// Function calls. The call carries its signature, its step and its position: approvals and other agents change the order of calls,
/// and only the first call of a step is signed.
/// </summary>
internal static class FunctionCallMapping
{
    /// <summary>Call ids that begin so are ours: the service gave none, and none goes back to it.</summary>
    internal const string OwnIdPrefix = "gemini_call_";

    // OpenAI takes ids of at most 40 characters, and a conversation may go on there.
    private const int OwnIdDigits = 28;

    internal static void Read(Part part, AnswerState state, List<AIContent> contents)
    {
        var call = part.FunctionCall!;
        var properties = new AdditionalPropertiesDictionary
        {
            [ContentKeys.Step] = state.Step,
            [ContentKeys.Index] = state.PartIndex,
        };
        if (part.ThoughtSignature is { } signature)
        {
            properties[ContentKeys.ThoughtSignature] = signature;
        }

        if (call.Args is null)
        {
            properties[ContentKeys.NoArgs] = true;
        }

        string callId;
        if (call.Id is { Length: > 0 } serviceId && state.TryTakeCallId(serviceId))
        {
            callId = serviceId;
        }
        else
        {
            callId = OwnIdPrefix + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..OwnIdDigits];
            if (call.Id is { Length: > 0 } repeatedId)
            {
                properties[ContentKeys.CallId] = repeatedId;
            }
        }

        var content = new FunctionCallContent(callId, call.Name ?? "", ReadArguments(call, state)) { RawRepresentation = part, AdditionalProperties = properties };
        PartTemplate.Keep(part, content);
        if (NeedsConsent(call.Args) is { } decision)
        {
            properties[ContentKeys.SafetyDecision] = decision;
            contents.Add(new ToolApprovalRequestContent("gemini_safety_" + callId, content));
        }
        else
        {
            contents.Add(content);
        }

        state.Calls.Add(content);
        state.Run = AnswerState.OpenRun.None;
    }

    internal static Part Write(FunctionCallContent content)
    {
        var part = PartTemplate.Restore(content);
        part.ThoughtSignature = content.AdditionalProperties.GetString(ContentKeys.ThoughtSignature);
        var call = part.FunctionCall ??= new FunctionCall();
        call.Id = ServiceId(content);
        call.Name = content.Name;
        call.Args = content.Arguments is { Count: > 0 } || content.AdditionalProperties.GetBoolean(ContentKeys.NoArgs) != true
            ? ValueMapping.ToJsonObject(content.Arguments, content.Name)
            : null;
        return part;
    }

    /// <summary>The id that the service gave the call. A call of another provider has an id too, which the service never saw: it gets none.</summary>
    internal static string? ServiceId(FunctionCallContent content) =>
        content.AdditionalProperties.GetString(ContentKeys.CallId)
        ?? (StepOf(content) is not null && !content.CallId.StartsWith(OwnIdPrefix, StringComparison.Ordinal) ? content.CallId : null);

    internal static string? StepOf(FunctionCallContent content) => content.AdditionalProperties.GetString(ContentKeys.Step);

    private static JsonElement? NeedsConsent(JsonElement? args) =>
        args is { ValueKind: JsonValueKind.Object } fields
        && fields.TryGetProperty("safety_decision", out var safety)
        && safety.ValueKind == JsonValueKind.Object
        && safety.TryGetProperty("decision", out var decision)
        && decision.ValueKind == JsonValueKind.String
        && decision.ValueEquals("require_confirmation")
            ? safety
            : null;

    private static Dictionary<string, object?> ReadArguments(FunctionCall call, AnswerState state)
    {
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (call.Args is not { ValueKind: JsonValueKind.Object } args)
        {
            return arguments;
        }

        var schema = ToolMapping.SchemaOf(call.Name, state.Tools);
        foreach (var property in args.EnumerateObject())
        {
            arguments[property.Name] = property.Value.ValueKind == JsonValueKind.Null ? null : WholeNumbers.Repair(property.Value, Property(schema, property.Name));
        }

        return arguments;
    }

    private static JsonElement Property(JsonElement schema, string name) =>
        schema.ValueKind == JsonValueKind.Object
        && schema.TryGetProperty("properties", out var properties)
        && properties.ValueKind == JsonValueKind.Object
        && properties.TryGetProperty(name, out var property)
            ? property
            : default;
}
