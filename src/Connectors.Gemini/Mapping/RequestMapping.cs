using System.Text.Json;
using Connectors.Gemini.Http;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Mapping;

/// <summary>Messages and options as the body of a request. A body that the caller's <see cref="ChatOptions.RawRepresentationFactory"/> made is the start: what it sets is never overwritten.</summary>
internal static class RequestMapping
{
    /// <param name="messages">The history.</param>
    /// <param name="options">The caller's options, or <see langword="null"/>.</param>
    /// <param name="given">The caller's own body to start from, or <see langword="null"/>.</param>
    /// <param name="model">The model's id.</param>
    /// <param name="surface">What the request is written for.</param>
    /// <param name="logger">Where is told what is not sent quite as it was given.</param>
    internal static GenerateContentRequest Write(
        IEnumerable<ChatMessage> messages, ChatOptions? options, GenerateContentRequest? given, string model, Surface surface, ILogger logger)
    {
        var family = ModelFamily.Of(model);
        var request = given ?? new GenerateContentRequest();
        if (request.Contents is null)
        {
            var history = new HistoryMapping(model, family, surface, options?.AdditionalProperties.GetBoolean(ChatOptionKeys.AllowPrefill) == true, logger);
            var (system, contents) = history.Write(messages, options?.Instructions);
            request.Contents = contents;
            request.SystemInstruction ??= system;
        }

        // Without options there is nothing more to say, and a caller's body comes from the options.
        if (options is not null)
        {
            Write(options, request, model, family, surface, logger);
        }

        return request;
    }

    private static void Write(ChatOptions options, GenerateContentRequest request, string model, ModelFamily family, Surface surface, ILogger logger)
    {
        var isVertex = surface.IsVertex;
        var properties = options.AdditionalProperties;
        var ownDeclarations = FunctionSchemaMapping.Declarations(request.Tools).ToHashSet();
        // Where no tool may be used, the service's own may not either; the mode itself holds functions back only.
        var tools = options.ToolMode is NoneChatToolMode ? options.Tools?.Where(static tool => tool is null or AIFunctionDeclaration).ToList() : options.Tools;
        request.Tools = ToolMapping.Write(tools, request.Tools, model, family, isVertex);
        request.ToolConfig = ToolMapping.Write(options, request.ToolConfig, request.Tools, isVertex, logger);
        request.GenerationConfig = WriteConfig(options, tools, request, model, family, isVertex, logger);
        request.SafetySettings ??= properties.GetJson(ChatOptionKeys.SafetySettings)?.Deserialize(WireJson.Instance.IListSafetySetting);
        FunctionSchemaMapping.Write(options, request.Tools, ownDeclarations, logger);
        request.Labels ??= properties.GetJson(ChatOptionKeys.Labels)?.Deserialize(WireJson.Instance.IDictionaryStringString);
        request.Store ??= isVertex && properties.GetBoolean(ChatOptionKeys.Store) is not null
            ? throw new ArgumentException("GeminiChatOptions.Store is taken by the Gemini API only: leave it out on Vertex AI.")
            : properties.GetBoolean(ChatOptionKeys.Store);
        // Vertex AI takes the tier as headers.
        if (!isVertex && properties.GetString(ChatOptionKeys.ServiceTier) is { } tier)
        {
            request.ServiceTier ??= new ServiceTier(tier);
        }

        request.CachedContent ??= properties.GetString(ChatOptionKeys.CachedContent) is { } cache ? surface.FullName("cachedContents/", cache) : null;
        if (request.CachedContent is not null)
        {
            LeaveToCache(request, logger);
        }
    }

    /// <summary>How often a split answer is continued.</summary>
    internal static int MaxContinuations(ChatOptions? options) => options?.AdditionalProperties.GetInt32(ChatOptionKeys.MaxContinuations) switch
    {
        null => 32,
        < 0 => throw new ArgumentOutOfRangeException(nameof(options), "MaxContinuations must not be negative; 0 leaves a split answer at its first part."),
        { } max => max,
    };

    /// <summary>Headers that belong to the body: the service tier on Vertex AI.</summary>
    internal static IReadOnlyList<KeyValuePair<string, string>> WriteHeaders(ChatOptions? options, bool isVertex)
    {
        if (!isVertex || options?.AdditionalProperties.GetString(ChatOptionKeys.ServiceTier) is not { } tier || tier == ServiceTier.Standard.Value)
        {
            return [];
        }

        // (?) The service documents flex and priority; a newer tier is for it to judge, and is not left out in silence.
        return [new("X-Vertex-AI-LLM-Request-Type", "shared"), new("X-Vertex-AI-LLM-Shared-Request-Type", tier)];
    }

    private static GenerationConfig? WriteConfig(ChatOptions options, IList<AITool>? tools, GenerateContentRequest request, string model, ModelFamily family, bool isVertex, ILogger logger)
    {
        var config = request.GenerationConfig ?? new GenerationConfig();
        SamplingMapping.Write(options, config, model, family, isVertex, logger);
        config.ThinkingConfig ??= ThinkingMapping.Write(options, model, family, logger);
        ResponseFormatMapping.Write(options, request, config, model, family, logger);
        WriteMedia(options.AdditionalProperties, config);
        ImageToolMapping.Write(tools, config, model, family, isVertex, logger);
        return request.GenerationConfig is not null || HasAny(config) ? config : null;
    }

    private static void WriteMedia(AdditionalPropertiesDictionary? properties, GenerationConfig config)
    {
        config.ResponseModalities ??= properties.GetStrings(ChatOptionKeys.ResponseModalities)?.Select(static m => new ResponseModality(m)).ToList();
        if (config.MediaResolution is null && properties.GetString(ChatOptionKeys.MediaResolution) is { } resolution)
        {
            config.MediaResolution = new MediaResolution(resolution);
        }

        var aspectRatio = properties.GetString(ChatOptionKeys.AspectRatio);
        var imageSize = properties.GetString(ChatOptionKeys.ImageSize);
        if (config.ImageConfig is null && (aspectRatio ?? imageSize) is not null)
        {
            config.ImageConfig = new ImageConfig { AspectRatio = aspectRatio, ImageSize = imageSize };
        }

        if (config.SpeechConfig is null && properties.GetString(ChatOptionKeys.VoiceName) is { } voice)
        {
            config.SpeechConfig = new SpeechConfig { VoiceConfig = new VoiceConfig { PrebuiltVoiceConfig = new PrebuiltVoiceConfig { VoiceName = voice } } };
        }
    }

    /// <summary>A request on cached content must not repeat instructions and tools: the service refuses it.</summary>
    private static void LeaveToCache(GenerateContentRequest request, ILogger logger)
    {
        if (request is { SystemInstruction: null, Tools: null, ToolConfig: null })
        {
            return;
        }

        MappingLog.CachedContentRules(logger);
        request.SystemInstruction = null;
        request.Tools = null;
        request.ToolConfig = null;
    }

    /// <summary>An empty config is legal, and no request of ours carries one.</summary>
    private static bool HasAny(GenerationConfig config) => config is not
    {
        Temperature: null, TopP: null, TopK: null, MaxOutputTokens: null, PresencePenalty: null, FrequencyPenalty: null, Seed: null, StopSequences: null,
        CandidateCount: null, ResponseLogprobs: null, Logprobs: null, ThinkingConfig: null, ResponseMimeType: null, ResponseJsonSchema: null,
        ResponseModalities: null, MediaResolution: null, ImageConfig: null, SpeechConfig: null,
    };
}
