using System.Globalization;
using Connectors.Gemini.Benchmarks.Floor;
using Connectors.Gemini.Benchmarks.Transport;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Benchmarks.Scenarios;

/// <summary>One piece of work, done by the library and by the floor.</summary>
/// <param name="Name">The name in the tables.</param>
/// <param name="Unit">What the allocation is counted per.</param>
/// <param name="UnitsPerRun">How many of them one run has.</param>
/// <param name="Aim">The allocation that is aimed at, in bytes per unit.</param>
/// <param name="Ours">The work by the library.</param>
/// <param name="Floor">The work by hand.</param>
internal sealed record Scenario(string Name, string Unit, int UnitsPerRun, long? Aim, Func<Task> Ours, Func<Task> Floor)
{
    internal const int ImageSize = 20 * 1000 * 1000;

    internal static IEnumerable<Scenario> All()
    {
        yield return Stream();
        yield return Streams();
        yield return Unary();
        foreach (var messages in (int[])[100, 200, 400])
        {
            yield return History(messages);
        }

        yield return Embeddings();
        yield return Image();
    }

    internal static IChatClient Client(HttpClient http, Uri? address = null) =>
        Gemini(http, address).AsIChatClient(Payloads.Model);

    private static GeminiClient Gemini(HttpClient http, Uri? address = null) =>
        new(new GeminiClientOptions { ApiKey = "key", HttpClient = http, BaseAddress = address ?? new Uri("http://localhost") });

    private static Scenario Stream()
    {
        const int Chunks = 1000;
        HttpClient http = new(new ByteHandler("text/event-stream", Payloads.Stream(Chunks)));
        var client = Client(http);
        FloorClient floor = new(http);
        return new("1,000-chunk stream", "chunk", Chunks, 1000, () => ReadAsync(client, Chunks), () => ReadAsync(floor, Chunks));
    }

    /// <summary>The reads of all streams take turns: each waits before each chunk.</summary>
    private static Scenario Streams()
    {
        const int Count = 200;
        const int Chunks = 200;
        HttpClient http = new(new ByteHandler("text/event-stream", Payloads.Stream(Chunks), static async () => await Task.Yield()));
        var client = Client(http);
        FloorClient floor = new(http);
        return new("200 concurrent 200-chunk streams", "chunk", Count * Chunks, null, () => TogetherAsync(() => ReadAsync(client, Chunks)), () => TogetherAsync(() => ReadAsync(floor, Chunks)));

        static Task TogetherAsync(Func<Task> read) => Task.WhenAll(Enumerable.Range(0, Count).Select(_ => Task.Run(read)));
    }

    private static Scenario Unary()
    {
        HttpClient http = new(new ByteHandler("application/json", [Payloads.Reply]));
        var client = Client(http);
        FloorClient floor = new(http);
        var question = Payloads.Question();
        return new("Short unary call", "call", 1, 16_000, () => client.GetResponseAsync(question), () => floor.GetResponseAsync(question, []));
    }

    private static Scenario History(int messages)
    {
        HttpClient http = new(new ByteHandler("application/json", [Payloads.Reply]));
        var client = Client(http);
        FloorClient floor = new(http);
        var history = Payloads.History(messages);
        var tools = Payloads.Tools(20);
        ChatOptions options = new() { Tools = tools };
        return new($"{messages}-message history, {messages / 4} calls, 20 tools", "request", 1, messages == 200 ? 150_000 : null, () => client.GetResponseAsync(history, options), () => floor.GetResponseAsync(history, tools));
    }

    private static Scenario Embeddings()
    {
        const int Count = 100;
        const int Dimensions = 3072;
        HttpClient http = new(new ByteHandler("application/json", Payloads.Pieces(Payloads.Embeddings(Count, Dimensions))));
        var generator = Gemini(http).AsIEmbeddingGenerator(Payloads.EmbeddingModel);
        FloorClient floor = new(http);
        string[] texts = [.. Enumerable.Range(1, Count).Select(static i => string.Create(CultureInfo.InvariantCulture, $"Text number {i} of those that are embedded."))];
        return new($"{Count} embeddings of {Dimensions}", "call", 1, 1_500_000, async () => Expect(await generator.GenerateAsync(texts).ConfigureAwait(false)), async () => Expect(await floor.GenerateAsync(texts).ConfigureAwait(false)));

        static void Expect(GeneratedEmbeddings<Embedding<float>> embeddings)
        {
            if (embeddings.Count != Count || embeddings[^1].Vector.Length != Dimensions)
            {
                throw new InvalidOperationException("Not all vectors are here: this measures something else.");
            }
        }
    }

    private static Scenario Image()
    {
        HttpClient http = new(new ByteHandler("application/json", Payloads.Pieces(Payloads.Image(ImageSize))));
        return new("20 MB image answer", "call", 1, null, () => GenerateImageAsync(http, isOurs: true, ImageSize), () => GenerateImageAsync(http, isOurs: false, ImageSize));
    }

    internal static async Task GenerateImageAsync(HttpClient http, bool isOurs, int size)
    {
        var response = isOurs
            ? await Gemini(http).AsIImageGenerator(Payloads.ImageModel).GenerateImagesAsync("A castle").ConfigureAwait(false)
            : await new FloorClient(http).GenerateImageAsync("A castle").ConfigureAwait(false);
        if (response.Contents.OfType<DataContent>().Single().Data.Length != size)
        {
            throw new InvalidOperationException("The image is not whole: this measures something else.");
        }
    }

    private static async Task ReadAsync(IChatClient client, int chunks)
    {
        var count = 0;
        await foreach (var update in client.GetStreamingResponseAsync(Payloads.Question()).ConfigureAwait(false))
        {
            count += update.Contents.Count;
        }

        Expect(count, chunks);
    }

    private static async Task ReadAsync(FloorClient client, int chunks)
    {
        var count = 0;
        await foreach (var update in client.GetStreamingResponseAsync(Payloads.Question()).ConfigureAwait(false))
        {
            count += update.Contents.Count;
        }

        Expect(count, chunks);
    }

    // The last content is the usage.
    private static void Expect(int contents, int chunks)
    {
        if (contents != chunks + 1)
        {
            throw new InvalidOperationException($"{contents} contents instead of {chunks + 1}: this measures something else.");
        }
    }
}
