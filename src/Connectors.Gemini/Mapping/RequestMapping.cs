using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Mapping;

/// <summary>Messages and options as the body of a request. A body that the caller's <see cref="ChatOptions.RawRepresentationFactory"/> made is the start: what it sets is never overwritten.</summary>
internal static class RequestMapping
{
    internal static GenerateContentRequest Write(IEnumerable<ChatMessage> messages, ChatOptions? options, GenerateContentRequest? given, string model, Uri filesBase, bool isVertex, ILogger logger)
    {
        options ??= new ChatOptions();
        var family = ModelFamily.Of(model);
        var request = given ?? new GenerateContentRequest();

        if (request.Contents is null)
        {
            var history = new HistoryMapping(family, filesBase, options.AdditionalProperties.GetBoolean(ChatOptionKeys.AllowPrefill) == true, logger);
            var (system, contents) = history.Write(messages, options.Instructions);
            request.Contents = contents;
            request.SystemInstruction ??= system;
        }

        request.Tools = ToolMapping.Write(options.Tools, request.Tools);
        request.ToolConfig = ToolMapping.Write(options, request.ToolConfig, request.Tools);
        request.GenerationConfig = WriteConfig(options, request.GenerationConfig, model, family, isVertex, logger);
        return request;
    }

    private static GenerationConfig? WriteConfig(ChatOptions options, GenerationConfig? given, string model, ModelFamily family, bool isVertex, ILogger logger)
    {
        var config = given ?? new GenerationConfig();
        config.Temperature ??= options.Temperature;
        config.TopP ??= options.TopP;
        config.TopK ??= options.TopK;
        config.MaxOutputTokens ??= options.MaxOutputTokens;
        if (family.TakesPenalties || isVertex)
        {
            config.PresencePenalty ??= options.PresencePenalty;
            config.FrequencyPenalty ??= options.FrequencyPenalty;
        }
        else if (options.PresencePenalty is not (null or 0) || options.FrequencyPenalty is not (null or 0))
        {
            MappingLog.NoPenalties(logger, model);
        }

        config.Seed ??= WriteSeed(options.Seed);
        config.StopSequences ??= options.StopSequences is { Count: > 0 } stops ? [.. stops] : null;
        config.ThinkingConfig ??= ThinkingMapping.Write(options, model, family, logger);
        WriteFormat(options.ResponseFormat, config);
        WriteMedia(options.AdditionalProperties, config);
        return given is not null || HasAny(config) ? config : null;
    }

    private static int? WriteSeed(long? seed) => seed switch
    {
        null => null,
        >= int.MinValue and <= int.MaxValue => (int)seed,
        _ => throw new ArgumentOutOfRangeException(nameof(seed), seed, $"ChatOptions.Seed {seed} does not fit the 32 bits that the Gemini API takes."),
    };

    private static void WriteFormat(ChatResponseFormat? format, GenerationConfig config)
    {
        if (format is not ChatResponseFormatJson json || config.ResponseMimeType is not null || config.ResponseSchema is not null)
            return;
        config.ResponseMimeType = "application/json";
        config.ResponseJsonSchema ??= json.Schema is { } schema ? SchemaMapping.Clean(schema) : null;
    }

    private static void WriteMedia(AdditionalPropertiesDictionary? properties, GenerationConfig config)
    {
        config.ResponseModalities ??= properties.GetStrings(ChatOptionKeys.ResponseModalities)?.Select(static m => new ResponseModality(m)).ToList();
        var aspectRatio = properties.GetString(ChatOptionKeys.AspectRatio);
        var imageSize = properties.GetString(ChatOptionKeys.ImageSize);
        if (config.ImageConfig is null && (aspectRatio ?? imageSize) is not null)
            config.ImageConfig = new ImageConfig { AspectRatio = aspectRatio, ImageSize = imageSize };
        if (config.SpeechConfig is null && properties.GetString(ChatOptionKeys.VoiceName) is { } voice)
            config.SpeechConfig = new SpeechConfig { VoiceConfig = new VoiceConfig { PrebuiltVoiceConfig = new PrebuiltVoiceConfig { VoiceName = voice } } };
    }

    /// <summary>An empty config is legal, and no request of ours carries one.</summary>
    private static bool HasAny(GenerationConfig config) => config is not
    {
        Temperature: null, TopP: null, TopK: null, MaxOutputTokens: null, PresencePenalty: null, FrequencyPenalty: null, Seed: null, StopSequences: null,
        ThinkingConfig: null, ResponseMimeType: null, ResponseJsonSchema: null, ResponseModalities: null, ImageConfig: null, SpeechConfig: null,
    };
}
