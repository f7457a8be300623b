using System.Text.Json;
using Connectors.Gemini.Mapping;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini;

/// <summary>
/// Chat options with what Gemini has beyond M.E.AI's neutral ones. Each property is a view of the entry <c>gemini.*</c> in <see cref="ChatOptions.AdditionalProperties"/>,
/// so the settings survive <see cref="ChatOptions.Clone"/>, Semantic Kernel, workflows and JSON, also where this class itself does not.
/// What a model does not take throws an <see cref="ArgumentException"/> before anything is sent.
/// </summary>
public class GeminiChatOptions : ChatOptions
{
    /// <summary>Creates options in which nothing is set.</summary>
    public GeminiChatOptions()
    {
    }

    /// <summary>Creates a copy of other options.</summary>
    /// <param name="other">The options to copy, or <see langword="null"/>.</param>
    protected GeminiChatOptions(ChatOptions? other)
        : base(other)
    {
    }

    /// <summary>Gets or sets how much a model of generation 3 or later thinks (<c>thinkingConfig.thinkingLevel</c>). Overrides <see cref="ChatOptions.Reasoning"/>. Default: the model's own.</summary>
    public ThinkingLevel? ThinkingLevel
    {
        get => AdditionalProperties.GetString(ChatOptionKeys.ThinkingLevel) is { } level ? new ThinkingLevel(level) : null;
        set => Set(ChatOptionKeys.ThinkingLevel, value?.Value);
    }

    /// <summary>
    /// Gets or sets how many tokens a model of generation 2.5 may spend on thinking (<c>thinkingConfig.thinkingBudget</c>): -1 = its own choice, 0 = none where the model can.
    /// Excludes <see cref="ThinkingLevel"/>. Overrides <see cref="ChatOptions.Reasoning"/>. Default: the model's own.
    /// </summary>
    public int? ThinkingBudget
    {
        get => AdditionalProperties.GetInt32(ChatOptionKeys.ThinkingBudget);
        set => Set(ChatOptionKeys.ThinkingBudget, value);
    }

    /// <summary>Gets or sets whether summaries of the thoughts are returned, as <see cref="TextReasoningContent"/> (<c>thinkingConfig.includeThoughts</c>). Overrides <see cref="ChatOptions.Reasoning"/>. Default: no.</summary>
    public bool? IncludeThoughts
    {
        get => AdditionalProperties.GetBoolean(ChatOptionKeys.IncludeThoughts);
        set => Set(ChatOptionKeys.IncludeThoughts, value);
    }

    /// <summary>
    /// Gets or sets the mode of function calling (<c>functionCallingConfig.mode</c>), for what <see cref="ChatOptions.ToolMode"/> cannot say: <see cref="FunctionCallingMode.Validated"/>
    /// lets the model choose and holds its arguments to the schemas. Overrides <see cref="ChatOptions.ToolMode"/>. Default: none is sent, which means AUTO.
    /// </summary>
    public FunctionCallingMode? FunctionCallingMode
    {
        get => AdditionalProperties.GetString(ChatOptionKeys.FunctionCallingMode) is { } mode ? new FunctionCallingMode(mode) : null;
        set => Set(ChatOptionKeys.FunctionCallingMode, value?.Value);
    }

    /// <summary>
    /// Gets or sets the functions that may be called (<c>functionCallingConfig.allowedFunctionNames</c>). Names that <see cref="ChatOptions.Tools"/> does not declare are left out with a warning; where none is left, no function may be called (NONE).
    /// Where the mode is AUTO or not set, VALIDATED is sent, because the service takes names with ANY and VALIDATED only. Default: all of them.
    /// </summary>
    public IReadOnlyList<string>? AllowedFunctionNames
    {
        get => AdditionalProperties.GetStrings(ChatOptionKeys.AllowedFunctionNames);
        set => Set(ChatOptionKeys.AllowedFunctionNames, value?.ToArray());
    }

    /// <summary>Gets or sets the kinds of output (<c>generationConfig.responseModalities</c>), for models that make images or speech. Default: the model's own.</summary>
    public IReadOnlyList<ResponseModality>? ResponseModalities
    {
        get => AdditionalProperties.GetStrings(ChatOptionKeys.ResponseModalities)?.Select(static name => new ResponseModality(name)).ToArray();
        set => Set(ChatOptionKeys.ResponseModalities, value?.Select(static modality => modality.Value).ToArray());
    }

    /// <summary>Gets or sets the shape of generated images, width to height, for example <c>16:9</c> (<c>imageConfig.aspectRatio</c>). Default: the model's own.</summary>
    public string? AspectRatio
    {
        get => AdditionalProperties.GetString(ChatOptionKeys.AspectRatio);
        set => Set(ChatOptionKeys.AspectRatio, value);
    }

    /// <summary>Gets or sets the size of generated images: <c>512</c>, <c>1K</c>, <c>2K</c> or <c>4K</c>, with a capital K (<c>imageConfig.imageSize</c>). Default: the model's own.</summary>
    public string? ImageSize
    {
        get => AdditionalProperties.GetString(ChatOptionKeys.ImageSize);
        set => Set(ChatOptionKeys.ImageSize, value);
    }

    /// <summary>Gets or sets the prebuilt voice of generated speech, for example <c>Kore</c>; the service tells small from capital letters (<c>speechConfig.voiceConfig.prebuiltVoiceConfig.voiceName</c>). Default: the model's own.</summary>
    public string? VoiceName
    {
        get => AdditionalProperties.GetString(ChatOptionKeys.VoiceName);
        set => Set(ChatOptionKeys.VoiceName, value);
    }

    /// <summary>Gets or sets how many answers are made, 1 to 8 (<c>generationConfig.candidateCount</c>); many models make only one. The response's messages hold the first; the others are in its raw representation. Default: 1.</summary>
    public int? CandidateCount
    {
        get => AdditionalProperties.GetInt32(ChatOptionKeys.CandidateCount);
        set => Set(ChatOptionKeys.CandidateCount, value);
    }

    /// <summary>Gets or sets whether log probabilities are returned, in the raw representation (<c>generationConfig.responseLogprobs</c>). Default: no.</summary>
    public bool? ResponseLogprobs
    {
        get => AdditionalProperties.GetBoolean(ChatOptionKeys.ResponseLogprobs);
        set => Set(ChatOptionKeys.ResponseLogprobs, value);
    }

    /// <summary>Gets or sets how many of the likeliest tokens are returned at each place, 0 to 20; needs <see cref="ResponseLogprobs"/> (<c>generationConfig.logprobs</c>). Default: none.</summary>
    public int? Logprobs
    {
        get => AdditionalProperties.GetInt32(ChatOptionKeys.Logprobs);
        set => Set(ChatOptionKeys.Logprobs, value);
    }

    /// <summary>Gets or sets from which probability of harm on content is blocked, one setting for each category (<c>safetySettings</c>). Default: the service's own, which is off on current models.</summary>
    public IList<SafetySetting>? SafetySettings
    {
        get => AdditionalProperties.GetJson(ChatOptionKeys.SafetySettings)?.Deserialize(WireJson.Instance.IListSafetySetting);
        set => Set(ChatOptionKeys.SafetySettings, value is null ? null : JsonSerializer.SerializeToElement(value, WireJson.Instance.IListSafetySetting));
    }

    /// <summary>
    /// Gets or sets which tier serves the request: standard, flex (half the price, minutes of waiting, may be refused under load) or priority (may be served as standard; <c>usageMetadata.serviceTier</c> tells, on Vertex AI <c>trafficType</c>).
    /// Sent as <c>serviceTier</c>, on Vertex AI as headers. Default: standard.
    /// </summary>
    public ServiceTier? ServiceTier
    {
        get => AdditionalProperties.GetString(ChatOptionKeys.ServiceTier) is { } tier ? new ServiceTier(tier) : null;
        set => Set(ChatOptionKeys.ServiceTier, value?.Value);
    }

    /// <summary>Gets or sets labels for billing and logs (<c>labels</c>): keys of at most 63 lower-case letters, digits, <c>_</c> and <c>-</c> that begin with a letter. A copy; set it anew to change it. Default: none.</summary>
    public IDictionary<string, string>? Labels
    {
        get => AdditionalProperties.GetJson(ChatOptionKeys.Labels)?.Deserialize(WireJson.Instance.IDictionaryStringString);
        set => Set(ChatOptionKeys.Labels, value is null ? null : JsonSerializer.SerializeToElement(value, WireJson.Instance.IDictionaryStringString));
    }

    /// <summary>Gets or sets how closely all media are looked at (<c>generationConfig.mediaResolution</c>); for a single content see <see cref="GeminiMediaExtensions"/>. Default: the model's own.</summary>
    public MediaResolution? MediaResolution
    {
        get => AdditionalProperties.GetString(ChatOptionKeys.MediaResolution) is { } resolution ? new MediaResolution(resolution) : null;
        set => Set(ChatOptionKeys.MediaResolution, value?.Value);
    }

    /// <summary>Gets or sets the name of cached content that the request continues, <c>cachedContents/{id}</c> (<c>cachedContent</c>); on Vertex AI it is put below the client's project and location. Instructions and tools are the cache's: those of the request are not sent. Default: none.</summary>
    public string? CachedContent
    {
        get => AdditionalProperties.GetString(ChatOptionKeys.CachedContent);
        set => Set(ChatOptionKeys.CachedContent, value);
    }

    /// <summary>Gets or sets whether the service may log the request, against the project's setting (<c>store</c>; Gemini API only: it throws on Vertex AI). Default: the project's setting.</summary>
    public bool? Store
    {
        get => AdditionalProperties.GetBoolean(ChatOptionKeys.Store);
        set => Set(ChatOptionKeys.Store, value);
    }

    /// <summary>
    /// Gets or sets how often an answer that the service splits over several requests (finish reason <c>CONTINUATION</c>, Gemini 4) is continued, 0 to leave it at the first part. Each continuation is billed;
    /// an answer that is still not whole after the last one keeps the finish reason <c>CONTINUATION</c>. Set <see cref="ChatOptions.MaxOutputTokens"/> to the budget of the whole answer. Default: 32.
    /// </summary>
    public int? MaxContinuations
    {
        get => AdditionalProperties.GetInt32(ChatOptionKeys.MaxContinuations);
        set => Set(ChatOptionKeys.MaxContinuations, value);
    }

    /// <summary>
    /// Gets or sets whether a history that ends with a turn of the model is sent as it is, for models that go on writing it. Default: no, a short user turn is put after it,
    /// since current models refuse such a request.
    /// </summary>
    public bool? AllowPrefill
    {
        get => AdditionalProperties.GetBoolean(ChatOptionKeys.AllowPrefill);
        set => Set(ChatOptionKeys.AllowPrefill, value);
    }

    /// <summary>
    /// Gets or sets whether schemas are sent in the service's OpenAPI subset (<c>parameters</c>, <c>response</c>, <c>responseSchema</c>) instead of as JSON Schema
    /// (<c>parametersJsonSchema</c>, <c>responseJsonSchema</c>), for models and proxies that take nothing else. References are inlined; what the subset cannot say is left out and logged;
    /// a recursive schema throws an <see cref="ArgumentException"/>. Default: no.
    /// </summary>
    public bool? UseOpenApiSchemas
    {
        get => AdditionalProperties.GetBoolean(ChatOptionKeys.OpenApiSchemas);
        set => Set(ChatOptionKeys.OpenApiSchemas, value);
    }

    /// <summary>
    /// Gets or sets the media type of the answer (<c>generationConfig.responseMimeType</c>). With <c>text/x.enum</c> and a <see cref="ChatOptions.ResponseFormat"/> whose schema is a string enum,
    /// the answer is one of the names, bare, without JSON's quotes. Default: <c>application/json</c> where the response format asks for JSON, else none.
    /// </summary>
    public string? ResponseMimeType
    {
        get => AdditionalProperties.GetString(ChatOptionKeys.ResponseMimeType);
        set => Set(ChatOptionKeys.ResponseMimeType, value);
    }

    /// <inheritdoc/>
    public override ChatOptions Clone() => new GeminiChatOptions(this);

    /// <summary>A view of options of any class: the same entries, so what is set on either is seen on both.</summary>
    internal static GeminiChatOptions ViewOf(ChatOptions options)
    {
        if (options is GeminiChatOptions already)
        {
            return already;
        }

        options.AdditionalProperties ??= [];
        return new GeminiChatOptions(options) { AdditionalProperties = options.AdditionalProperties };
    }

    private void Set(string key, object? value) => AdditionalProperties = AdditionalProperties.With(key, value);
}
