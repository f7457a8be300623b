using System.Net;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Media;

namespace Connectors.Gemini.Emulator.Tests.Embeddings;

public sealed class EmbeddingAnswerTests : IAsyncLifetime
{
    private const string Two = "gemini-embedding-2";
    private const string One = "gemini-embedding-001";
    private const string Vertex = "v1beta1/projects/p/locations/global/publishers/google/models/";

    private GeminiEmulator _emulator = null!;
    private EmulatorClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await GeminiEmulator.StartAsync();
        _client = new EmulatorClient(_emulator);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _emulator.DisposeAsync();
    }

    [Theory]
    [InlineData(3072)]
    [InlineData(256)]
    public async Task Texts_with_words_in_common_are_nearer(int dimensions)
    {
        var vectors = await BatchAsync(Two, [Text("How do I bake bread?", dimensions), Text("bread baking at home", dimensions), Text("The stock market fell", dimensions)]);

        Assert.All(vectors, vector => Assert.Equal(dimensions, vector.Length));
        Assert.True(Cosine(vectors[0], vectors[1]) > Cosine(vectors[0], vectors[2]) + 0.1);
        Assert.Equal(vectors[0], (await BatchAsync(Two, [Text("How do I bake bread?", dimensions)]))[0]);
    }

    [Fact]
    public async Task Shortened_vectors_are_of_unit_length_from_the_second_model_on()
    {
        Assert.Equal(1, Length((await BatchAsync(Two, [Text("hello", 768)]))[0]), 1e-4);
        Assert.Equal(1, Length((await BatchAsync(One, [Text("hello", 3072)]))[0]), 1e-4);
        Assert.True(Length((await BatchAsync(One, [Text("hello", 768)]))[0]) < 0.9);
    }

    [Fact]
    public async Task Media_have_vectors_of_their_own()
    {
        var image = $$"""{"model":"models/{{Two}}","content":{"parts":[{"inlineData":{"mimeType":"image/png","data":"{{Convert.ToBase64String(SampleMedia.Png())}}"} }]} }""";
        var other = $$"""{"model":"models/{{Two}}","content":{"parts":[{"fileData":{"mimeType":"video/mp4","fileUri":"https://example.com/a.mp4"} }]} }""";

        var vectors = await BatchAsync(Two, [image, other]);

        Assert.NotEqual(vectors[0], vectors[1]);
    }

    [Fact]
    public async Task One_content_has_one_vector_and_its_usage()
    {
        var answer = await PostAsync($"v1beta/models/{Two}:embedContent", """{"content":{"parts":[{"text":"hello world"}]},"outputDimensionality":10}""");

        Assert.Equal(10, answer["embedding"]!["values"]!.AsArray().Count);
        Assert.Equal(3, (int)answer["usageMetadata"]!["promptTokenCount"]!);
    }

    [Fact]
    public async Task Vertex_predicts_the_first_model_and_embeds_content_with_the_second()
    {
        var predicted = await PostAsync(Vertex + One + ":predict", """{"instances":[{"content":"red shoes","task_type":"RETRIEVAL_DOCUMENT"},{"content":"blue"}],"parameters":{"outputDimensionality":768}}""");
        var embedded = await PostAsync(Vertex + Two + ":embedContent", """{"content":{"parts":[{"text":"red shoes"}]},"embedContentConfig":{"outputDimensionality":768,"autoTruncate":true}}""");

        Assert.Equal(2, predicted["predictions"]!.AsArray().Count);
        Assert.Equal(768, predicted["predictions"]![0]!["embeddings"]!["values"]!.AsArray().Count);
        Assert.Equal(3, (int)predicted["predictions"]![0]!["embeddings"]!["statistics"]!["token_count"]!);
        Assert.Equal(12, (int)predicted["metadata"]!["billableCharacterCount"]!);
        Assert.Equal(768, embedded["embedding"]!["values"]!.AsArray().Count);
        Assert.NotNull(embedded["usageMetadata"]!["promptTokensDetails"]);
    }

    public static TheoryData<string, string, string> Refused => new()
    {
        { $"v1beta/models/{Two}:batchEmbedContents", "{}", "requests is not specified" },
        { $"v1beta/models/{Two}:batchEmbedContents", $$"""{"requests":[{{string.Join(',', Enumerable.Repeat(Text("a"), 101))}}]}""", "* BatchEmbedContentsRequest.requests: at most 100 requests can be in one batch\n" },
        { $"v1beta/models/{Two}:batchEmbedContents", """{"requests":[{"content":{"parts":[{"text":"a"}]}}]}""", "requests[0].model: unexpected model name format" },
        { $"v1beta/models/{One}:batchEmbedContents", $$"""{"requests":[{{Text("a")}}]}""", "requests[0].model: model must match" },
        { $"v1beta/models/{Two}:embedContent", "{}", "content is not specified" },
        { $"v1beta/models/{Two}:embedContent", """{"content":{"parts":[{"text":""}]}}""", "EmbedContentRequest.content contains an empty Part." },
        { $"v1beta/models/{Two}:embedContent", """{"content":{"parts":[{"text":"a"}]},"dimensions":3}""", "Unknown name \"dimensions\": Cannot find field." },
        { $"v1beta/models/{Two}:embedContent", """{"content":{"parts":[{"text":"a"}]},"taskType":"SEARCH"}""", "Invalid value at 'task_type'" },
        { $"v1beta/models/{Two}:embedContent", """{"content":{"parts":[{"text":"a"}]},"outputDimensionality":3073}""", "[1, 3072]" },
        { $"v1beta/models/{One}:embedContent", """{"content":{"parts":[{"text":"a"}]},"outputDimensionality":-1}""", "[1, 3072]" },
        { $"v1beta/models/{One}:embedContent", """{"content":{"parts":[{"text":"a"}]},"title":"t"}""", "RETRIEVAL_DOCUMENT" },
        { $"v1beta/models/{One}:embedContent", """{"content":{"parts":[{"inlineData":{"mimeType":"image/png","data":"AAAA"}}]}}""", "text content only" },
        { Vertex + One + ":predict", "{}", "Empty instances." },
        { Vertex + One + ":predict", """{"instances":[{"content":""}]}""", "The text content is empty." },
        { Vertex + One + ":predict", """{"instances":[{"content":"a"}],"parameters":{"outputDimensionality":5000}}""", "[1, 3072]" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_the_service_refuses_is_refused(string path, string body, string message) =>
        Assert.Contains(message, await RefusedAsync(path, body, HttpStatusCode.BadRequest), StringComparison.Ordinal);

    [Theory]
    [InlineData("v1beta/models/gemini-3.8-flash:batchEmbedContents", "is not supported for embedContent")]
    [InlineData("v1beta/models/gemini-embedding-9:embedContent", "models/gemini-embedding-9 is not found")]
    [InlineData(Vertex + "gemini-embedding-2:predict", "not found")]
    public async Task A_model_that_does_not_embed_is_not_found(string path, string message) =>
        Assert.Contains(message, await RefusedAsync(path, "{}", HttpStatusCode.NotFound), StringComparison.Ordinal);

    private static string Text(string text, int? dimensions = null, string model = Two) =>
        $$"""{"model":"models/{{model}}","content":{"parts":[{"text":"{{text}}"}]}{{(dimensions is null ? "" : $",\"outputDimensionality\":{dimensions}")}}}""";

    private async Task<List<float[]>> BatchAsync(string model, string[] requests)
    {
        var answer = await PostAsync($"v1beta/models/{model}:batchEmbedContents", $$"""{"requests":[{{string.Join(',', requests).Replace(Two, model, StringComparison.Ordinal)}}]}""");
        return [.. answer["embeddings"]!.AsArray().Select(embedding => embedding!["values"]!.AsArray().Select(number => (float)number!).ToArray())];
    }

    private async Task<JsonObject> PostAsync(string path, string body)
    {
        using var response = await _client.PostAsync(path, body);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!.AsObject();
    }

    private async Task<string> RefusedAsync(string path, string body, HttpStatusCode status)
    {
        using var response = await _client.PostAsync(path, body);
        Assert.Equal(status, response.StatusCode);
        return (string)JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["error"]!["message"]!;
    }

    private static double Length(float[] vector) => Math.Sqrt(vector.Sum(number => (double)number * number));

    private static double Cosine(float[] left, float[] right) => left.Zip(right, (a, b) => (double)a * b).Sum() / (Length(left) * Length(right));
}
