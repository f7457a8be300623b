using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Recorded;

public class RecordedEmbeddingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Each recorded request is asked again; the vectors are the recorded numbers, and what we send says the same.</summary>
    [Fact]
    public async Task Every_recorded_embedding_exchange_passes()
    {
        var count = 0;
        foreach (var recording in SharedRecordings.Traffic(path => path.EndsWith(":batchEmbedContents", StringComparison.Ordinal) || path.EndsWith(":embedContent", StringComparison.Ordinal) || path.EndsWith(":predict", StringComparison.Ordinal)))
        {
            var request = SharedRecordings.Plain(JsonNode.Parse(recording.Request!.Value.GetRawText()))!;
            var items = Items(request);
            if (items.Count == 0)
            {
                // Imagen is asked by predict too.
                continue;
            }

            count++;
            await ReplayAsync(recording, items, request["parameters"]);
        }

        Assert.True(count >= 50, $"Only {count} exchanges were found.");
    }

    [Fact]
    public async Task The_requests_are_those_of_the_official_sdk()
    {
        var recorded = SharedRecordings.SdkRequests("embed-content");
        var handler = new RecordedHandler(200, body => $$"""{"embeddings":[{{string.Join(',', body.GetProperty("requests").EnumerateArray().Select(_ => """{"values":[1]}"""))}}]}""");
        using var gemini = RecordedHandler.Client(handler, isVertex: false);
        var (one, two) = (gemini.AsIEmbeddingGenerator("gemini-embedding-001"), gemini.AsIEmbeddingGenerator("gemini-embedding-2"));

        await one.GenerateAsync(["red shoes"], new GeminiEmbeddingOptions { TaskType = "RETRIEVAL_DOCUMENT", Title = "Shop", Dimensions = 768 }, Token);
        await one.GenerateAsync(["one", "two"], new GeminiEmbeddingOptions { TaskType = "SEMANTIC_SIMILARITY" }, Token);
        await two.GenerateAsync(["task: search result | query: red shoes"], new EmbeddingGenerationOptions { Dimensions = 1536 }, Token);
        await two.GenerateAsync(["a", "b"], cancellationToken: Token);

        // Left out: the two requests that fuse several parts into one vector (3 and 4), which an input of ours never is.
        // The role of a text's content is left out by us, as by the SDK where it is given a content.
        foreach (var (ours, theirs) in handler.Bodies.Zip([recorded[0], recorded[1], recorded[2], recorded[5]]))
        {
            AssertEqual(theirs, ours);
        }
    }

    [Fact]
    public async Task The_requests_on_Vertex_are_those_of_the_official_sdk()
    {
        var recorded = SharedRecordings.SdkRequests("vertex-embed-content");
        var handler = new RecordedHandler(200, body => body.TryGetProperty("instances", out _) ? """{"predictions":[{"embeddings":{"values":[1]}}]}""" : """{"embedding":{"values":[1]}}""");
        using var gemini = RecordedHandler.Client(handler, isVertex: true);

        await gemini.AsIEmbeddingGenerator("gemini-embedding-001").GenerateAsync(["red shoes"], new GeminiEmbeddingOptions { TaskType = "RETRIEVAL_DOCUMENT", Title = "Shop", Dimensions = 768, AutoTruncate = true }, Token);
        await gemini.AsIEmbeddingGenerator("gemini-embedding-2").GenerateAsync(["red shoes"], new GeminiEmbeddingOptions { Dimensions = 768, AutoTruncate = true, DocumentOcr = true, AudioTrackExtraction = true }, Token);

        // The SDK sends both texts in one request; the service documents one for gemini-embedding-001, and so do we.
        var predicted = JsonNode.Parse(recorded[0].GetRawText())!;
        predicted["instances"]!.AsArray().RemoveAt(1);
        AssertEqual(JsonElement.Parse(predicted.ToJsonString()), handler.Bodies[0]);

        AssertEqual(recorded[1], handler.Bodies[1]);
        Assert.Equal("user", handler.Bodies[1].GetProperty("content").GetProperty("role").GetString());
    }

    private static async Task ReplayAsync(Recording recording, List<JsonNode> items, JsonNode? parameters)
    {
        var handler = new RecordedHandler(recording.Status, body => Answer(recording, items, body));
        using var gemini = RecordedHandler.Client(handler, recording.IsVertex);
        var generator = gemini.AsIEmbeddingGenerator(recording.Model);
        var options = new GeminiEmbeddingOptions
        {
            Normalize = false,
            Dimensions = (int?)(items[0]["outputDimensionality"] ?? parameters?["outputDimensionality"]),
            TaskType = (string?)items[0]["taskType"],
            Title = (string?)items[0]["title"],
            AutoTruncate = (bool?)parameters?["autoTruncate"],
        };
        var texts = items.Select(Text).ToList();
        if (recording.Status != 200)
        {
            var error = await Assert.ThrowsAsync<GeminiException>(() => generator.GenerateAsync(texts, options, Token));
            var expected = JsonNode.Parse(recording.Response)!["error"]!;
            Assert.StartsWith((string)expected["message"]!, error.Message, StringComparison.Ordinal);
            Assert.Equal((string?)expected["status"], error.Status);
        }
        else
        {
            var vectors = await generator.GenerateAsync(texts, options, Token);
            var expected = Vectors(JsonNode.Parse(recording.Response)!);
            Assert.Equal(expected.Count, vectors.Count);
            Assert.All(expected.Zip(vectors), pair => Assert.True(pair.First.AsSpan().SequenceEqual(pair.Second.Vector.Span), recording.Name));
        }

        var sent = handler.Bodies.SelectMany(body => Items(SharedRecordings.Plain(JsonNode.Parse(body.GetRawText()))!)).ToList();
        foreach (var item in sent)
        {
            var theirs = items.First(candidate => Text(candidate) == Text(item));
            Assert.True(JsonNode.DeepEquals(theirs, item), $"{recording.Name}\nrecorded {theirs.ToJsonString()}\nours {item.ToJsonString()}");
        }
    }

    private static List<JsonNode> Items(JsonNode request)
    {
        var items = request switch
        {
            JsonObject when request["requests"] is JsonArray requests => requests.OfType<JsonNode>(),
            JsonObject when request["instances"] is JsonArray instances => instances.OfType<JsonNode>().Where(instance => instance["content"] is JsonValue),
            _ => request["content"] is null ? [] : [request],
        };
        return [.. items];
    }

    private static string Text(JsonNode item) => item["content"] is JsonValue text ? (string)text! : (string)item["content"]!["parts"]![0]!["text"]!;

    /// <summary>What was recorded; of a prediction of several texts the one that is asked for.</summary>
    private static string Answer(Recording recording, List<JsonNode> items, JsonElement body)
    {
        if (recording.Status != 200 || !body.TryGetProperty("instances", out var instances))
        {
            return recording.Response;
        }

        var index = items.FindIndex(item => Text(item) == instances[0].GetProperty("content").GetString());
        var prediction = JsonNode.Parse(recording.Response)!["predictions"]![index]!.DeepClone();
        return new JsonObject { ["predictions"] = new JsonArray(prediction) }.ToJsonString();
    }

    private static List<float[]> Vectors(JsonNode response)
    {
        var embeddings = response["embeddings"]?.AsArray().OfType<JsonNode>()
            ?? response["predictions"]?.AsArray().Select(prediction => prediction!["embeddings"]!)
            ?? [response["embedding"]!];
        return [.. embeddings.Select(embedding => embedding["values"]!.AsArray().Select(number => float.Parse(number!.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture)).ToArray())];
    }

    private static void AssertEqual(JsonElement theirs, JsonElement ours)
    {
        var (expected, actual) = (SharedRecordings.Plain(JsonNode.Parse(theirs.GetRawText())), SharedRecordings.Plain(JsonNode.Parse(ours.GetRawText())));
        Assert.True(JsonNode.DeepEquals(expected, actual), $"Theirs {expected!.ToJsonString()}\nOurs {actual!.ToJsonString()}");
    }
}
