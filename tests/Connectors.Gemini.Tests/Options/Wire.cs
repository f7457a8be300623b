using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Options;

/// <summary>What options become on the wire.</summary>
internal static class Wire
{
    public const string Model = "gemini-3.8-flash";
    public const string Model25 = "gemini-2.5-flash";

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<JsonElement> SendAsync(ChatOptions? options, string model = Model, WireHandler? handler = null) => SendAsync("Hello", options, model, handler);

    public static Task<JsonElement> SendAsync(string text, ChatOptions? options, string model = Model, WireHandler? handler = null) =>
        SendAsync([new TextContent(text)], options, model, handler);

    public static async Task<JsonElement> SendAsync(IList<AIContent> contents, ChatOptions? options = null, string model = Model, WireHandler? handler = null, Action<GeminiClientOptions>? change = null)
    {
        handler ??= new WireHandler();
        using var gemini = handler.Client(change);
        await gemini.AsIChatClient(model).GetResponseAsync([new ChatMessage(ChatRole.User, contents)], options, Token);
        return handler.Requests[^1].Body;
    }

    /// <summary>The exception of options that are refused before anything is sent.</summary>
    public static async Task<Exception> RefusedAsync(IList<AIContent> contents, ChatOptions? options = null, string model = Model)
    {
        var handler = new WireHandler();
        using var gemini = handler.Client();
        var chat = gemini.AsIChatClient(model);
        var messages = new[] { new ChatMessage(ChatRole.User, contents) };
        var exception = await Assert.ThrowsAnyAsync<ArgumentException>(() => chat.GetResponseAsync(messages, options, Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => chat.GetStreamingResponseAsync(messages, options, Token).ToChatResponseAsync(Token));
        Assert.Empty(handler.Requests);

        // The client is good for the next call.
        await chat.GetResponseAsync("Hello", cancellationToken: Token);
        return exception;
    }

    public static Task<Exception> RefusedAsync(ChatOptions options, string model = Model) => RefusedAsync([new TextContent("Hello")], options, model);

    public static void AssertEqual(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected, Deep), actual), $"Expected {expected}\nActual   {actual}");

    public static void AssertAbsent(string name, JsonElement json) => Assert.False(json.TryGetProperty(name, out _), $"{name} is in {json}");
}
