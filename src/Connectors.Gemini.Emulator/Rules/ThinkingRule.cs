using System.Globalization;
using Connectors.Gemini.Emulator.Messages;
using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class ThinkingRule() : GenerateRule(
    "thinking",
    "Thinking is controlled as the model wants it: a level or a budget, never both, and one that the model has",
    EmulatorRuleEvidence.Documented)
{
    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model)
    {
        var problem = context.Thinking is null ? null : Problem(context, model);
        if (problem is not null)
        {
            yield return Refuse(problem);
        }
    }

    private static string? Problem(RuleContext context, EmulatorModel model)
    {
        var level = context.Thinking.EnumName("thinkingLevel");
        var budget = context.Thinking.Number("thinkingBudget");
        if (level is "THINKING_LEVEL_UNSPECIFIED")
        {
            level = null;
        }

        if (model.Thinking == EmulatorThinking.None)
        {
            if (context.IsVertex)
            {
                return $"Unable to submit request because thinking is not supported by this model. {LearnMore}";
            }

            return level is not null || budget is not (null or 0) ? "Thinking is not supported by this model."
                : context.Thinking.Flag("includeThoughts") ? "Thinking_config.include_thoughts is only enabled when thinking is enabled."
                : null;
        }

        if (level is not null && budget is not null)
        {
            return "You can only set only one of thinking budget and thinking level.";
        }

        return level is not null ? LevelProblem(level, model) : budget is { } tokens ? BudgetProblem(tokens, model, context.IsVertex) : null;
    }

    private static string? LevelProblem(string level, EmulatorModel model) =>
        model.Thinking == EmulatorThinking.Budget ? "Thinking level is not supported for this model."
        : model.ThinkingLevels.Contains(level, StringComparer.Ordinal) || int.TryParse(level, CultureInfo.InvariantCulture, out _) ? null
        : $"Thinking level {level} is not supported for this model. Please retry with other thinking level.";

    private static string? BudgetProblem(double tokens, EmulatorModel model, bool isVertex)
    {
        if (model.Thinking == EmulatorThinking.LevelOnly)
        {
            return "Thinking budget is not supported for this model. Please use thinking level instead.";
        }

        if (tokens == -1 || (tokens == 0 && model.CanTurnThinkingOff))
        {
            return null;
        }

        if (tokens == 0)
        {
            return isVertex
                ? $"Unable to submit request because The model does not support setting thinking_budget to 0. {LearnMore}"
                : "Budget 0 is invalid. This model only works in thinking mode.";
        }

        return tokens >= model.MinThinkingBudget && tokens <= model.MaxThinkingBudget
            ? null
            : $"The thinking budget {tokens.ToString(CultureInfo.InvariantCulture)} is invalid. Please choose a value between {model.MinThinkingBudget} and {model.MaxThinkingBudget}.";
    }
}
