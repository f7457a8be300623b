using System.Runtime.CompilerServices;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Mapping;

/// <summary>How tokens are chosen, and how many. Numbers outside what the service takes throw before anything is sent.</summary>
internal static class SamplingMapping
{
    internal static void Write(ChatOptions options, GenerationConfig config, string model, ModelFamily family, bool isVertex, ILogger logger)
    {
        config.Temperature ??= InRange(options.Temperature, 0, 2);
        config.TopP ??= InRange(options.TopP, 0, 1);
        config.TopK ??= options.TopK is null or > 0 ? options.TopK : throw OutOfRange("TopK", options.TopK, "at least 1");
        config.MaxOutputTokens ??= options.MaxOutputTokens is null or > 0 ? options.MaxOutputTokens : throw OutOfRange("MaxOutputTokens", options.MaxOutputTokens, "at least 1");
        config.Seed ??= Seed(options.Seed);
        config.StopSequences ??= StopSequences(options.StopSequences);
        config.CandidateCount ??= InRange(options.AdditionalProperties.GetInt32(ChatOptionKeys.CandidateCount), 1, 8, "CandidateCount", "GeminiChatOptions");
        config.ResponseLogprobs ??= options.AdditionalProperties.GetBoolean(ChatOptionKeys.ResponseLogprobs);
        config.Logprobs ??= InRange(options.AdditionalProperties.GetInt32(ChatOptionKeys.Logprobs), 0, 20, "Logprobs", "GeminiChatOptions");
        if (config is { Logprobs: not null, ResponseLogprobs: not true })
        {
            throw new ArgumentException("GeminiChatOptions.Logprobs is set and ResponseLogprobs is not: set it to true, or leave Logprobs unset.");
        }

        WritePenalties(options, config, model, family.TakesPenalties || isVertex, logger);
    }

    private static void WritePenalties(ChatOptions options, GenerationConfig config, string model, bool isTaken, ILogger logger)
    {
        var presence = InRange(options.PresencePenalty, -2, 2);
        var frequency = InRange(options.FrequencyPenalty, -2, 2);
        if (!isTaken)
        {
            // Zero means none, which is what is sent.
            if (presence is not (null or 0) || frequency is not (null or 0))
            {
                MappingLog.NotTaken(logger, "PresencePenalty and FrequencyPenalty", model);
            }

            return;
        }

        config.PresencePenalty ??= presence;
        config.FrequencyPenalty ??= frequency;
    }

    private static int? Seed(long? seed) => seed switch
    {
        null => null,
        >= int.MinValue and <= int.MaxValue => (int)seed,
        _ => throw OutOfRange("Seed", seed, "a number of 32 bits"),
    };

    private static List<string>? StopSequences(IList<string>? sequences)
    {
        if (sequences is not { Count: > 0 })
        {
            return null;
        }

        if (sequences.Count > 5)
        {
            throw OutOfRange("StopSequences", sequences.Count, "at most 5 sequences");
        }

        if (sequences.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException("ChatOptions.StopSequences holds an empty text.");
        }

        return [.. sequences];
    }

    private static float? InRange(float? value, float min, float max, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value is null || (value >= min && value <= max) ? value : throw OutOfRange(name.Replace("options.", "", StringComparison.Ordinal), value, $"{min} to {max}");

    private static int? InRange(int? value, int min, int max, string name, string type) =>
        value is null || (value >= min && value <= max) ? value : throw OutOfRange(name, value, $"{min} to {max}", type);

    private static ArgumentOutOfRangeException OutOfRange(string option, object? value, string allowed, string type = nameof(ChatOptions)) =>
        new(option, value, $"{type}.{option} must be {allowed}.");
}
