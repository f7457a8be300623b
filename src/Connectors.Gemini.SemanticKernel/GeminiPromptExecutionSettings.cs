using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Connectors.Gemini.SemanticKernel.Settings;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace Connectors.Gemini.SemanticKernel;

/// <summary>
/// Execution settings for Gemini. Each property is a view of an entry of <see cref="PromptExecutionSettings.ExtensionData"/>, whose key is the JSON name that the property's comment gives.
/// So settings that were written in JSON or YAML, cloned, or copied by Semantic Kernel into a class of its own mean the same, and so do the keys in plain <see cref="PromptExecutionSettings"/>.
/// </summary>
/// <remarks>
/// A property is <see langword="null"/> where the entry is absent or of another kind; an entry of another kind throws an <see cref="ArgumentException"/> before anything is sent. Keys that nobody knows are not sent.
/// Lists and dictionaries are read-only copies: set the property anew to change them.
/// </remarks>
public sealed class GeminiPromptExecutionSettings : PromptExecutionSettings
{
    /// <summary>Gets or sets how much chance there is in the answer, 0 to 2 (<c>temperature</c>). Default: the model's own.</summary>
    [JsonIgnore]
    public double? Temperature
    {
        get => SettingValue.AsDouble(Get(SettingKeys.Temperature));
        set => Set(SettingKeys.Temperature, value);
    }

    /// <summary>Gets or sets the probability mass that tokens are chosen from, 0 to 1 (<c>top_p</c>). Default: the model's own.</summary>
    [JsonIgnore]
    public double? TopP
    {
        get => SettingValue.AsDouble(Get(SettingKeys.TopP));
        set => Set(SettingKeys.TopP, value);
    }

    /// <summary>Gets or sets how many of the likeliest tokens are chosen from (<c>top_k</c>). Default: the model's own.</summary>
    [JsonIgnore]
    public int? TopK
    {
        get => SettingValue.AsInt32(Get(SettingKeys.TopK));
        set => Set(SettingKeys.TopK, value);
    }

    /// <summary>Gets or sets the greatest number of tokens of the answer, thoughts included (<c>max_tokens</c>; <c>generationConfig.maxOutputTokens</c>). Default: the model's own limit.</summary>
    [JsonIgnore]
    public int? MaxTokens
    {
        get => SettingValue.AsInt32(Get(SettingKeys.MaxTokens));
        set => Set(SettingKeys.MaxTokens, value);
    }

    /// <summary>Gets or sets the texts that end the answer, five at most (<c>stop_sequences</c>). Default: none.</summary>
    [JsonIgnore]
    public IList<string>? StopSequences
    {
        get => SettingValue.AsStrings(Get(SettingKeys.StopSequences))?.ToArray();
        set => Set(SettingKeys.StopSequences, value);
    }

    /// <summary>Gets or sets the seed of the chance in the answer (<c>seed</c>). Default: a random one.</summary>
    [JsonIgnore]
    public int? Seed
    {
        get => SettingValue.AsInt32(Get(SettingKeys.Seed));
        set => Set(SettingKeys.Seed, value);
    }

    /// <summary>Gets or sets the penalty for tokens by how often they occurred (<c>frequency_penalty</c>). Default: none.</summary>
    [JsonIgnore]
    public double? FrequencyPenalty
    {
        get => SettingValue.AsDouble(Get(SettingKeys.FrequencyPenalty));
        set => Set(SettingKeys.FrequencyPenalty, value);
    }

    /// <summary>Gets or sets the penalty for tokens that occurred at all (<c>presence_penalty</c>). Default: none.</summary>
    [JsonIgnore]
    public double? PresencePenalty
    {
        get => SettingValue.AsDouble(Get(SettingKeys.PresencePenalty));
        set => Set(SettingKeys.PresencePenalty, value);
    }

    /// <summary>Gets or sets how many answers are made, 1 to 8 (<c>candidate_count</c>); the first is the answer, the others are in its raw representation. Default: 1.</summary>
    [JsonIgnore]
    public int? CandidateCount
    {
        get => SettingValue.AsInt32(Get(SettingKeys.CandidateCount));
        set => Set(SettingKeys.CandidateCount, value);
    }

    /// <summary>Gets or sets from where on content is blocked, one setting for each category (<c>safety_settings</c>, objects of <c>category</c> and <c>threshold</c>). Default: the service's own.</summary>
    [JsonIgnore]
    public IList<GeminiSafetySetting>? SafetySettings
    {
        get => SettingValue.AsJson(Get(SettingKeys.SafetySettings)) is { ValueKind: JsonValueKind.Array } array
            ? [.. array.EnumerateArray().Select(ReadSafety).OfType<GeminiSafetySetting>()]
            : null;
        set => Set(SettingKeys.SafetySettings, value is null ? null : new JsonArray([.. value.Select(static setting =>
            new JsonObject { ["category"] = setting.Category.Value, ["threshold"] = setting.Threshold.Value })]));
    }

    /// <summary>Gets or sets labels for billing and logs (<c>labels</c>; Vertex AI only). Default: none.</summary>
    [JsonIgnore]
    public IDictionary<string, string>? Labels
    {
        get => SettingValue.AsObject(Get(SettingKeys.Labels))?.EnumerateObject().ToDictionary(static label => label.Name, static label => SettingValue.AsString(label.Value) ?? "", StringComparer.Ordinal).AsReadOnly();
        set => Set(SettingKeys.Labels, value is null ? null : new JsonObject(value.Select(static label => KeyValuePair.Create(label.Key, (JsonNode?)JsonValue.Create(label.Value)))));
    }

    /// <summary>
    /// Gets or sets what happens with functions, by the names of Semantic Kernel's own Google connector. It is <see cref="PromptExecutionSettings.FunctionChoiceBehavior"/> that is set;
    /// <see langword="null"/> where that is set to anything else.
    /// </summary>
    [JsonIgnore]
    public GeminiToolCallBehavior? ToolCallBehavior
    {
        get => GeminiToolCallBehavior.Of(FunctionChoiceBehavior);
        set => FunctionChoiceBehavior = value?.Choice;
    }

    /// <summary>Gets or sets whether the model is told the time of what it hears (<c>audio_timestamp</c>; Vertex AI only, on the Gemini API it throws before the request). Default: no.</summary>
    [JsonIgnore]
    public bool? AudioTimestamp
    {
        get => SettingValue.AsBoolean(Get(SettingKeys.AudioTimestamp));
        set => Set(SettingKeys.AudioTimestamp, value);
    }

    /// <summary>Gets or sets the form of the answer (<c>response_mimetype</c>): <c>text/plain</c>, <c>application/json</c>, or <c>text/x.enum</c> for one value of the enum that the schema holds. Default: text, JSON with a schema.</summary>
    [JsonIgnore]
    public string? ResponseMimeType
    {
        get => SettingValue.AsString(Get(SettingKeys.ResponseMimeType));
        set => Set(SettingKeys.ResponseMimeType, value);
    }

    /// <summary>
    /// Gets or sets the schema that the answer conforms to (<c>response_schema</c>). Takes a <see cref="Type"/>, a JSON schema as <see cref="JsonElement"/>, <see cref="JsonNode"/> or <see cref="JsonDocument"/>,
    /// or an object, whose type counts; gives the schema as a <see cref="JsonElement"/>. A schema in the service's own dialect (<c>"type": "OBJECT"</c>) is sent as such. Default: none.
    /// </summary>
    [JsonIgnore]
    public object? ResponseSchema
    {
        get => SettingValue.AsObject(Get(SettingKeys.ResponseSchema));
        set => Set(SettingKeys.ResponseSchema, value is null ? null : Settings.ResponseSchema.From(value));
    }

    /// <summary>Gets or sets the name of cached content that the request continues, <c>cachedContents/{id}</c> (<c>cached_content</c>). Instructions and tools are the cache's. Default: none.</summary>
    [JsonIgnore]
    public string? CachedContent
    {
        get => SettingValue.AsString(Get(SettingKeys.CachedContent));
        set => Set(SettingKeys.CachedContent, value);
    }

    /// <summary>
    /// Gets or sets how much the model thinks, in the shape of Semantic Kernel's own Google connector (<c>thinking_config</c> with <c>thinking_budget</c>, <c>thinking_level</c>, <c>include_thoughts</c>).
    /// <see cref="ThinkingLevel"/>, <see cref="ThinkingBudget"/> and <see cref="IncludeThoughts"/> go before it. Default: the model's own.
    /// </summary>
    [JsonIgnore]
    public GeminiThinkingConfig? ThinkingConfig
    {
        get => SettingValue.AsObject(Get(SettingKeys.ThinkingConfig)) is { } config
            ? new GeminiThinkingConfig
            {
                ThinkingBudget = SettingValue.AsInt32(Member(config, SettingKeys.ThinkingBudget)),
                ThinkingLevel = SettingValue.AsString(Member(config, SettingKeys.ThinkingLevel)),
                IncludeThoughts = SettingValue.AsBoolean(Member(config, SettingKeys.IncludeThoughts)),
            }
            : null;
        set => Set(SettingKeys.ThinkingConfig, value is null ? null : WriteThinking(value));
    }

    /// <summary>Gets or sets how much a model of generation 3 or later thinks (<c>thinking_level</c>). Excludes <see cref="ThinkingBudget"/>. Default: the model's own.</summary>
    [JsonIgnore]
    public ThinkingLevel? ThinkingLevel
    {
        get => SettingValue.AsString(Get(SettingKeys.ThinkingLevel)) is { } level ? new ThinkingLevel(level.ToUpperInvariant()) : null;
        set => Set(SettingKeys.ThinkingLevel, value?.Value);
    }

    /// <summary>Gets or sets how many tokens a model of generation 2.5 may spend on thinking (<c>thinking_budget</c>): -1 = its own choice, 0 = none where the model can. Default: the model's own.</summary>
    [JsonIgnore]
    public int? ThinkingBudget
    {
        get => SettingValue.AsInt32(Get(SettingKeys.ThinkingBudget));
        set => Set(SettingKeys.ThinkingBudget, value);
    }

    /// <summary>
    /// Gets or sets whether summaries of the thoughts are returned (<c>include_thoughts</c>). They reach <c>InvokePromptAsync</c>'s <see cref="ChatResponse"/>; Semantic Kernel's chat history has no place for them. Default: no.
    /// </summary>
    [JsonIgnore]
    public bool? IncludeThoughts
    {
        get => SettingValue.AsBoolean(Get(SettingKeys.IncludeThoughts));
        set => Set(SettingKeys.IncludeThoughts, value);
    }

    /// <summary>Gets or sets the mode of function calling, for what <see cref="PromptExecutionSettings.FunctionChoiceBehavior"/> cannot say: <c>VALIDATED</c> (<c>function_calling_mode</c>). Default: by the function choice.</summary>
    [JsonIgnore]
    public FunctionCallingMode? FunctionCallingMode
    {
        get => SettingValue.AsString(Get(SettingKeys.FunctionCallingMode)) is { } mode ? new FunctionCallingMode(mode.ToUpperInvariant()) : null;
        set => Set(SettingKeys.FunctionCallingMode, value?.Value);
    }

    /// <summary>Gets or sets the functions that may be called, by the names that are sent: <c>Plugin_function</c> (<c>allowed_function_names</c>). Default: all that the function choice offers.</summary>
    [JsonIgnore]
    public IReadOnlyList<string>? AllowedFunctionNames
    {
        get => SettingValue.AsStrings(Get(SettingKeys.AllowedFunctionNames));
        set => Set(SettingKeys.AllowedFunctionNames, value);
    }

    /// <summary>Gets or sets the kinds of output, for models that make images or speech (<c>response_modalities</c>). Default: the model's own.</summary>
    [JsonIgnore]
    public IReadOnlyList<ResponseModality>? ResponseModalities
    {
        get => SettingValue.AsStrings(Get(SettingKeys.ResponseModalities))?.Select(static name => new ResponseModality(name.ToUpperInvariant())).ToArray();
        set => Set(SettingKeys.ResponseModalities, value?.Select(static modality => modality.Value).ToArray());
    }

    /// <summary>Gets or sets the shape of generated images, width to height, for example <c>16:9</c> (<c>aspect_ratio</c>). Default: the model's own.</summary>
    [JsonIgnore]
    public string? AspectRatio
    {
        get => SettingValue.AsString(Get(SettingKeys.AspectRatio));
        set => Set(SettingKeys.AspectRatio, value);
    }

    /// <summary>Gets or sets the size of generated images: <c>512</c>, <c>1K</c>, <c>2K</c> or <c>4K</c> (<c>image_size</c>). Default: the model's own.</summary>
    [JsonIgnore]
    public string? ImageSize
    {
        get => SettingValue.AsString(Get(SettingKeys.ImageSize));
        set => Set(SettingKeys.ImageSize, value);
    }

    /// <summary>Gets or sets the prebuilt voice of generated speech, for example <c>Kore</c> (<c>voice_name</c>). Default: the model's own.</summary>
    [JsonIgnore]
    public string? VoiceName
    {
        get => SettingValue.AsString(Get(SettingKeys.VoiceName));
        set => Set(SettingKeys.VoiceName, value);
    }

    /// <summary>Gets or sets whether log probabilities are returned, in the raw representation (<c>response_logprobs</c>). Default: no.</summary>
    [JsonIgnore]
    public bool? ResponseLogprobs
    {
        get => SettingValue.AsBoolean(Get(SettingKeys.ResponseLogprobs));
        set => Set(SettingKeys.ResponseLogprobs, value);
    }

    /// <summary>Gets or sets how many of the likeliest tokens are returned at each place, 0 to 20; needs <see cref="ResponseLogprobs"/> (<c>logprobs</c>). Default: none.</summary>
    [JsonIgnore]
    public int? Logprobs
    {
        get => SettingValue.AsInt32(Get(SettingKeys.Logprobs));
        set => Set(SettingKeys.Logprobs, value);
    }

    /// <summary>Gets or sets which tier serves the request: <c>standard</c>, <c>flex</c> or <c>priority</c> (<c>service_tier</c>). Default: standard.</summary>
    [JsonIgnore]
    public ServiceTier? ServiceTier
    {
        get => SettingValue.AsString(Get(SettingKeys.ServiceTier)) is { } tier ? new ServiceTier(tier) : null;
        set => Set(SettingKeys.ServiceTier, value?.Value);
    }

    /// <summary>Gets or sets how closely media are looked at (<c>media_resolution</c>). Default: the model's own.</summary>
    [JsonIgnore]
    public MediaResolution? MediaResolution
    {
        get => SettingValue.AsString(Get(SettingKeys.MediaResolution)) is { } resolution ? new MediaResolution(resolution) : null;
        set => Set(SettingKeys.MediaResolution, value?.Value);
    }

    /// <summary>Gets or sets whether the service may log the request, against the project's setting (<c>store</c>; Gemini API only). Default: the project's setting.</summary>
    [JsonIgnore]
    public bool? Store
    {
        get => SettingValue.AsBoolean(Get(SettingKeys.Store));
        set => Set(SettingKeys.Store, value);
    }

    /// <summary>Gets or sets whether a history that ends with a turn of the model is sent as it is, for models that go on writing it (<c>allow_prefill</c>). Default: no.</summary>
    [JsonIgnore]
    public bool? AllowPrefill
    {
        get => SettingValue.AsBoolean(Get(SettingKeys.AllowPrefill));
        set => Set(SettingKeys.AllowPrefill, value);
    }

    /// <summary>Settings of any class as settings for Gemini: the same object where it is of this class, else a copy with the same service, model, function choice and entries.</summary>
    /// <param name="executionSettings">The settings; <see langword="null"/> gives empty ones.</param>
    /// <returns>The settings. Entries of a class of another connector's count where <see cref="PromptExecutionSettings.ExtensionData"/> holds them.</returns>
    public static GeminiPromptExecutionSettings FromExecutionSettings(PromptExecutionSettings? executionSettings) => executionSettings switch
    {
        null => new GeminiPromptExecutionSettings(),
        GeminiPromptExecutionSettings settings => settings,
        _ => Copy(executionSettings),
    };

    /// <inheritdoc/>
    public override PromptExecutionSettings Clone() => Copy(this);

    /// <inheritdoc/>
    protected override void PrepareChatOptionsForRequest(ChatOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        base.PrepareChatOptionsForRequest(options);
        SettingsMapping.Apply(options);
    }

    private static GeminiPromptExecutionSettings Copy(PromptExecutionSettings settings) => new()
    {
        ServiceId = settings.ServiceId,
        ModelId = settings.ModelId,
        FunctionChoiceBehavior = settings.FunctionChoiceBehavior,
        ExtensionData = settings.ExtensionData is { } data ? new Dictionary<string, object>(data) : null,
    };

    private static JsonObject WriteThinking(GeminiThinkingConfig config)
    {
        var obj = new JsonObject();
        if (config.ThinkingBudget is { } budget)
        {
            obj[SettingKeys.ThinkingBudget] = budget;
        }

        if (config.ThinkingLevel is { } level)
        {
            obj[SettingKeys.ThinkingLevel] = level;
        }

        if (config.IncludeThoughts is { } include)
        {
            obj[SettingKeys.IncludeThoughts] = include;
        }

        return obj;
    }

    private static GeminiSafetySetting? ReadSafety(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && SettingValue.AsString(Member(item, "category")) is { } category && SettingValue.AsString(Member(item, "threshold")) is { } threshold
            ? new GeminiSafetySetting(new HarmCategory(category), new HarmBlockThreshold(threshold))
            : null;

    private static JsonElement Member(JsonElement obj, string name) => obj.TryGetProperty(name, out var value) ? value : default;

    private object? Get(string key) => ExtensionData is { } data && data.TryGetValue(key, out var value) ? value : null;

    private void Set(string key, object? value)
    {
        ThrowIfFrozen();
        if (value is null)
        {
            ExtensionData?.Remove(key);
        }
        else
        {
            (ExtensionData ??= new Dictionary<string, object>(StringComparer.Ordinal))[key] = value is string or bool or int or double ? value : SettingValue.AsJson(value)!.Value;
        }
    }
}
