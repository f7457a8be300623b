using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Mapping;

/// <summary>What the mapping tells about requests that are not sent quite as they were given.</summary>
internal static partial class MappingLog
{
    [LoggerMessage(1, LogLevel.Warning, "Reasoning effort {Effort} is not available on {Model}; {Used} is used.")]
    internal static partial void EffortApproximated(ILogger logger, ReasoningEffort effort, string model, string used);

    [LoggerMessage(2, LogLevel.Warning, "{Model} does not think; the reasoning options are not sent.")]
    internal static partial void NoThinking(ILogger logger, string model);

    [LoggerMessage(3, LogLevel.Warning, "The history holds calls without a thought signature in the current turn ({Functions}); they are sent with the documented placeholder, which may cost quality.")]
    internal static partial void UnsignedCalls(ILogger logger, string functions);

    [LoggerMessage(40, LogLevel.Warning, "{Subject} is sent in the service's OpenAPI subset, which cannot say: {Keywords}.")]
    internal static partial void KeywordsDropped(ILogger logger, string subject, string keywords);

    [LoggerMessage(41, LogLevel.Warning, "The schema of what the function '{Function}' returns is not sent: {Reason}")]
    internal static partial void ResultSchemaNotSent(ILogger logger, string function, string reason);

    [LoggerMessage(4, LogLevel.Warning, "The call '{CallId}' of the function '{Function}' has no result in the history; an error is sent as its result.")]
    internal static partial void CallWithoutResult(ILogger logger, string callId, string function);

    [LoggerMessage(5, LogLevel.Warning, "The result of the call '{CallId}' has no call in the history and is not sent.")]
    internal static partial void ResultWithoutCall(ILogger logger, string callId);

    [LoggerMessage(6, LogLevel.Information, "The history begins with a turn of the model; a short user turn is put before it.")]
    internal static partial void BeginsWithModel(ILogger logger);

    [LoggerMessage(7, LogLevel.Information, "The history ends with a turn of the model; a short user turn is put after it.")]
    internal static partial void EndsWithModel(ILogger logger);

    [LoggerMessage(8, LogLevel.Warning, "A content of type {Type} in a message of role {Role} has no counterpart in the Gemini API and is not sent.")]
    internal static partial void NotSent(ILogger logger, string type, string role);

    [LoggerMessage(9, LogLevel.Warning, "AllowMultipleToolCalls is false and the answer has several calls: the call of '{Function}' is left out, the first one is kept.")]
    internal static partial void FurtherCallDropped(ILogger logger, string function);

    [LoggerMessage(17, LogLevel.Warning, "The history holds a part of a tool that the Gemini API ran ({Tool}); Vertex AI does not take such parts, so it is not sent.")]
    internal static partial void NotOnVertex(ILogger logger, string tool);

    [LoggerMessage(10, LogLevel.Debug, "Reasoning that is not Gemini's is not sent.")]
    internal static partial void ForeignReasoning(ILogger logger);

    [LoggerMessage(12, LogLevel.Warning, "Not taken by {Model} and not sent: {Option}.")]
    internal static partial void NotTaken(ILogger logger, string option, string model);

    [LoggerMessage(13, LogLevel.Warning, "{Model} does not take JSON output together with tools; the schema is sent as an instruction instead.")]
    internal static partial void JsonWithTools(ILogger logger, string model);

    [LoggerMessage(14, LogLevel.Warning, "The allowed function '{Function}' is not among the tools of this request and is left out.")]
    internal static partial void AllowedNotDeclared(ILogger logger, string function);

    [LoggerMessage(15, LogLevel.Warning, "The cached content holds instructions and tools already: those of this request are not sent.")]
    internal static partial void CachedContentRules(ILogger logger);

    [LoggerMessage(16, LogLevel.Warning, "The history holds an image in the model's turn without a thought signature; it is sent with the documented placeholder.")]
    internal static partial void UnsignedImage(ILogger logger);

    [LoggerMessage(11, LogLevel.Warning, "The call '{CallId}' has more than one result in the history; the first one is sent.")]
    internal static partial void SecondResult(ILogger logger, string callId);

    [LoggerMessage(40, LogLevel.Warning, "TextToSpeechOptions.{Option} has no field in Gemini's API, so it is not sent. Say it in words: GeminiSpeechOptions.Style.")]
    internal static partial void NoSpeechField(ILogger logger, string option);
}
