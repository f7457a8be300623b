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
        config.CandidateCount ??= InRange(options.AdditionalProperties.GetInt32(ChatOptionKeys.CandidateCount), 1, 8, "CandidateCount");
        config.ResponseLogprobs ??= options.AdditionalProperties.GetBoolean(ChatOptionKeys.ResponseLogprobs);
        config.Logprobs ??= InRange(options.AdditionalProperties.GetInt32(ChatOptionKeys.Logprobs), 0, 20, "Logprobs");
        WritePenalties(options, config, model, family.TakesPenalties || isVertex, logger);
    }

    private static void WritePenalties(ChatOptions options, GenerationConfig config, string model, bool areTaken, ILogger logger)
    {
        var presence = InRange(options.PresencePenalty, -2, 2);
        var frequency = InRange(options.FrequencyPenalty, -2, 2);
        if ((presence ?? frequency) is not null && !areTaken)
        {
            MappingLog.NotTaken(logger, "PresencePenalty and FrequencyPenalty", model);
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
            return null;
        if (sequences.Count > 5)
            throw OutOfRange("StopSequences", sequences.Count, "at most 5 sequences");
        if (sequences.Any(string.IsNullOrEmpty))
            throw new ArgumentException("ChatOptions.StopSequences holds an empty text.");
        return [.. sequences];
    }

    private static float? InRange(float? value, float min, float max, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value is null || (value >= min && value <= max) ? value : throw OutOfRange(name.Replace("options.", "", StringComparison.Ordinal), value, $"{min} to {max}");

    private static int? InRange(int? value, int min, int max, string name) =>
        value is null || (value >= min && value <= max) ? value : throw OutOfRange(name, value, $"{min} to {max}");

    private static ArgumentOutOfRangeException OutOfRange(string option, object? value, string allowed) =>
        new(option, value, $"ChatOptions.{option} must be {allowed}.");
}
