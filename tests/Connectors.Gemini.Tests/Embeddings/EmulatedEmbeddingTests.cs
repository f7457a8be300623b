using System.Globalization;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Faults;
using Connectors.Gemini.Emulator.Media;
using Connectors.Gemini.Tests.Http;
using Connectors.Gemini.Tests.Images;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Embeddings;

public class EmulatedEmbeddingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("gemini-embedding-001", false)]
    [InlineData("gemini-embedding-2", false)]
    [InlineData("gemini-embedding-001", true)]
    [InlineData("gemini-embedding-2", true)]
    public async Task Near_texts_are_near_on_both_surfaces_and_of_unit_length(string model, bool isVertex)
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = EmulatedImages.Client(emulator, isVertex);

        var vectors = await gemini.AsIEmbeddingGenerator(model).GenerateAsync(["How do I bake bread?", "bread baking at home", "The stock market fell"], new EmbeddingGenerationOptions { Dimensions = 768 }, Token);

        Assert.All(vectors, vector => Assert.Equal(1, Cosine(vector, vector), 1e-4));
        Assert.All(vectors, vector => Assert.Equal((768, model), (vector.Vector.Length, vector.ModelId)));
        Assert.True(Cosine(vectors[0], vectors[1]) > Cosine(vectors[0], vectors[2]) + 0.1);
        Assert.All(emulator.Journal.Entries, entry => Assert.Empty(entry.Refusals));
    }

    [Fact]
    public async Task Ten_thousand_and_one_inputs_keep_their_order()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = EmulatedImages.Client(emulator);
        var texts = Enumerable.Range(0, 10_001).Select(i => i.ToString(CultureInfo.InvariantCulture)).ToList();
        var generator = gemini.AsIEmbeddingGenerator("gemini-embedding-2");
        var options = new EmbeddingGenerationOptions { Dimensions = 16 };

        var vectors = await generator.GenerateAsync(texts, options, Token);

        Assert.Equal(10_001, vectors.Count);
        Assert.Equal(101, emulator.Journal.Entries.Count);
        Assert.Equal(texts.Sum(text => (text.Length + 3) / 4), vectors.Usage!.InputTokenCount);
        foreach (var i in (int[])[0, 99, 100, 5_432, 10_000])
        {
            Assert.Equal((await generator.GenerateAsync([texts[i]], options, Token))[0].Vector.ToArray(), vectors[i].Vector.ToArray());
        }
    }

    [Fact]
    public async Task A_quota_in_the_middle_is_waited_for_and_the_batches_go_on()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        emulator.Faults.Add(Fault.Error(ServiceError.QuotaExceeded(retryDelay: TimeSpan.FromSeconds(20))).OnCall(3));
        var time = new WaitingTime();
        using var gemini = new GeminiClient(new GeminiClientOptions { ApiKey = "test-key", BaseAddress = emulator.BaseAddress, TimeProvider = time });

        var running = gemini.AsIEmbeddingGenerator("gemini-embedding-2").GenerateAsync(Enumerable.Range(0, 1000).Select(i => $"text {i}"), new EmbeddingGenerationOptions { Dimensions = 8 }, Token);
        // The other nine batches are through: only the refused one waits.
        while (emulator.Journal.Entries.Count(entry => entry.Completed) < 10)
        {
            await Task.Yield();
        }

        await time.PassAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(1000, (await running).Count);
        Assert.Equal(11, emulator.Journal.Entries.Count);
    }

    [Fact]
    public async Task A_quota_that_does_not_end_is_an_exception_with_the_wait()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        emulator.Faults.Add(Fault.Error(ServiceError.QuotaExceeded(retryDelay: TimeSpan.FromSeconds(20))).OnCalls(2, 100));
        using var gemini = EmulatedImages.Client(emulator);

        var error = await Assert.ThrowsAsync<GeminiException>(() => gemini.AsIEmbeddingGenerator("gemini-embedding-2").GenerateAsync(Enumerable.Range(0, 500).Select(i => $"text {i}"), cancellationToken: Token));

        Assert.Equal(TimeSpan.FromSeconds(20), error.RetryDelay);
        Assert.Equal("RESOURCE_EXHAUSTED", error.Status);
    }

    [Fact]
    public async Task A_cancelled_call_stops_and_sends_no_further_batch()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        emulator.Faults.Add(Fault.Hang().OnCalls(2, 100));
        using var gemini = EmulatedImages.Client(emulator);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var running = gemini.AsIEmbeddingGenerator("gemini-embedding-2").GenerateAsync(Enumerable.Range(0, 2000).Select(i => $"text {i}"), cancellationToken: cancellation.Token);
        while (emulator.Journal.Entries.Count < 5)
        {
            await Task.Yield();
        }

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(5, emulator.Journal.Entries.Count);
    }

    [Fact]
    public async Task What_the_service_refuses_is_an_exception_with_its_words()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = EmulatedImages.Client(emulator);

        var dimensions = await Assert.ThrowsAsync<GeminiException>(() => gemini.AsIEmbeddingGenerator("gemini-embedding-2").GenerateAsync(["a"], new EmbeddingGenerationOptions { Dimensions = 4000 }, Token));
        var model = await Assert.ThrowsAsync<GeminiException>(() => gemini.AsIEmbeddingGenerator("gemini-3.8-flash").GenerateAsync(["a"], cancellationToken: Token));

        Assert.Contains("output_dimensionality", dimensions.Message, StringComparison.Ordinal);
        Assert.Equal("NOT_FOUND", model.Status);
    }

    [Fact]
    public async Task Media_of_every_kind_have_one_vector_each()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = EmulatedImages.Client(emulator);
        AIContent[] inputs =
        [
            new TextContent("a dot"),
            new DataContent(SampleMedia.Png(), "image/png"),
            new DataContent(SampleMedia.Wav(), "audio/wav"),
            new UriContent("gs://bucket/clip.mp4", "video/mp4"),
            new DataContent("%PDF-1.4"u8.ToArray(), "application/pdf"),
            new HostedFileContent("files/abc"),
        ];

        var vectors = await gemini.AsIMultimodalEmbeddingGenerator("gemini-embedding-2").GenerateAsync(inputs, new EmbeddingGenerationOptions { Dimensions = 32 }, Token);

        Assert.Equal(inputs.Length, vectors.Select(vector => string.Join(',', vector.Vector.ToArray())).Distinct(StringComparer.Ordinal).Count());
        Assert.All(emulator.Journal.Entries, entry => Assert.Empty(entry.Refusals));
        var text = await Assert.ThrowsAsync<NotSupportedException>(() => VertexAsync());
        Assert.Contains("gemini-embedding-2", text.Message, StringComparison.Ordinal);

        async Task VertexAsync()
        {
            using var vertex = EmulatedImages.Client(emulator, isVertex: true);
            await vertex.AsIMultimodalEmbeddingGenerator("gemini-embedding-001").GenerateAsync([inputs[1]], cancellationToken: Token);
        }
    }

    [Fact]
    public async Task What_cannot_be_sent_throws_before_anything_is_sent()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = EmulatedImages.Client(emulator);
        using var vertex = EmulatedImages.Client(emulator, isVertex: true);

        var truncating = await Assert.ThrowsAsync<ArgumentException>(() => gemini.AsIEmbeddingGenerator("gemini-embedding-001").GenerateAsync(["a"], new GeminiEmbeddingOptions { AutoTruncate = false }, Token));
        await Assert.ThrowsAsync<NotSupportedException>(() => vertex.AsIMultimodalEmbeddingGenerator("gemini-embedding-001")
            .GenerateAsync([new TextContent("a"), new TextContent("b"), new DataContent(SampleMedia.Png(), "image/png")], cancellationToken: Token));

        Assert.Contains("AutoTruncate", truncating.Message, StringComparison.Ordinal);
        Assert.Empty(emulator.Journal.Entries);
    }

    [Theory]
    [InlineData("gemini-embedding-001", false, """{"requests":[{"model":"models/gemini-embedding-001","content":{"parts":[{"text":"a"}]},"embedContentConfig":{"taskType":"CLUSTERING","outputDimensionality":8}}]}""")]
    [InlineData("gemini-embedding-2", true, """{"content":{"role":"user","parts":[{"text":"a"}]},"embedContentConfig":{"taskType":"CLUSTERING","outputDimensionality":8}}""")]
    [InlineData("gemini-embedding-001", true, """{"instances":[{"content":"a","task_type":"CLUSTERING"}],"parameters":{"outputDimensionality":8}}""")]
    public async Task The_callers_own_request_is_the_start_and_is_never_overwritten(string model, bool isVertex, string expected)
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = EmulatedImages.Client(emulator, isVertex);
        var generator = gemini.AsIEmbeddingGenerator(model);
        var options = new GeminiEmbeddingOptions
        {
            Dimensions = 16,
            TaskType = "CLUSTERING",
            RawRepresentationFactory = asked => asked == generator ? new EmbedContentRequest { EmbedContentConfig = new() { OutputDimensionality = 8 } } : null,
        };

        var vectors = await generator.GenerateAsync(["a"], options, Token);

        Options.Wire.AssertEqual(expected, emulator.Journal.Entries.Single().Body!.Value);
        Assert.Equal(8, vectors[0].Vector.Length);
        Assert.Equal(1, Cosine(vectors[0], vectors[0]), 1e-4);
    }

    [Fact]
    public async Task Content_without_anything_to_embed_is_refused_before_sending()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = EmulatedImages.Client(emulator);
        var generator = gemini.AsIMultimodalEmbeddingGenerator("gemini-embedding-2");

        foreach (var content in (AIContent?[])[new TextContent(""), new TextContent(" "), new DataContent(Array.Empty<byte>(), "image/png"), new ErrorContent("x"), null])
        {
            await Assert.ThrowsAsync<ArgumentException>(() => generator.GenerateAsync([content!], cancellationToken: Token));
        }

        await Assert.ThrowsAsync<ArgumentNullException>(() => generator.GenerateAsync(null!, cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => generator.GenerateAsync([new TextContent("a")], new EmbeddingGenerationOptions { Dimensions = 0 }, Token));
        Assert.Empty(emulator.Journal.Entries);
    }

    [Fact]
    public async Task The_options_are_views_of_entries_on_options_of_any_class()
    {
        var plain = new EmbeddingGenerationOptions();
        var view = plain.AsGemini();
        (view.TaskType, view.Title, view.AutoTruncate, view.Normalize) = ("RETRIEVAL_DOCUMENT", "t", true, false);
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = EmulatedImages.Client(emulator, isVertex: true);

        await gemini.AsIEmbeddingGenerator("gemini-embedding-001").GenerateAsync(["a"], plain.Clone(), Token);

        Options.Wire.AssertEqual("""{"instances":[{"content":"a","task_type":"RETRIEVAL_DOCUMENT","title":"t"}],"parameters":{"autoTruncate":true}}""", emulator.Journal.Entries.Single().Body!.Value);
        Assert.Same(view, view.AsGemini());
    }

    private static double Cosine(Embedding<float> left, Embedding<float> right) => left.Vector.ToArray().Zip(right.Vector.ToArray(), (a, b) => (double)a * b).Sum();
}
