using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Mapping;

/// <summary>
/// How much a model thinks. M.E.AI's neutral <see cref="ChatOptions.Reasoning"/> is brought to the nearest that the model takes, and logged where it is not what was asked for;
/// the typed options are sent as they are, and what the model refuses throws.
/// </summary>
internal static class ThinkingMapping
{
    internal static ThinkingConfig? Write(ChatOptions options, string model, ModelFamily family, ILogger logger)
    {
        var properties = options.AdditionalProperties;
        var level = properties.GetString(ChatOptionKeys.ThinkingLevel);
        var budget = properties.GetInt32(ChatOptionKeys.ThinkingBudget);
        var includeThoughts = properties.GetBoolean(ChatOptionKeys.IncludeThoughts) ?? IncludeThoughts(options.Reasoning?.Output);
        var config = new ThinkingConfig { IncludeThoughts = includeThoughts };

        if (level is not null && budget is not null)
        {
            throw new ArgumentException("ThinkingLevel and ThinkingBudget are both set, and the service takes one of them: the level on models of generation 3 and later, the budget on 2.5.", nameof(options));
        }

        if (level is not null)
        {
            config.ThinkingLevel = CheckedLevel(new ThinkingLevel(level), model, family);
        }
        else if (budget is not null)
        {
            config.ThinkingBudget = CheckedBudget(budget.Value, model, family);
        }
        else if (options.Reasoning?.Effort is { } effort)
        {
            Approximate(effort, config, model, family, logger);
        }

        if (family is { Levels: [], ThinkingBudget: null } && config.IncludeThoughts is not null)
        {
            if (config.IncludeThoughts == true)
            {
                MappingLog.NoThinking(logger, model);
            }

            return null;
        }

        return config is { ThinkingLevel: null, ThinkingBudget: null, IncludeThoughts: null } ? null : config;
    }

    private static bool? IncludeThoughts(ReasoningOutput? output) => output switch
    {
        null => null,
        ReasoningOutput.None => false,
        _ => true,
    };

    private static ThinkingLevel CheckedLevel(ThinkingLevel level, string model, ModelFamily family) =>
        !family.IsKnown || family.Levels.Contains(level)
            ? level
            : throw new ArgumentException(family.Levels.Length > 0
                ? $"ThinkingLevel {level} is not taken by the model '{model}'. It takes {string.Join(", ", family.Levels)}."
                : family.ThinkingBudget is { } range
                    ? $"ThinkingLevel is not taken by the model '{model}'. Set ThinkingBudget (up to {range.Max} tokens) instead."
                    : $"ThinkingLevel is not taken by the model '{model}', which does not think. Leave it unset.");

    private static int CheckedBudget(int budget, string model, ModelFamily family)
    {
        if (!family.IsKnown)
        {
            return budget;
        }

        if (family.ThinkingBudget is { } range)
        {
            return budget == -1 || (budget == 0 && family.CanStopThinking) || (budget >= range.Min && budget <= range.Max)
                ? budget
                : throw new ArgumentException($"ThinkingBudget {budget} is outside what the model '{model}' takes: {range.Min} to {range.Max}, -1 for its own choice{(family.CanStopThinking ? ", 0 for none" : "")}.");
        }

        // Generation 3 tolerates budgets for old callers' sake.
        return family.Levels.Length > 0
            ? budget
            : throw new ArgumentException($"ThinkingBudget is not taken by the model '{model}', which does not think. Leave it unset.");
    }

    private static void Approximate(ReasoningEffort effort, ThinkingConfig config, string model, ModelFamily family, ILogger logger)
    {
        if (family.Levels.Length > 0)
        {
            var wanted = effort switch
            {
                ReasoningEffort.None => ThinkingLevel.Minimal,
                ReasoningEffort.Low => ThinkingLevel.Low,
                ReasoningEffort.Medium => ThinkingLevel.Medium,
                ReasoningEffort.High => ThinkingLevel.High,
                _ => ThinkingLevel.Xhigh,
            };
            var level = Nearest(wanted, family.Levels);
            config.ThinkingLevel = level;
            // "None" cannot be had on these models at all; ExtraHigh means the most there is.
            if (level != wanted && effort != ReasoningEffort.ExtraHigh)
            {
                MappingLog.EffortApproximated(logger, effort, model, level.Value);
            }
        }
        else if (family.ThinkingBudget is { } range)
        {
            var wanted = effort switch
            {
                ReasoningEffort.None => 0,
                ReasoningEffort.Low => 1024,
                ReasoningEffort.Medium => 8192,
                ReasoningEffort.High => 24576,
                _ => range.Max,
            };
            config.ThinkingBudget = wanted == 0 && family.CanStopThinking ? 0 : Math.Clamp(wanted, range.Min, range.Max);
            if (config.ThinkingBudget != wanted)
            {
                MappingLog.EffortApproximated(logger, effort, model, $"{config.ThinkingBudget} tokens");
            }
        }
        else if (effort != ReasoningEffort.None)
        {
            MappingLog.NoThinking(logger, model);
        }
    }

    private static ThinkingLevel Nearest(ThinkingLevel wanted, ThinkingLevel[] levels)
    {
        if (levels.Contains(wanted))
        {
            return wanted;
        }

        ThinkingLevel[] scale = [ThinkingLevel.Minimal, ThinkingLevel.Low, ThinkingLevel.Medium, ThinkingLevel.High, ThinkingLevel.Xhigh];
        var place = Array.IndexOf(scale, wanted);
        return levels.MinBy(level => Math.Abs(Array.IndexOf(scale, level) - place));
    }
}
