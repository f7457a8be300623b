using System.Globalization;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Mapping;

/// <summary>Rewrites a history of another adapter into contents of this library's. Use an instance once.</summary>
internal sealed class HistoryImport(GeminiHistorySource source)
{
    private const string ForeignSignature = "ThoughtSignature";

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>The calls so far, one list for each step.</summary>
    private readonly List<List<Call>> _steps = [];

    internal List<ChatMessage> Read(IEnumerable<ChatMessage> messages)
    {
        var result = new List<ChatMessage>();
        foreach (var message in messages)
        {
            ArgumentNullException.ThrowIfNull(message, nameof(messages));
            var isModel = message.Role == ChatRole.Assistant;
            if (isModel && source == GeminiHistorySource.GoogleGenerativeAI && RepeatsOpenStep(message))
            {
                continue;
            }

            var copy = message.Clone();
            copy.Contents = isModel ? ReadModel(message.Contents) : [.. message.Contents.Select(ReadOther)];
            result.Add(copy);
        }

        return result;
    }

    private List<AIContent> ReadModel(IList<AIContent> contents)
    {
        var result = new List<AIContent>(contents.Count);
        var step = new List<Call>();
        var stepId = "gemini_import_" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        for (var i = 0; i < contents.Count; i++)
        {
            var content = contents[i];
            var signature = source switch
            {
                GeminiHistorySource.GoogleGenAI => SignatureBehind(contents, i),
                GeminiHistorySource.GoogleGenerativeAI => content.AdditionalProperties.GetString(ForeignSignature),
                _ => null,
            };
            if (source == GeminiHistorySource.GoogleGenAI && signature is not null)
            {
                i++;
            }

            switch (content)
            {
                case FunctionCallContent call:
                    result.Add(ReadCall(call, signature, stepId, result.Count, step));
                    break;
                case ToolApprovalRequestContent { ToolCall: FunctionCallContent call } request:
                    result.Add(new ToolApprovalRequestContent(request.RequestId, ReadCall(call, signature, stepId, result.Count, step)) { AdditionalProperties = request.AdditionalProperties });
                    break;
                case FunctionResultContent:
                    result.Add(ReadOther(content));
                    break;
                case TextReasoningContent reasoning:
                    result.Add(ReadReasoning(reasoning, signature));
                    break;
                case DataContent data when signature is not null:
                    result.Add(Signed(new DataContent(data.Data, data.MediaType) { Name = data.Name, Annotations = data.Annotations }, data, signature));
                    break;
                case UriContent uri when signature is not null:
                    result.Add(Signed(new UriContent(uri.Uri, uri.MediaType) { Annotations = uri.Annotations }, uri, signature));
                    break;
                default:
                    var length = content is TextContent text ? text.Text.Length : 0;
                    if (length > 0 || (content.GetType() != typeof(AIContent) && content is not TextContent) || signature is null)
                    {
                        result.Add(content);
                    }
                    // A signature on what is neither text nor nothing belongs to a part that does not go back.
                    if (signature is not null && (content is TextContent || content.GetType() == typeof(AIContent)))
                    {
                        result.Add(TextSignature(signature, length));
                    }

                    break;
            }
        }

        if (step.Count > 0)
        {
            _steps.Add(step);
        }

        return result;
    }

    private FunctionCallContent ReadCall(FunctionCallContent call, string? signature, string stepId, int index, List<Call> step)
    {
        // This library's own.
        if (FunctionCallMapping.StepOf(call) is not null)
        {
            _ids.Add(call.CallId);
            step.Add(new(call.CallId, call));
            return call;
        }

        var properties = Copy(call.AdditionalProperties);
        properties[ContentKeys.Step] = stepId;
        properties[ContentKeys.Index] = index;
        if (signature is not null)
        {
            properties[ContentKeys.ThoughtSignature] = signature;
        }
        // Google.GenAI alone gives the service's ids, or none.
        var serviceId = source == GeminiHistorySource.GoogleGenAI && call.CallId.Length > 0 ? call.CallId : null;
        var isUnique = serviceId is not null && _ids.Add(serviceId);
        if (serviceId is not null && !isUnique)
        {
            properties[ContentKeys.CallId] = serviceId;
        }

        var id = isUnique ? serviceId! : FunctionCallMapping.OwnIdPrefix + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        var result = new FunctionCallContent(id, call.Name, call.Arguments)
        {
            Exception = call.Exception,
            InformationalOnly = call.InformationalOnly,
            Annotations = call.Annotations,
            AdditionalProperties = properties,
        };
        step.Add(new(call.CallId, result));
        return result;
    }

    private TextReasoningContent ReadReasoning(TextReasoningContent reasoning, string? signature)
    {
        if (IsOurs(reasoning))
        {
            return reasoning;
        }

        var own = string.IsNullOrEmpty(reasoning.ProtectedData) ? null : reasoning.ProtectedData;
        // What is not base64 is another provider's, and stays unmarked.
        if (own is not null && !IsBase64(own))
        {
            return reasoning;
        }

        if (string.IsNullOrEmpty(reasoning.Text) && source == GeminiHistorySource.GoogleGenAI)
        {
            return own is null && signature is null ? reasoning : TextSignature((own ?? signature)!, length: 0);
        }

        var properties = Copy(reasoning.AdditionalProperties);
        properties[ContentKeys.Thought] = true;
        return new TextReasoningContent(reasoning.Text) { ProtectedData = own ?? signature, Annotations = reasoning.Annotations, AdditionalProperties = properties };
    }

    private AIContent ReadOther(AIContent content)
    {
        switch (content)
        {
            case FunctionResultContent result when Answer(result.CallId, isResult: true) is { } call && call.CallId != result.CallId:
                return new FunctionResultContent(call.CallId, result.Result)
                {
                    Exception = result.Exception,
                    Annotations = result.Annotations,
                    AdditionalProperties = result.AdditionalProperties,
                };
            case ToolApprovalResponseContent { ToolCall: FunctionCallContent asked } response when Answer(asked.CallId, isResult: false) is { } call:
                return new ToolApprovalResponseContent(response.RequestId, response.Approved, call) { Reason = response.Reason, AdditionalProperties = response.AdditionalProperties };
            default:
                return content;
        }
    }

    /// <summary>The call that a result belongs to: of the latest step that has an id like it, the first one without a result, else the last one.</summary>
    private FunctionCallContent? Answer(string id, bool isResult)
    {
        for (var i = _steps.Count - 1; i >= 0; i--)
        {
            var call = _steps[i].Find(call => call.Id == id && !call.IsAnswered) ?? _steps[i].FindLast(call => call.Id == id);
            if (call is null)
            {
                continue;
            }

            call.IsAnswered |= isResult;
            return call.Content;
        }

        return null;
    }

    /// <summary>Google_GenerativeAI's own function loop adds the model's turn once for each call in it.</summary>
    private bool RepeatsOpenStep(ChatMessage message)
    {
        if (_steps is not [.., var last] || last.TrueForAll(static call => call.IsAnswered))
        {
            return false;
        }

        var calls = message.Contents.OfType<FunctionCallContent>().ToList();
        return calls.Count == last.Count && calls.Zip(last).All(static pair =>
            pair.First.Name == pair.Second.Content.Name && Arguments(pair.First) == Arguments(pair.Second.Content));
    }

    private static string Arguments(FunctionCallContent call) => ValueMapping.ToJsonObject(call.Arguments, call.Name).GetRawText();

    /// <summary>Google.GenAI's form: an empty reasoning content right behind.</summary>
    private static string? SignatureBehind(IList<AIContent> contents, int index) =>
        index + 1 < contents.Count
        && contents[index + 1] is TextReasoningContent { ProtectedData: { Length: > 0 } signature } behind
        && string.IsNullOrEmpty(behind.Text)
        && !IsOurs(behind)
        && IsBase64(signature)
        && contents[index] is not TextReasoningContent { ProtectedData.Length: > 0 }
            ? signature
            : null;

    private static bool IsOurs(AIContent content) =>
        content.AdditionalProperties.GetInt32(ContentKeys.SignedTextLength) is not null || content.AdditionalProperties.GetBoolean(ContentKeys.Thought) == true;

    private static bool IsBase64(string text) => System.Buffers.Text.Base64.IsValid(text);

    private static TextReasoningContent TextSignature(string signature, int length) =>
        new(null) { ProtectedData = signature, AdditionalProperties = new() { [ContentKeys.SignedTextLength] = length } };

    private static AIContent Signed(AIContent copy, AIContent original, string signature)
    {
        copy.AdditionalProperties = Copy(original.AdditionalProperties);
        copy.AdditionalProperties[ContentKeys.ThoughtSignature] = signature;
        return copy;
    }

    private static AdditionalPropertiesDictionary Copy(AdditionalPropertiesDictionary? properties) => properties?.Clone() ?? [];

    /// <param name="id">The id that the adapter gave it.</param>
    /// <param name="content">The call as it is now.</param>
    private sealed class Call(string id, FunctionCallContent content)
    {
        internal string Id { get; } = id;

        internal FunctionCallContent Content { get; } = content;

        internal bool IsAnswered { get; set; }
    }
}
