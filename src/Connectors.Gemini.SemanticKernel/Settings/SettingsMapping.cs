using System.Text.Json;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.SemanticKernel.Settings;

/// <summary>
/// Settings as chat options. Semantic Kernel puts every setting that it does not know itself into <see cref="ChatOptions.AdditionalProperties"/>, under its JSON name, whatever class the settings are of
/// and wherever they came from: code, JSON or YAML. So this is the one place where they are read.
/// </summary>
internal static class SettingsMapping
{
    /// <summary>Whether there is anything to apply.</summary>
    internal static bool IsNeeded(ChatOptions? options) =>
        options?.AdditionalProperties is { Count: > 0 } properties && SettingKeys.All.Any(properties.ContainsKey);

    /// <summary>Moves the settings from the additional properties to where the chat client looks for them. Keys of strangers stay where they are.</summary>
    /// <exception cref="ArgumentException">A value is of another kind than its setting; the message names it.</exception>
    internal static void Apply(ChatOptions options)
    {
        if (options.AdditionalProperties is null)
        {
            return;
        }

        var settings = new Taken(options.AdditionalProperties);
        ApplyNeutral(options, settings);
        ApplyResponse(options, settings);
        ApplyGemini(options.AsGemini(), settings);
        if (settings.Boolean(SettingKeys.AudioTimestamp) is { } audioTimestamp)
        {
            RawRequest.Set(options, (config, isVertex) => config.AudioTimestamp ??= CheckedTimestamp(audioTimestamp, isVertex));
        }

        if (options.AdditionalProperties.Count == 0)
        {
            options.AdditionalProperties = null;
        }
    }

    private static void ApplyNeutral(ChatOptions options, Taken settings)
    {
        options.Temperature = (float?)settings.Double(SettingKeys.Temperature) ?? options.Temperature;
        options.TopP = (float?)settings.Double(SettingKeys.TopP) ?? options.TopP;
        options.TopK = settings.Int32(SettingKeys.TopK) ?? options.TopK;
        options.MaxOutputTokens = settings.Int32(SettingKeys.MaxTokens) ?? options.MaxOutputTokens;
        options.MaxOutputTokens = settings.Int32(SettingKeys.MaxOutputTokens) ?? options.MaxOutputTokens;
        options.Seed = settings.Int32(SettingKeys.Seed) ?? options.Seed;
        options.FrequencyPenalty = (float?)settings.Double(SettingKeys.FrequencyPenalty) ?? options.FrequencyPenalty;
        options.PresencePenalty = (float?)settings.Double(SettingKeys.PresencePenalty) ?? options.PresencePenalty;
        options.StopSequences = settings.Strings(SettingKeys.StopSequences)?.ToList() ?? options.StopSequences;
    }

    private static void ApplyGemini(GeminiChatOptions gemini, Taken settings)
    {
        ApplyThinking(gemini, settings);
        gemini.CandidateCount = settings.Int32(SettingKeys.CandidateCount) ?? gemini.CandidateCount;
        gemini.SafetySettings = Safety(settings.Array(SettingKeys.SafetySettings)) ?? gemini.SafetySettings;
        gemini.Labels = Labels(settings.Object(SettingKeys.Labels)) ?? gemini.Labels;
        gemini.CachedContent = settings.String(SettingKeys.CachedContent) ?? gemini.CachedContent;
        gemini.FunctionCallingMode = settings.String(SettingKeys.FunctionCallingMode) is { } mode ? new FunctionCallingMode(mode.ToUpperInvariant()) : gemini.FunctionCallingMode;
        gemini.AllowedFunctionNames = settings.Strings(SettingKeys.AllowedFunctionNames) ?? gemini.AllowedFunctionNames;
        gemini.ResponseModalities = settings.Strings(SettingKeys.ResponseModalities)?.Select(static name => new ResponseModality(name.ToUpperInvariant())).ToList() ?? gemini.ResponseModalities;
        gemini.AspectRatio = settings.String(SettingKeys.AspectRatio) ?? gemini.AspectRatio;
        gemini.ImageSize = settings.String(SettingKeys.ImageSize) ?? gemini.ImageSize;
        gemini.VoiceName = settings.String(SettingKeys.VoiceName) ?? gemini.VoiceName;
        gemini.ResponseLogprobs = settings.Boolean(SettingKeys.ResponseLogprobs) ?? gemini.ResponseLogprobs;
        gemini.Logprobs = settings.Int32(SettingKeys.Logprobs) ?? gemini.Logprobs;
        gemini.ServiceTier = settings.String(SettingKeys.ServiceTier) is { } tier ? new ServiceTier(tier) : gemini.ServiceTier;
        gemini.MediaResolution = settings.String(SettingKeys.MediaResolution) is { } resolution ? new MediaResolution(resolution) : gemini.MediaResolution;
        gemini.Store = settings.Boolean(SettingKeys.Store) ?? gemini.Store;
        gemini.AllowPrefill = settings.Boolean(SettingKeys.AllowPrefill) ?? gemini.AllowPrefill;
    }

    private static void ApplyThinking(GeminiChatOptions gemini, Taken settings)
    {
        if (settings.Object(SettingKeys.ThinkingConfig) is { } config)
        {
            var members = new AdditionalPropertiesDictionary();
            foreach (var member in config.EnumerateObject())
            {
                members[member.Name] = member.Value;
            }

            ApplyThinking(gemini, new Taken(members));
        }

        gemini.ThinkingLevel = settings.String(SettingKeys.ThinkingLevel) is { } level ? new ThinkingLevel(level.ToUpperInvariant()) : gemini.ThinkingLevel;
        gemini.ThinkingBudget = settings.Int32(SettingKeys.ThinkingBudget) ?? gemini.ThinkingBudget;
        gemini.IncludeThoughts = settings.Boolean(SettingKeys.IncludeThoughts) ?? gemini.IncludeThoughts;
    }

    private static void ApplyResponse(ChatOptions options, Taken settings)
    {
        var mimeType = settings.String(SettingKeys.ResponseMimeType);
        var schema = settings.Schema(SettingKeys.ResponseSchema);
        var format = settings.Format(SettingKeys.ResponseFormat);
        if (format is not null)
        {
            options.ResponseFormat = format;
        }

        // Plain JSON Schema is what chat options have a place for; an enum as bare text and the service's own dialect are not.
        if (mimeType is null or "application/json" && (schema is null || !ResponseSchema.IsGoogleDialect(schema.Value)))
        {
            if (schema is not null)
            {
                options.ResponseFormat = ChatResponseFormat.ForJsonSchema(schema.Value);
            }
            else if (mimeType is not null)
            {
                options.ResponseFormat = ChatResponseFormat.Json;
            }
        }
        else if (mimeType is not "text/plain")
        {
            RawRequest.Set(options, (config, _) =>
            {
                config.ResponseMimeType ??= mimeType ?? "application/json";
                if (schema is { } given && ResponseSchema.IsGoogleDialect(given))
                {
                    config.ResponseSchema ??= given;
                }
                else
                {
                    config.ResponseJsonSchema ??= schema;
                }
            });
        }
    }

    private static bool CheckedTimestamp(bool audioTimestamp, bool isVertex) =>
        isVertex ? audioTimestamp : throw new ArgumentException("The setting 'audio_timestamp' is taken by Vertex AI only; leave it unset on the Gemini API.");

    private static List<SafetySetting>? Safety(JsonElement? array)
    {
        if (array is null)
        {
            return null;
        }

        var settings = new List<SafetySetting>();
        foreach (var item in array.Value.EnumerateArray())
        {
            settings.Add(Member(item, "category") is { } category && Member(item, "threshold") is { } threshold
                ? new SafetySetting { Category = new HarmCategory(category), Threshold = new HarmBlockThreshold(threshold) }
                : throw Taken.Wrong(SettingKeys.SafetySettings, item.GetRawText(), "a list of objects with a category and a threshold, both strings"));
        }

        return settings;
    }

    private static string? Member(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Dictionary<string, string>? Labels(JsonElement? obj)
    {
        if (obj is null)
        {
            return null;
        }

        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var label in obj.Value.EnumerateObject())
        {
            labels[label.Name] = SettingValue.AsString(label.Value) ?? throw Taken.Wrong(SettingKeys.Labels, label.Value.GetRawText(), "an object whose values are strings");
        }

        return labels;
    }
}
