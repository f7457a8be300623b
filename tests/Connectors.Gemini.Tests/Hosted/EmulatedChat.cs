using System.Text.Json;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Journals;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Hosted;

/// <summary>A chat on an emulator of its own, with what the tests of hosted tools look at.</summary>
internal sealed class EmulatedChat : IAsyncDisposable
{
    private EmulatedChat(GeminiEmulator emulator, GeminiClient gemini, string model)
    {
        Emulator = emulator;
        Gemini = gemini;
        Chat = gemini.AsIChatClient(model);
    }

    public GeminiEmulator Emulator { get; }

    public GeminiClient Gemini { get; }

    public IChatClient Chat { get; }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public IReadOnlyList<JournalEntry> Requests => Emulator.Journal.Entries;

    public static async Task<EmulatedChat> StartAsync(string model = "gemini-3.8-flash", bool isVertex = false)
    {
        var emulator = await GeminiEmulator.StartAsync();
        var gemini = new GeminiClient(new GeminiClientOptions
        {
            ApiKey = "test-key",
            BaseAddress = emulator.BaseAddress,
            Retry = new GeminiRetryOptions { MaxAttempts = 1 },
            Vertex = isVertex ? new GeminiVertexOptions { Project = "p", Location = "global" } : null,
        });
        return new EmulatedChat(emulator, gemini, model);
    }

    /// <summary>Asks, unary or streamed.</summary>
    public Task<ChatResponse> AskAsync(IEnumerable<ChatMessage> messages, bool streamed, ChatOptions? options = null) => streamed
        ? Chat.GetStreamingResponseAsync(messages, options, Cancellation).ToChatResponseAsync(Cancellation)
        : Chat.GetResponseAsync(messages, options, Cancellation);

    /// <summary>A history as it is after it was saved and read again.</summary>
    public static List<ChatMessage> ThroughJson(IEnumerable<ChatMessage> history) =>
        JsonSerializer.Deserialize<List<ChatMessage>>(JsonSerializer.Serialize(history, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;

    /// <summary>The parts of the model's turns in a request.</summary>
    public static IEnumerable<JsonElement> ModelParts(JournalEntry entry) =>
        entry.Body!.Value.GetProperty("contents").EnumerateArray()
            .Where(content => content.GetProperty("role").GetString() == "model")
            .SelectMany(content => content.GetProperty("parts").EnumerateArray());

    public async ValueTask DisposeAsync()
    {
        // Nothing that these tests send may be what the service refuses.
        Assert.All(Emulator.Journal.Entries, entry => Assert.Empty(entry.Refusals));
        Chat.Dispose();
        Gemini.Dispose();
        await Emulator.DisposeAsync();
    }
}
