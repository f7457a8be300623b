using System.Text.Json;
using Connectors.Gemini.Emulator;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Images;

/// <summary>An image generator on an emulator of its own.</summary>
internal sealed class EmulatedImages : IAsyncDisposable
{
    public const string Model = "gemini-3.1-flash-image";

    private EmulatedImages(GeminiEmulator emulator, GeminiClient gemini, string model)
    {
        Emulator = emulator;
        Gemini = gemini;
        Images = gemini.AsIImageGenerator(model);
    }

    public GeminiEmulator Emulator { get; }

    public GeminiClient Gemini { get; }

    public IImageGenerator Images { get; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Gets the bodies of all requests so far.</summary>
    public IReadOnlyList<JsonElement> Bodies => [.. Emulator.Journal.Entries.Select(entry => entry.Body!.Value)];

    public JsonElement Body => Assert.Single(Bodies);

    public static async Task<EmulatedImages> StartAsync(string model = Model, bool isVertex = false)
    {
        var emulator = await GeminiEmulator.StartAsync();
        return new EmulatedImages(emulator, Client(emulator, isVertex), model);
    }

    public static GeminiClient Client(GeminiEmulator emulator, bool isVertex = false) => new(new GeminiClientOptions
    {
        ApiKey = "test-key",
        BaseAddress = emulator.BaseAddress,
        Retry = new GeminiRetryOptions { MaxAttempts = 1 },
        Vertex = isVertex ? new GeminiVertexOptions { Project = "p", Location = "global" } : null,
    });

    /// <summary>A content as it is after it was saved and read again.</summary>
    public static AIContent ThroughJson(AIContent content) =>
        JsonSerializer.Deserialize<AIContent>(JsonSerializer.Serialize(content, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;

    public async ValueTask DisposeAsync()
    {
        // Nothing that these tests send may be what the service refuses.
        Assert.All(Emulator.Journal.Entries, entry => Assert.Empty(entry.Refusals));
        Gemini.Dispose();
        await Emulator.DisposeAsync();
    }
}
