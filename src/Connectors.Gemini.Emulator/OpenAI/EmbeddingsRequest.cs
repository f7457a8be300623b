using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Messages;
using Connectors.Gemini.Emulator.Models;
using Connectors.Gemini.Emulator.Server;

namespace Connectors.Gemini.Emulator.OpenAI;

/// <summary>An embeddings request: the batch request that the service makes of it, and its answer, with the same vectors.</summary>
internal sealed class EmbeddingsRequest
{
    private readonly IReadOnlyList<string> _texts;
    private readonly int? _dimensions;
    private readonly bool _isBase64;

    private EmbeddingsRequest(string model, IReadOnlyList<string> texts, int? dimensions, bool isBase64)
    {
        (_texts, _dimensions, _isBase64) = (texts, dimensions, isBase64);
        Route = new(IsVertex: false, "v1beta", model, "batchEmbedContents");
    }

    public Server.Route Route { get; }

    public static (EmbeddingsRequest? Request, ServiceError? Error) Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || body.Text("model") is not { Length: > 0 } model)
        {
            return (null, new ServiceError(400, "INVALID_ARGUMENT", "model is not specified"));
        }

        List<string?> texts = [.. body.Items("input").Select(item => item.ValueKind == JsonValueKind.String ? item.GetString() : null)];
        if (texts.Count == 0 || texts.Contains(null))
        {
            return (null, new ServiceError(400, "INVALID_ARGUMENT", "input must be a string or an array of strings"));
        }

        model = model.StartsWith("models/", StringComparison.Ordinal) ? model["models/".Length..] : model;
        return (new(model, texts!, (int?)((JsonElement?)body).Number("dimensions"), body.Text("encoding_format") is "base64"), null);
    }

    /// <summary>The request that the rules look at.</summary>
    public EmulatorRequest ForRules(Dictionary<string, string> headers)
    {
        var requests = _texts.Select(text =>
        {
            var request = new JsonObject
            {
                ["model"] = "models/" + Route.Model,
                ["content"] = new JsonObject { ["parts"] = new JsonArray(new JsonObject { ["text"] = text }) },
            };
            if (_dimensions is { } dimensions)
            {
                request["outputDimensionality"] = dimensions;
            }

            return (JsonNode)request;
        });
        var body = new JsonObject { ["requests"] = new JsonArray([.. requests]) };
        return new EmulatorRequest
        {
            Method = "POST",
            PathAndQuery = $"/v1beta/models/{Route.Model}:{Route.Method}",
            Headers = headers,
            Body = JsonElement.Parse(body.ToJsonString()),
        };
    }

    /// <summary>The answer; <see langword="null"/> where the model does not embed.</summary>
    public JsonObject? Answer()
    {
        if (EmulatorModels.Find(Route.Model) is not { EmbeddingDimensions: > 0 } model)
        {
            return null;
        }

        var tokens = _texts.Sum(text => TokenCount.OfCharacters(text.Length));
        return new()
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. _texts.Select((text, index) => new JsonObject
            {
                ["object"] = "embedding",
                ["index"] = index,
                ["embedding"] = Vector(EmbeddingAnswer.OfText(model, text, _dimensions)),
            })]),
            ["model"] = Route.Model,
            ["usage"] = new JsonObject { ["prompt_tokens"] = tokens, ["total_tokens"] = tokens },
        };
    }

    /// <summary>OpenAI's own client asks for base64: the numbers' bytes, little endian.</summary>
    private JsonNode Vector(float[] numbers)
    {
        if (!_isBase64)
        {
            return EmbeddingAnswer.ToJson(numbers);
        }

        var bytes = new byte[4 * numbers.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), numbers[i]);
        }

        return Convert.ToBase64String(bytes);
    }
}
