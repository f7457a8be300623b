using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Connectors.Gemini.SemanticKernel.Tests;

/// <summary>A strict emulator, a client on it, and a kernel with that client.</summary>
internal sealed class Stage : IAsyncDisposable
{
    /// <summary>A model whose calls have ids.</summary>
    public const string Model = "gemini-3.8-flash";

    /// <summary>A model that validates signatures and gives calls no ids.</summary>
    public const string ModelWithoutIds = "gemini-3-flash-preview";

    private readonly HttpClient _http;

    private Stage(GeminiEmulator emulator, string model, Action<IKernelBuilder>? configure)
    {
        Emulator = emulator;
        _http = new HttpClient(Emitted);
        Gemini = new GeminiClient(new GeminiClientOptions { ApiKey = "test-key", BaseAddress = emulator.BaseAddress, HttpClient = _http, Retry = new GeminiRetryOptions { MaxAttempts = 1 } });
        var builder = Kernel.CreateBuilder();
        if (configure is not null)
        {
            configure(builder);
        }

        builder.AddGeminiChatClient(model, Gemini);
        Kernel = builder.Build();
    }

    public GeminiEmulator Emulator { get; }

    public EmittedParts Emitted { get; } = new();

    public GeminiClient Gemini { get; }

    public Kernel Kernel { get; }

    public IChatCompletionService Completion => Kernel.GetRequiredService<Microsoft.Extensions.AI.IChatClient>().AsChatCompletionService(Kernel.Services);

    /// <summary>The bodies of the requests so far.</summary>
    public IReadOnlyList<JsonObject> Requests => [.. Emulator.Journal.Entries.Select(static entry => JsonSerializer.SerializeToNode(entry.Body)!.AsObject())];

    public JsonObject LastRequest => Requests[^1];

    public static async Task<Stage> StartAsync(string model = Model, Action<IKernelBuilder>? configure = null) => new(await GeminiEmulator.StartAsync(), model, configure);

    /// <summary>What the service would have refused; empty is the wish.</summary>
    public string Refusals() => string.Join("; ", Emulator.Journal.Entries.SelectMany(static entry => entry.Refusals.Select(refusal => $"{entry.Number}: {refusal.RuleId}: {refusal.Message}")));

    /// <summary>The function results that the last request ends with, by function.</summary>
    public JsonNode? LastResult(string function) =>
        LastRequest["contents"]!.AsArray().SelectMany(static content => content!["parts"]!.AsArray())
            .Select(static part => part!["functionResponse"])
            .LastOrDefault(response => response?["name"]?.GetValue<string>() == function)?["response"];

    public async ValueTask DisposeAsync()
    {
        Gemini.Dispose();
        _http.Dispose();
        await Emulator.DisposeAsync();
    }
}
