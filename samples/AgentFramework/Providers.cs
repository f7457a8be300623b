using System.ClientModel;
using System.Text.Json;
using Connectors.Gemini.Emulator;
using Microsoft.Extensions.AI;
using OpenAI;

namespace Connectors.Gemini.Samples.AgentFramework;

/// <summary>The two providers: Gemini, and one that speaks OpenAI's protocol. Both are chat clients, and nothing else matters from there on.</summary>
internal sealed class Providers : IAsyncDisposable
{
    private readonly GeminiEmulator? _emulator;
    private readonly GeminiClient _gemini;
    private readonly CompletionsServer _server;

    private Providers(GeminiEmulator? emulator, GeminiClient gemini, string model, CompletionsServer server)
    {
        (_emulator, _gemini, _server) = (emulator, gemini, server);
        Gemini = gemini.AsIChatClient(model);
        var options = new OpenAIClientOptions { Endpoint = server.BaseAddress };
        Other = new OpenAIClient(new ApiKeyCredential("any"), options).GetChatClient("other-model").AsIChatClient();
    }

    public IChatClient Gemini { get; }

    public IChatClient Other { get; }

    public static async Task<Providers> StartAsync(string model)
    {
        var emulator = HasKey("GOOGLE_API_KEY") || HasKey("GEMINI_API_KEY") ? null : await GeminiEmulator.StartAsync();
        var gemini = emulator is null
            ? new GeminiClient()
            : new GeminiClient(new GeminiClientOptions { ApiKey = "offline", BaseAddress = emulator.BaseAddress });
        return new Providers(emulator, gemini, model, await CompletionsServer.StartAsync(Edit));
    }

    public async ValueTask DisposeAsync()
    {
        Gemini.Dispose();
        Other.Dispose();
        _gemini.Dispose();
        await _server.DisposeAsync();
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }

    private static bool HasKey(string variable) => !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(variable));

    /// <summary>The script of the other provider: it says in its own way what the last message says.</summary>
    private static CompletionReply Edit(JsonElement request)
    {
        var last = request.GetProperty("messages").EnumerateArray().Last().GetProperty("content");
        var text = last.ValueKind == JsonValueKind.Array
            ? string.Join(' ', last.EnumerateArray().Select(part => part.TryGetProperty("text", out var words) ? words.GetString() : null))
            : last.GetString();
        return CompletionReply.Say($"Dear guest, {text?.Trim()}");
    }
}
