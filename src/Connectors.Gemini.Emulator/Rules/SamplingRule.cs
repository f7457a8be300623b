using Connectors.Gemini.Emulator.Messages;
using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Emulator.Rules;

internal sealed class SamplingRule() : GenerateRule(
    "sampling",
    "Temperature, top p, top k, candidate count, stop sequences, logprobs and output tokens are in their ranges; 2.5 takes no penalties on the Gemini API",
    EmulatorRuleEvidence.Inferred)
{
    protected override IEnumerable<EmulatorRefusal> Check(RuleContext context, EmulatorModel model)
    {
        var config = context.Config;
        List<(string, string)> problems =
        [
            .. Range(config, "temperature", 0, 2, "must be in the range [0.0, 2.0]."),
            .. Range(config, "topP", 0, 1, "must be in the range [0.0, 1.0]."),
            .. Range(config, "topK", 0, int.MaxValue, "must not be negative."),
            .. Range(config, "candidateCount", 0, 8, "must be in the range [1, 8]."),
            .. Range(config, "maxOutputTokens", 0, int.MaxValue, "must be positive."),
            .. Range(config, "logprobs", 0, 20, "must be in the range [0, 20]."),
        ];
        if (config.Items("stopSequences").Count() > 5)
        {
            problems.Add(("generation_config.stop_sequences", "stop_sequences must not have more than 5 entries."));
        }

        if (config.Number("logprobs") is not null && !config.Flag("responseLogprobs"))
        {
            problems.Add(("generation_config.logprobs", "logprobs is only allowed when response_logprobs is set."));
        }

        foreach (var refusal in RefuseFields(problems))
        {
            yield return refusal;
        }

        var hasPenalty = config.Number("presencePenalty") is not (null or 0) || config.Number("frequencyPenalty") is not (null or 0);
        if (hasPenalty && !context.IsVertex && !model.AcceptsPenalties)
        {
            yield return Refuse($"Penalty is not enabled for models/{model.Id}");
        }
    }

    private static IEnumerable<(string Path, string Problem)> Range(System.Text.Json.JsonElement? config, string name, double from, double to, string problem)
    {
        if (config.Number(name) is { } value && (value < from || value > to))
        {
            yield return ($"generation_config.{JsonFields.SnakeCase(name)}", $"{JsonFields.SnakeCase(name)} {problem}");
        }
    }
}
