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
[JsonSerializable(typeof(PredictImagesRequest))]
[JsonSerializable(typeof(PredictImagesResponse))]
[JsonSerializable(typeof(CountTokensRequest))]
[JsonSerializable(typeof(CountTokensResponse))]
[JsonSerializable(typeof(ComputeTokensRequest))]
[JsonSerializable(typeof(ComputeTokensResponse))]
[JsonSerializable(typeof(Part))]
[JsonSerializable(typeof(FileData))]
[JsonSerializable(typeof(ExecutableCode))]
[JsonSerializable(typeof(CodeExecutionResult))]
[JsonSerializable(typeof(ToolCall))]
[JsonSerializable(typeof(ToolResponse))]
[JsonSerializable(typeof(AudioTranscription))]
[JsonSerializable(typeof(PartMediaResolution))]
[JsonSerializable(typeof(VideoMetadata))]
[JsonSerializable(typeof(SpeechMetadata))]
[JsonSerializable(typeof(IList<PartialArg>))]
[JsonSerializable(typeof(IList<FunctionResponsePart>))]
[JsonSerializable(typeof(PromptFeedback))]
[JsonSerializable(typeof(ModelStatus))]
[JsonSerializable(typeof(IList<SafetyRating>))]
[JsonSerializable(typeof(CitationMetadata))]
[JsonSerializable(typeof(LogprobsResult))]
[JsonSerializable(typeof(GroundingMetadata))]
[JsonSerializable(typeof(UrlContextMetadata))]
[JsonSerializable(typeof(IList<Tool>))]
[JsonSerializable(typeof(ToolConfig))]
[JsonSerializable(typeof(GenerationConfig))]
[JsonSerializable(typeof(IList<SafetySetting>))]
[JsonSerializable(typeof(IDictionary<string, string>))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonNode))]
internal sealed partial class WireJson : JsonSerializerContext
{
    internal const int MaxDepth = 512;

    /// <summary>Gets how text is escaped. Signatures and text are full of '+' and non-ASCII letters, and the body never stands inside HTML.</summary>
    internal static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>Gets how JSON is read by hand.</summary>
    internal static JsonReaderOptions ReaderOptions => new() { AllowTrailingCommas = true, MaxDepth = MaxDepth };

    internal static WireJson Instance { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        Encoder = Encoder,
        AllowTrailingCommas = true,
        MaxDepth = MaxDepth,
        Converters = { new FiniteNumberConverter() },
    });
}
