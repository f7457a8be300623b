using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using AIContent = Microsoft.Extensions.AI.AIContent;
using FunctionResultContent = Microsoft.Extensions.AI.FunctionResultContent;

namespace Connectors.Gemini.SemanticKernel.Chat;

/// <summary>
/// Results of functions that are Semantic Kernel's own contents, which nobody below knows: they become M.E.AI's contents, so that an image goes to the model as an image.
/// A stream cannot be read twice, and a history is sent again and again: the model is told that it cannot have one.
/// </summary>
internal static class KernelResultMapping
{
    internal static IEnumerable<ChatMessage> Apply(IEnumerable<ChatMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var given = messages as IReadOnlyCollection<ChatMessage> ?? [.. messages];
        return given.Any(static message => message?.Contents.Any(NeedsMapping) == true) ? [.. given.Select(Apply)] : given;
    }

    private static ChatMessage Apply(ChatMessage message)
    {
        if (message?.Contents.Any(NeedsMapping) != true)
        {
            return message!;
        }

        var copy = message.Clone();
        copy.Contents = [.. message.Contents.Select(static content => NeedsMapping(content) ? Map((FunctionResultContent)content) : content)];
        return copy;
    }

    private static bool NeedsMapping(AIContent content) => content is FunctionResultContent { Result: { } result } && IsKernels(result);

    private static bool IsKernels(object result) => result is KernelContent or IEnumerable<KernelContent> or FunctionResult or Stream || (result is JsonElement saved && SavedKernelContent.Read(saved) is not null);

    private static FunctionResultContent Map(FunctionResultContent content)
    {
        var isStream = content.Result is Stream;
        return new FunctionResultContent(content.CallId, isStream ? "The function returned a stream, which cannot be sent." : Value(content.Result))
        {
            Exception = isStream ? new NotSupportedException("A stream cannot be the result of a function; return a string, ImageContent, AudioContent or BinaryContent.") : content.Exception,
            AdditionalProperties = content.AdditionalProperties,
            RawRepresentation = content.RawRepresentation,
        };
    }

    private static object? Value(object? result) => result switch
    {
        FunctionResult function => Value(function.GetValue<object>()),
        ChatMessageContent message => Contents(message.Items),
        KernelContent content => Content(content),
        IEnumerable<KernelContent> contents => Contents(contents),
        JsonElement element when SavedKernelContent.Read(element) is { } contents => Contents(contents),
        _ => result,
    };

    private static List<AIContent> Contents(IEnumerable<KernelContent> contents) => [.. contents.Select(Content)];

    private static AIContent Content(KernelContent content) => content switch
    {
        BinaryContent { Data: { } data } binary => new DataContent(data, binary.MimeType ?? MediaType(binary, data.Span)),
        BinaryContent { Uri: { } uri } binary => new UriContent(uri, binary.MimeType ?? MediaType(binary, default)),
        _ => new Microsoft.Extensions.AI.TextContent(content.ToString()),
    };

    /// <summary>Semantic Kernel's contents need no media type. What the connector cannot tell from the bytes either it sends as given here.</summary>
    private static string MediaType(BinaryContent content, ReadOnlySpan<byte> data) => content switch
    {
        ImageContent when data is [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
        ImageContent when data is [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        ImageContent => "image/*",
        AudioContent => "audio/*",
        _ => "application/octet-stream",
    };
}
