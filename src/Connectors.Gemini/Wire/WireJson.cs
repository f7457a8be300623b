using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connectors.Gemini.Wire;

/// <summary>How the messages of the API are read and written: camelCase, absent instead of null, numbers also as strings (int64), text unescaped where JSON allows it.</summary>
[JsonSerializable(typeof(GenerateContentRequest))]
[JsonSerializable(typeof(GenerateContentResponse))]
[JsonSerializable(typeof(ListModelsResponse))]
[JsonSerializable(typeof(EmbedContentRequest))]
[JsonSerializable(typeof(EmbedContentResponse))]
[JsonSerializable(typeof(BatchEmbedContentsRequest))]
[JsonSerializable(typeof(BatchEmbedContentsResponse))]
[JsonSerializable(typeof(PredictEmbeddingsRequest))]
[JsonSerializable(typeof(PredictEmbeddingsResponse))]
[JsonSerializable(typeof(CountTokensRequest))]
[JsonSerializable(typeof(CountTokensResponse))]
[JsonSerializable(typeof(ComputeTokensRequest))]
[JsonSerializable(typeof(ComputeTokensResponse))]
[JsonSerializable(typeof(IList<SafetySetting>))]
[JsonSerializable(typeof(IDictionary<string, string>))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonNode))]
internal sealed partial class WireJson : JsonSerializerContext
{
    internal static WireJson Instance { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        // Signatures and text are full of '+' and non-ASCII letters. The body never stands inside HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowTrailingCommas = true,
        MaxDepth = 512,
    });
}
