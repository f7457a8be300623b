using System.Globalization;
using System.Text.RegularExpressions;

namespace Connectors.Gemini.Emulator.Models;

/// <summary>What the models of a family and generation have in common.</summary>
internal static partial class ModelFamilies
{
    private static readonly string[] TenRatios = ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"];
    private static readonly string[] AllRatios = [.. TenRatios, "1:4", "4:1", "1:8", "8:1"];
    private static readonly string[] TextMethods = ["generateContent", "countTokens", "createCachedContent", "batchGenerateContent"];

    public static EmulatorModel Create(string family, string id, string versionId, IReadOnlySet<string> traits)
    {
        var generation = GenerationOf(id);
        var isNew = generation >= 3;
        var model = new EmulatorModel
        {
            Id = id,
            VersionId = versionId,
            DisplayName = DisplayName(id),
            Generation = generation,
            IsRetired = traits.Contains("retired"),
            SupportedGenerationMethods = TextMethods,
            IssuesFunctionCallIds = generation >= 3.1m,
            ValidatesSignatures = isNew,
            CombinesTools = isNew,
            WantsEveryCallAnswered = generation >= 2.5m,
            AcceptsPrefill = !isNew,
            AcceptsPenalties = generation != 2.5m,
            AcceptsTools = !traits.Contains("bare"),
            AcceptsJsonMode = !traits.Contains("bare"),
            AcceptsSystemInstruction = !traits.Contains("bare"),
        };
        model = WithThinking(model, traits);
        return family switch
        {
            "image" => model with
            {
                OutputTokenLimit = 32_768,
                OutputModalities = id.StartsWith("gemini-2.0", StringComparison.Ordinal) ? ["IMAGE, TEXT"] : ["IMAGE", "IMAGE, TEXT", "TEXT"],
                AcceptsTools = isNew,
                AcceptsJsonMode = isNew,
                AspectRatios = generation < 2.5m ? [] : traits.Contains("wide") ? AllRatios : TenRatios,
                ImageSizes = !isNew ? [] : traits.Contains("wide") ? ["512", "1K", "2K", "4K"] : traits.Contains("one-size") ? ["1K"] : ["1K", "2K", "4K"],
                Thinking = isNew || id.StartsWith("nano", StringComparison.Ordinal) ? model.Thinking : EmulatorThinking.None,
            },
            "speech" => Silent(model, ["AUDIO"]) with
            {
                InputTokenLimit = 8_192,
                OutputTokenLimit = 16_384,
                SupportedGenerationMethods = ["generateContent", "countTokens"],
                AcceptsTools = false,
                AcceptsJsonMode = false,
                Streams = isNew,
            },
            "music" => Silent(model, ["AUDIO", "AUDIO, TEXT"]) with { SupportedGenerationMethods = ["generateContent"] },
            "transcribe" => Silent(model, ["TEXT"]) with { SupportedGenerationMethods = ["generateContent", "countTokens"] },
            "live" => model with { OutputModalities = ["AUDIO"], SupportedGenerationMethods = ["bidiGenerateContent"] },
            "embedding" => Silent(model, []) with { InputTokenLimit = 8_192, OutputTokenLimit = 1, SupportedGenerationMethods = ["embedContent", "countTokens", "countTextTokens", "asyncBatchEmbedContent"], EmbeddingDimensions = traits.Contains("short") ? 768 : 3072, EmbedsMedia = traits.Contains("media") },
            "video" => Silent(model, ["VIDEO"]) with { InputTokenLimit = 480, OutputTokenLimit = 8_192, SupportedGenerationMethods = ["predictLongRunning"] },
            "imagen" => Silent(model, ["IMAGE"]) with { InputTokenLimit = 480, OutputTokenLimit = 8_192, SupportedGenerationMethods = ["predict"], AspectRatios = ["1:1", "3:4", "4:3", "9:16", "16:9"] },
            "answer" => Silent(model, ["TEXT"]) with { InputTokenLimit = 7_168, OutputTokenLimit = 1_024, SupportedGenerationMethods = ["generateAnswer"] },
            _ => traits.Contains("small") ? model with { Thinking = EmulatorThinking.None, InputTokenLimit = 131_072, OutputTokenLimit = 8_192 } : model,
        };
    }

    /// <summary><c>gemini-3.8-flash-tts</c> as <c>Gemini 3.8 Flash TTS</c>.</summary>
    public static string DisplayName(string id) => string.Join(' ', id.Split('-').Select(word => word switch
    {
        "tts" => "TTS",
        "er" => "ER",
        "it" => "IT",
        "aqa" => "AQA",
        _ => char.ToUpperInvariant(word[0]) + word[1..],
    }));

    private static EmulatorModel WithThinking(EmulatorModel model, IReadOnlySet<string> traits)
    {
        if (model.Generation >= 3 && !traits.Contains("budget"))
        {
            List<string> levels = traits.Contains("no-minimal") ? ["LOW", "MEDIUM", "HIGH"] : ["MINIMAL", "LOW", "MEDIUM", "HIGH"];
            if (traits.Contains("xhigh"))
            {
                levels.Add("XHIGH");
            }

            // Budgets are tolerated on levelled models for compatibility, off included; from generation 4 they are not.
            return model with
            {
                Thinking = traits.Contains("level-only") ? EmulatorThinking.LevelOnly : EmulatorThinking.Level,
                ThinkingLevels = levels,
                CanTurnThinkingOff = !traits.Contains("no-minimal"),
            };
        }

        if (model.Generation < 2.5m && !traits.Contains("budget"))
        {
            return model;
        }

        return model with
        {
            Thinking = EmulatorThinking.Budget,
            MinThinkingBudget = traits.Contains("always-thinks") ? 128 : traits.Contains("lite") ? 512 : 1,
            MaxThinkingBudget = traits.Contains("always-thinks") || model.Generation >= 3 ? 32_768 : 24_576,
            CanTurnThinkingOff = !traits.Contains("always-thinks"),
        };
    }

    private static EmulatorModel Silent(EmulatorModel model, IReadOnlyList<string> modalities) => model with
    {
        Thinking = EmulatorThinking.None,
        ThinkingLevels = [],
        OutputModalities = modalities,
        ValidatesSignatures = false,
    };

    private static decimal GenerationOf(string id)
    {
        if (id.StartsWith("gemini-nano-banana", StringComparison.Ordinal) || id.StartsWith("nano-banana", StringComparison.Ordinal))
        {
            return 3;
        }

        if (id.StartsWith("gemini-robotics-er-1", StringComparison.Ordinal))
        {
            return 2.5m;
        }

        if (id.StartsWith("gemini-robotics", StringComparison.Ordinal))
        {
            return 3;
        }

        var match = GenerationPattern().Match(id);
        return match.Success ? decimal.Parse(match.Groups["generation"].Value, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"^gemini-(?<generation>\d+(\.\d+)?)(-|$)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GenerationPattern();
}
