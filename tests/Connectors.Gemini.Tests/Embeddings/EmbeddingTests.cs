using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Tests.Chat;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Embeddings;

public sealed class EmbeddingTests : IDisposable
{
    private readonly VectorService _service = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task Two_hundred_and_fifty_texts_go_in_three_requests_and_keep_their_order()
    {
        using var client = _service.Client();
        var texts = Enumerable.Range(0, 250).Select(i => i.ToString(CultureInfo.InvariantCulture)).ToList();

        var vectors = await client.AsIEmbeddingGenerator("gemini-embedding-2").GenerateAsync(texts, cancellationToken: Token);

        Assert.Equal([100, 100, 50], _service.Bodies.Select(body => body.GetProperty("requests").GetArrayLength()).OrderDescending());
        Assert.Equal(texts.Select(text => float.Parse(text, CultureInfo.InvariantCulture)), vectors.Select(vector => vector.Vector.Span[0]));
        Assert.Equal(250, vectors.Usage!.InputTokenCount);
        Assert.All(_service.Bodies, body => Assert.Equal("models/gemini-embedding-2", body.GetProperty("requests")[0].GetProperty("model").GetString()));
    }

    [Fact]
    public async Task Shortened_vectors_of_001_are_brought_to_unit_length_unless_that_is_not_wanted()
    {
        using var client = _service.Client();
        var generator = client.AsIEmbeddingGenerator("gemini-embedding-001");

        var unit = (await generator.GenerateAsync(["3"], new GeminiEmbeddingOptions { Dimensions = 768, TaskType = "RETRIEVAL_DOCUMENT", Title = "t" }, Token))[0].Vector;
        var raw = (await generator.GenerateAsync(["3"], new GeminiEmbeddingOptions { Dimensions = 768, Normalize = false }, Token))[0].Vector;

        Assert.Equal(1, Math.Sqrt(unit.ToArray().Sum(number => (double)number * number)), 1e-6);
        Assert.Equal([3f, 4f], raw.ToArray());
        var item = _service.Bodies.First().GetProperty("requests")[0];
        Assert.Equal(("RETRIEVAL_DOCUMENT", "t", 768), (item.GetProperty("taskType").GetString(), item.GetProperty("title").GetString(), item.GetProperty("outputDimensionality").GetInt32()));
    }

    [Fact]
    public async Task Each_content_gets_a_vector_of_its_own()
    {
        using var client = _service.Client();
        var vectors = await client.AsIMultimodalEmbeddingGenerator("gemini-embedding-2").GenerateAsync([new TextContent("7"), new DataContent(new byte[] { 1, 2 }, "image/png")], cancellationToken: Token);

        Assert.Equal(2, vectors.Count);
        var requests = _service.Bodies.Single().GetProperty("requests");
        Assert.Equal("image/png", requests[1].GetProperty("content").GetProperty("parts")[0].GetProperty("inlineData").GetProperty("mimeType").GetString());
    }

    [Fact]
    public async Task On_Vertex_001_is_predicted_text_by_text()
    {
        using var client = _service.Client(isVertex: true);
        var vectors = await client.AsIEmbeddingGenerator("gemini-embedding-001").GenerateAsync(["5", "6"], cancellationToken: Token);

        Assert.Equal([5f, 6f], vectors.Select(vector => vector.Vector.Span[0]));
        Assert.Equal(2, _service.Bodies.Count);
        Assert.Equal(4, vectors.Usage!.InputTokenCount);
    }

    [Fact]
    public async Task On_Vertex_models_after_001_take_contents_with_a_role_and_what_is_for_media()
    {
        var handler = new Recorded.RecordedHandler(200, _ => """{"embedding":{"values":[1]}}""");
        using var client = Recorded.RecordedHandler.Client(handler, isVertex: true);

        await client.AsIEmbeddingGenerator("gemini-embedding-3").GenerateAsync(["a"], new GeminiEmbeddingOptions { DocumentOcr = true, AudioTrackExtraction = false }, Token);

        Options.Wire.AssertEqual("""{"content":{"role":"user","parts":[{"text":"a"}]},"embedContentConfig":{"documentOcr":true,"audioTrackExtraction":false}}""", handler.Bodies.Single());
    }

    [Theory]
    [InlineData("gemini-embedding-2", false, "AutoTruncate")]
    [InlineData("gemini-embedding-2", false, "DocumentOcr")]
    [InlineData("gemini-embedding-2", false, "AudioTrackExtraction")]
    [InlineData("gemini-embedding-001", true, "DocumentOcr")]
    [InlineData("text-embedding-005", true, "AudioTrackExtraction")]
    public async Task An_option_that_is_not_taken_is_refused_before_sending(string model, bool isVertex, string option)
    {
        using var client = _service.Client(isVertex);
        var options = new GeminiEmbeddingOptions();
        _ = option switch
        {
            "AutoTruncate" => options.AutoTruncate = true,
            "DocumentOcr" => options.DocumentOcr = true,
            _ => options.AudioTrackExtraction = true,
        };

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => client.AsIEmbeddingGenerator(model).GenerateAsync(["a"], options, Token));

        Assert.Contains(option, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_service.Bodies);
    }

    [Fact]
    public async Task Predictions_without_a_count_have_no_usage()
    {
        var handler = new Recorded.RecordedHandler(200, _ => """{"predictions":[{"embeddings":{"values":[1]}}]}""");
        using var client = Recorded.RecordedHandler.Client(handler, isVertex: true);

        Assert.Null((await client.AsIEmbeddingGenerator("gemini-embedding-001").GenerateAsync(["a"], cancellationToken: Token)).Usage);
    }

    [Fact]
    public async Task Too_few_vectors_are_an_error_and_bad_input_is_refused_before_sending()
    {
        using var client = _service.Client();
        var generator = client.AsIEmbeddingGenerator("gemini-embedding-2");
        await Assert.ThrowsAsync<ArgumentException>(() => generator.GenerateAsync(["a", " "], cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => generator.GenerateAsync(["a"], new EmbeddingGenerationOptions { Dimensions = -1 }, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => generator.GenerateAsync(["a"], new GeminiEmbeddingOptions { Title = "t" }, Token));
        Assert.Empty(_service.Bodies);

        _service.DropsLast = true;
        var error = await Assert.ThrowsAsync<GeminiException>(() => generator.GenerateAsync(["1", "2"], cancellationToken: Token));
        Assert.Contains("1 vectors for 2 inputs", error.Message, StringComparison.Ordinal);
        Assert.Equal("/v1beta/models/gemini-embedding-2:batchEmbedContents", error.RequestPath);
        Assert.Empty(await generator.GenerateAsync([], cancellationToken: Token));
    }

    [Fact]
    public async Task A_batch_of_media_holds_no_more_than_a_request_may()
    {
        using var service = new SizeService();
        using var client = new GeminiClient(new GeminiClientOptions { ApiKey = "test-key", HttpClient = new HttpClient(service) });
        var video = new DataContent(new byte[34 * 1024 * 1024], "video/mp4");

        var vectors = await client.AsIMultimodalEmbeddingGenerator("gemini-embedding-2")
            .GenerateAsync([new TextContent("1"), video, video, video, new TextContent("2")], cancellationToken: Token);

        Assert.Equal(5, vectors.Count);
        Assert.Equal([3, 2], service.Batches.OrderDescending());
    }

    [Theory]
    [InlineData("gemini-embedding-001", """{"predictions":[{"embeddings":{"values":[1],"statistics":{"token_count":2048,"truncated":true}}}]}""")]
    [InlineData("gemini-embedding-2", """{"embedding":{"values":[1]},"truncated":true}""")]
    public async Task Input_that_the_service_cut_off_is_told_on_the_vector(string model, string answer)
    {
        var service = new FakeService().AnswerJson(answer).AnswerJson(answer.Replace("true", "false", StringComparison.Ordinal));
        var generator = service.Client(options => options.Vertex = new() { Project = "p" }).AsIEmbeddingGenerator(model);

        var cut = await generator.GenerateAsync(["a long text"], cancellationToken: Token);
        var whole = await generator.GenerateAsync(["a"], cancellationToken: Token);

        Assert.Equal(true, cut[0].AdditionalProperties!["gemini.truncated"]);
        Assert.Null(whole[0].AdditionalProperties);
    }

    [Theory]
    [InlineData("gemini-embedding-001", ":predict")]
    [InlineData("text-multilingual-embedding-002", ":predict")]
    [InlineData("gemini-embedding-2-preview", ":embedContent")]
    [InlineData("gemini-embedding-3", ":embedContent")]
    public async Task A_model_that_is_not_known_yet_is_asked_as_the_newest_is(string model, string method)
    {
        var service = new FakeService { RulesDoNotApplyBecause = "two of the models are not in its table" }
            .AnswerJson("""{"predictions":[{"embeddings":{"values":[1]}}],"embedding":{"values":[1]}}""");

        await service.Client(options => options.Vertex = new() { Project = "p" }).AsIEmbeddingGenerator(model).GenerateAsync(["a"], cancellationToken: Token);

        Assert.EndsWith(method, service.Addresses[0].AbsolutePath, StringComparison.Ordinal);
    }

    /// <summary>Refuses what is larger than the service takes, and answers each other input with the vector [1].</summary>
    private sealed class SizeService : HttpMessageHandler
    {
        public ConcurrentBag<int> Batches { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            Assert.True(body.Length < 100 * 1024 * 1024, $"{body.Length} bytes are more than a request may have.");
            var inputs = body.AsSpan().Count("\"content\":"u8);
            Batches.Add(inputs);
            var vectors = string.Join(',', Enumerable.Repeat("""{"values":[1]}""", inputs));
            return new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = new StringContent($$"""{"embeddings":[{{vectors}}]}""", Encoding.UTF8, "application/json") };
        }
    }

    /// <summary>Answers each text that is a number n with the vector [n, 4], and media with [0, 4].</summary>
    private sealed class VectorService : HttpMessageHandler
    {
        private readonly Lock _lock = new();

        public List<JsonElement> Bodies { get; } = [];

        public bool DropsLast { get; set; }

        public GeminiClient Client(bool isVertex = false) => new(new GeminiClientOptions
        {
            ApiKey = "test-key",
            HttpClient = new HttpClient(this, disposeHandler: false),
            Vertex = isVertex ? new GeminiVertexOptions { Project = "p", Location = "global" } : null,
            Retry = new GeminiRetryOptions { MaxAttempts = 1 },
        });

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = JsonElement.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
            lock (_lock)
            {
                Bodies.Add(body);
            }

            Assert.Empty(EmulatorRules.Check(new EmulatorRequest { Method = "POST", PathAndQuery = request.RequestUri!.PathAndQuery, Body = body, IsVertex = body.TryGetProperty("instances", out _) }));
            var json = body.TryGetProperty("instances", out var instances)
                ? Predictions(instances)
                : Batch([.. body.GetProperty("requests").EnumerateArray()]);
            return new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = new StringContent(json, Encoding.UTF8, "application/json") };
        }

        private static string Predictions(JsonElement instances)
        {
            var vectors = instances.EnumerateArray().Select(i => $$$"""{"embeddings":{"values":[{{{i.GetProperty("content").GetString()}}},4],"statistics":{"token_count":2} } }""");
            return $$"""{"predictions":[{{string.Join(',', vectors)}}]}""";
        }

        private string Batch(JsonElement[] requests)
        {
            var vectors = requests.Select(r => r.GetProperty("content").GetProperty("parts")[0]).Select(part => $$"""{"values":[{{(part.TryGetProperty("text", out var text) ? text.GetString() : "0")}},4]}""").ToList();
            if (DropsLast)
            {
                vectors.RemoveAt(vectors.Count - 1);
            }

            return $$$"""{"embeddings":[{{{string.Join(',', vectors)}}}],"usageMetadata":{"promptTokenCount":{{{requests.Length}}} } }""";
        }
    }
}
