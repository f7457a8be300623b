using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Chat;

/// <summary>What the tests of chats say and do.</summary>
internal static class Conversation
{
    private static readonly JsonSerializerOptions WithoutReflection = MakeOptionsWithoutReflection();

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A signature that could be the service's: long, with all of the base64 alphabet.</summary>
    public static string Signature(string of) => Convert.ToBase64String(SHA512.HashData(Encoding.UTF8.GetBytes(of)));

    public static ChatMessage User(string text) => new(ChatRole.User, text);

    public static ChatMessage Rules(string text) => new(ChatRole.System, text);

    public static ChatMessage Model(params AIContent[] contents) => new(ChatRole.Assistant, contents);

    public static ChatMessage Tool(params AIContent[] contents) => new(ChatRole.Tool, contents);

    /// <summary>A call as another provider's adapter makes it.</summary>
    public static FunctionCallContent Call(string id, string name = "look_up") => new(id, name, new Dictionary<string, object?> { ["q"] = id });

    public static FunctionResultContent Result(string id, object? value = null) => new(id, value ?? $"result of {id}");

    /// <summary>The JSON of a call part of the service.</summary>
    public static string CallPart(string name, string? signature = null, string? id = null, string? args = """{"q":"x"}""") =>
        $$"""{"functionCall":{{{(id is null ? "" : $"\"id\":\"{id}\",")}}"name":"{{name}}"{{(args is null ? "" : $",\"args\":{args}")}}}{{(signature is null ? "" : $",\"thoughtSignature\":\"{signature}\"")}}}""";

    public static async Task<ChatResponse> AskAsync(this IChatClient chat, bool streaming, IEnumerable<ChatMessage> messages, ChatOptions? options = null) =>
        streaming
            ? await chat.GetStreamingResponseAsync(messages, options, Token).ToChatResponseAsync(Token)
            : await chat.GetResponseAsync(messages, options, Token);

    public static Task<ChatResponse> AskAsync(this IChatClient chat, params ChatMessage[] messages) => chat.GetResponseAsync(messages, null, Token);

    public static async Task<List<ChatResponseUpdate>> StreamAsync(this IChatClient chat, params ChatMessage[] messages)
    {
        List<ChatResponseUpdate> updates = [];
        await foreach (var update in chat.GetStreamingResponseAsync(messages, null, Token))
        {
            updates.Add(update);
        }

        return updates;
    }

    /// <summary>The messages as they come back from a file, written and read without reflection as in a native program.</summary>
    public static List<ChatMessage> ThroughJson(IEnumerable<ChatMessage> messages)
    {
        var typeInfo = (JsonTypeInfo<ChatMessage>)WithoutReflection.GetTypeInfo(typeof(ChatMessage));
        return [.. messages.Select(message => JsonSerializer.Deserialize(JsonSerializer.Serialize(message, typeInfo), typeInfo)!)];
    }

    public static void AssertJson(string expected, JsonElement actual)
    {
        using var document = JsonDocument.Parse(expected);
        if (!JsonElement.DeepEquals(document.RootElement, actual))
        {
            Assert.Fail($"Expected: {document.RootElement}\nActual:   {actual}");
        }
    }

    private static JsonSerializerOptions MakeOptionsWithoutReflection()
    {
        JsonSerializerOptions options = new(AIJsonUtilities.DefaultOptions);
        foreach (var resolver in options.TypeInfoResolverChain.OfType<DefaultJsonTypeInfoResolver>().ToList())
        {
            options.TypeInfoResolverChain.Remove(resolver);
        }

        options.MakeReadOnly();
        return options;
    }
}
