using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Brain;
using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Server;

/// <summary>
/// Vectors: embedContent and batchEmbedContents, and on Vertex AI predict for models of text alone. The vector of a content is that of <see cref="TextVector"/>;
/// gemini-embedding-2 gives unit length at every size, the models before it at their full one only.
/// </summary>
internal static class EmbeddingAnswer
{
    private const int MediaTokens = 258;

    public static JsonObject? For(Route route, JsonElement body)
    {
        if (EmulatorModels.Find(route.Model) is not { EmbeddingDimensions: > 0 } model)
        {
            return null;
        }

        return route.Method switch
        {
            "embedContent" => Single(model, body, route.IsVertex),
            "batchEmbedContents" when !route.IsVertex => Batch(model, [.. body.Field("requests").Items()]),
            "predict" when route.IsVertex => Predict(model, body),
            _ => null,
        };
    }

    /// <summary>The vector of one text.</summary>
    public static float[] OfText(EmulatorModel model, string text, int? dimensions)
    {
        var vector = new TextVector();
        vector.AddText(text);
        return Numbers(model, vector, dimensions);
    }

    public static JsonArray ToJson(float[] vector) => new([.. vector.Select(number => (JsonNode)number)]);

    private static JsonObject Single(EmulatorModel model, JsonElement request, bool isVertex)
    {
        var answer = new JsonObject { ["embedding"] = Embedding(model, request) };
        // Vertex AI's usage is that of a chat, whose details are called differently.
        AddUsage(model, answer, [request], isVertex ? "promptTokensDetails" : "promptTokenDetails");
        return answer;
    }

    private static JsonObject Batch(EmulatorModel model, List<JsonElement> requests)
    {
        var answer = new JsonObject { ["embeddings"] = new JsonArray([.. requests.Select(request => Embedding(model, request))]) };
        AddUsage(model, answer, requests, "promptTokenDetails");
        return answer;
    }

    private static JsonObject Predict(EmulatorModel model, JsonElement body)
    {
        var dimensions = body.Field("parameters").Field("outputDimensionality").Int();
        var texts = body.Field("instances").Items().Select(instance => instance.Field("content").Text() ?? "").ToList();
        return new()
        {
            ["predictions"] = new JsonArray([.. texts.Select(text => new JsonObject
            {
                ["embeddings"] = new JsonObject
                {
                    ["statistics"] = new JsonObject { ["truncated"] = false, ["token_count"] = TokenCount.OfCharacters(text.Length) },
                    ["values"] = ToJson(OfText(model, text, dimensions)),
                },
            })]),
            ["metadata"] = new JsonObject { ["billableCharacterCount"] = texts.Sum(text => text.Count(c => !char.IsWhiteSpace(c))) },
        };
    }

    private static JsonObject Embedding(EmulatorModel model, JsonElement request)
    {
        var vector = new TextVector();
        foreach (var part in request.Field("content").Field("parts").Items())
        {
            var (blob, file) = (part.Field("inlineData"), part.Field("fileData"));
            if (blob.Exists())
            {
                vector.AddMedia(blob.Field("mimeType").Text() ?? "", blob.Field("data").Text() ?? "");
            }
            else if (file.Exists())
            {
                vector.AddMedia(file.Field("mimeType").Text() ?? "", file.Field("fileUri").Text() ?? "");
            }
            else
            {
                vector.AddText(part.Field("text").Text() ?? "");
            }
        }

        var config = request.Field("embedContentConfig");
        var dimensions = (config.Exists() ? config : request).Field("outputDimensionality").Int();
        return new JsonObject { ["values"] = ToJson(Numbers(model, vector, dimensions)) };
    }

    private static float[] Numbers(EmulatorModel model, TextVector vector, int? dimensions) =>
        vector.ToArray(dimensions is null or 0 ? model.EmbeddingDimensions : Math.Clamp(dimensions.Value, 1, model.EmbeddingDimensions), model.EmbeddingDimensions, isUnit: model.EmbedsMedia);

    /// <summary>Models before gemini-embedding-2 were recorded without usage.</summary>
    private static void AddUsage(EmulatorModel model, JsonObject answer, IEnumerable<JsonElement> requests, string details)
    {
        if (!model.EmbedsMedia)
        {
            return;
        }

        var tokens = requests
            .SelectMany(request => request.Field("content").Field("parts").Items())
            .Sum(part => part.Field("text").Text() is { } text ? TokenCount.OfCharacters(text.Length) : MediaTokens);
        answer["usageMetadata"] = new JsonObject
        {
            ["promptTokenCount"] = tokens,
            [details] = new JsonArray(new JsonObject { ["modality"] = "TEXT", ["tokenCount"] = tokens }),
        };
    }
}
