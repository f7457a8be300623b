using System.Drawing;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Recorded;

public class RecordedImageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>
    /// Imagen, its editing, recontexting, try-on and segmenting: asked with the recorded request, the images are the recorded ones. Where the request leaves them out we add how many images are wanted
    /// (else the service makes four) and that filtering is explained (else it is silent).
    /// The two recordings on the Gemini API, which has shut Imagen down, are asked on Vertex AI.
    /// </summary>
    [Fact]
    public async Task Every_recorded_exchange_of_image_prediction_passes()
    {
        var count = 0;
        foreach (var recording in SharedRecordings.Traffic(path => path.EndsWith(":predict", StringComparison.Ordinal)))
        {
            if (recording.Request!.Value.GetProperty("instances")[0].TryGetProperty("content", out _))
            {
                continue;
            }

            count++;
            var handler = new RecordedHandler(recording.Status, _ => recording.Response);
            using var gemini = RecordedHandler.Client(handler, isVertex: true);
            var options = new ImageGenerationOptions { RawRepresentationFactory = _ => recording.Request.Value.Deserialize(WireJson.Instance.PredictImagesRequest) };
            var generating = gemini.AsIImageGenerator(recording.Model).GenerateAsync(new ImageGenerationRequest(), options, Token);
            var response = JsonNode.Parse(recording.Response)!;
            if (recording.Status != 200)
            {
                Assert.StartsWith((string)response["error"]!["message"]!, (await Assert.ThrowsAsync<GeminiException>(() => generating)).Message, StringComparison.Ordinal);
            }
            else
            {
                var images = (await generating).Contents.Cast<DataContent>().Select(image => image.Base64Data.ToString());
                Assert.Equal(response["predictions"]!.AsArray().Select(prediction => (string?)prediction!["bytesBase64Encoded"]).OfType<string>(), images);
            }

            var expected = JsonNode.Parse(recording.Request.Value.GetRawText())!.AsObject();
            expected["parameters"] ??= new JsonObject();
            expected["parameters"]!["sampleCount"] ??= 1;
            expected["parameters"]!["includeRaiReason"] ??= true;
            Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected.ToJsonString()), handler.Bodies.Single()), $"{recording.Name} is asked with other parameters: {handler.Bodies.Single().GetProperty("parameters")}");
        }

        Assert.True(count >= 15, $"Only {count} exchanges were found.");
    }

    /// <summary>Unary answers of image models through the image generator; the chat client's tests read all of them, streams too.</summary>
    [Fact]
    public async Task Every_recorded_answer_with_an_image_passes()
    {
        var count = 0;
        foreach (var recording in SharedRecordings.Traffic(path => path.EndsWith(":generateContent", StringComparison.Ordinal) && path.Contains("image", StringComparison.Ordinal)))
        {
            if (recording.Status != 200)
            {
                continue;
            }

            count++;
            var parts = JsonNode.Parse(recording.Response)!["candidates"]!.AsArray().SelectMany(candidate => candidate!["content"]?["parts"]?.AsArray() ?? []).Where(part => (bool?)part!["thought"] != true).ToList();
            var expected = parts.Select(part => part!["inlineData"]).OfType<JsonNode>().Where(blob => ((string)blob["mimeType"]!).StartsWith("image/", StringComparison.Ordinal)).Select(blob => (string)blob["data"]!).ToList();
            using var gemini = RecordedHandler.Client(new RecordedHandler(200, _ => recording.Response), recording.IsVertex);
            var generating = gemini.AsIImageGenerator("gemini-3.1-flash-image").GenerateImagesAsync("any", cancellationToken: Token);
            if (expected.Count == 0)
            {
                Assert.NotNull((await Assert.ThrowsAsync<GeminiException>(() => generating)).Reason);
                continue;
            }

            var response = await generating;
            Assert.Equal(expected, response.Contents.OfType<DataContent>().Select(image => image.Base64Data.ToString()));
            Assert.Equal(string.Concat(parts.Select(part => (string?)part!["text"])), string.Concat(response.Contents.OfType<TextContent>().Select(text => text.Text)));
            Assert.NotNull(response.Usage?.TotalTokenCount);
        }

        Assert.True(count >= 4, $"Only {count} exchanges were found.");
    }

    [Fact]
    public async Task The_requests_are_those_of_the_official_sdk()
    {
        const string Answer = """{"candidates":[{"content":{"role":"model","parts":[{"inlineData":{"mimeType":"image/png","data":"iVBORw0KGgo="}}]},"finishReason":"STOP"}],"predictions":[{"bytesBase64Encoded":"iVBORw0KGgo=","mimeType":"image/png"}]}""";
        var gemini = new RecordedHandler(200, _ => Answer);
        var vertex = new RecordedHandler(200, _ => Answer);
        using var client = RecordedHandler.Client(gemini, isVertex: false);
        using var vertexClient = RecordedHandler.Client(vertex, isVertex: true);
        var edit = SharedRecordings.SdkRequests("generate-content-image-config").Single();
        var cup = new DataContent(Convert.FromBase64String(edit.GetProperty("contents")[0].GetProperty("parts")[1].GetProperty("inlineData").GetProperty("data").GetString()!), "image/png");

        await client.AsIImageGenerator("gemini-3.1-flash-image").EditImageAsync(cup, "Put this on a table", new GeminiImageOptions { AspectRatio = "16:9", Resolution = "2K" }, Token);
        await vertexClient.AsIImageGenerator("imagen-4.0-generate-001").GenerateImagesAsync(
            "a red kite",
            new GeminiImageOptions
            {
                Count = 2,
                ImageSize = new Size(2048, 1152),
                MediaType = "image/png",
                NegativePrompt = "text",
                Seed = 3,
                AddWatermark = false,
                PersonGeneration = "ALLOW_ADULT",
                RawRepresentationFactory = _ => new PredictImagesRequest { Parameters = new ImageParameters { SafetySetting = "BLOCK_ONLY_HIGH" } },
            },
            Token);

        Options.Wire.AssertEqual(edit.GetRawText(), gemini.Bodies.Single());
        Options.Wire.AssertEqual(SharedRecordings.SdkRequests("generate-images-imagen").Single().GetRawText(), vertex.Bodies.Single());
    }
}
