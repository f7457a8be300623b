namespace Connectors.Gemini.SemanticKernel.Settings;

/// <summary>
/// The keys of execution settings in JSON, in YAML and in <c>ExtensionData</c>. Semantic Kernel reads some of them itself; where it passes a value over (a number that is written as a string, say), it is read here.
/// </summary>
internal static class SettingKeys
{
    // Semantic Kernel's neutral ones.
    internal const string Temperature = "temperature";
    internal const string TopP = "top_p";
    internal const string TopK = "top_k";
    internal const string MaxTokens = "max_tokens";
    internal const string StopSequences = "stop_sequences";
    internal const string Seed = "seed";
    internal const string FrequencyPenalty = "frequency_penalty";
    internal const string PresencePenalty = "presence_penalty";
    internal const string ResponseFormat = "response_format";

    // Those of Semantic Kernel's own Google connector, with the API's name of the last where people write it.
    internal const string CandidateCount = "candidate_count";
    internal const string SafetySettings = "safety_settings";
    internal const string Labels = "labels";
    internal const string AudioTimestamp = "audio_timestamp";
    internal const string ResponseMimeType = "response_mimetype";
    internal const string ResponseSchema = "response_schema";
    internal const string CachedContent = "cached_content";
    internal const string ThinkingConfig = "thinking_config";
    internal const string MaxOutputTokens = "max_output_tokens";

    // What GeminiChatOptions has beyond them.
    internal const string ThinkingLevel = "thinking_level";
    internal const string ThinkingBudget = "thinking_budget";
    internal const string IncludeThoughts = "include_thoughts";
    internal const string FunctionCallingMode = "function_calling_mode";
    internal const string AllowedFunctionNames = "allowed_function_names";
    internal const string ResponseModalities = "response_modalities";
    internal const string AspectRatio = "aspect_ratio";
    internal const string ImageSize = "image_size";
    internal const string VoiceName = "voice_name";
    internal const string ResponseLogprobs = "response_logprobs";
    internal const string Logprobs = "logprobs";
    internal const string ServiceTier = "service_tier";
    internal const string MediaResolution = "media_resolution";
    internal const string Store = "store";
    internal const string AllowPrefill = "allow_prefill";

    /// <summary>Every key of this list.</summary>
    internal static readonly IReadOnlyList<string> All =
    [
        Temperature, TopP, TopK, MaxTokens, StopSequences, Seed, FrequencyPenalty, PresencePenalty, ResponseFormat,
        CandidateCount, SafetySettings, Labels, AudioTimestamp, ResponseMimeType, ResponseSchema, CachedContent, ThinkingConfig, MaxOutputTokens,
        ThinkingLevel, ThinkingBudget, IncludeThoughts, FunctionCallingMode, AllowedFunctionNames, ResponseModalities, AspectRatio, ImageSize,
        VoiceName, ResponseLogprobs, Logprobs, ServiceTier, MediaResolution, Store, AllowPrefill,
    ];
}
