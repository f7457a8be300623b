using Connectors.Gemini.Wire;

namespace Connectors.Gemini.Mapping;

/// <summary>What a family of models accepts. One table for all of the connector; an unknown model gets the newest family's rules.</summary>
internal sealed record ModelFamily
{
    private static readonly ThinkingLevel[] LowToHigh = [ThinkingLevel.Low, ThinkingLevel.Medium, ThinkingLevel.High];
    private static readonly ThinkingLevel[] MinimalToHigh = [ThinkingLevel.Minimal, ThinkingLevel.Low, ThinkingLevel.Medium, ThinkingLevel.High];
    private static readonly ThinkingLevel[] MinimalAndHigh = [ThinkingLevel.Minimal, ThinkingLevel.High];
    private static readonly ThinkingLevel[] LowToXhigh = [ThinkingLevel.Low, ThinkingLevel.Medium, ThinkingLevel.High, ThinkingLevel.Xhigh];

    private static readonly ModelFamily Newest = new() { IsKnown = false, Levels = LowToHigh };
    private static readonly ModelFamily NotThinking = new() { Levels = [], ValidatesSignatures = false, MediaInFunctionResponses = false, CombinesTools = false, TakesPartResolution = false };
    private static readonly ModelFamily Gemma = NotThinking with { TakesSystemInstruction = false };

    /// <summary>The first row whose pattern fits a model id decides. <c>*</c> stands for any characters.</summary>
    private static readonly (string Pattern, ModelFamily Family)[] Table =
    [
        ("*embedding*", NotThinking),
        ("*-tts*", NotThinking),
        ("gemma-*", Gemma),
        ("gemini-1*", NotThinking),
        ("gemini-2.0-flash-thinking*", Budget(0, 24576)),
        ("gemini-2.0*", NotThinking),
        ("gemini-pro", NotThinking),
        ("gemini-pro-vision", NotThinking),
        ("gemini-robotics-er-1.5*", Budget(0, 24576)),
        ("gemini-2.5-flash-image*", NotThinking),
        ("gemini-2.5-pro*", Budget(128, 32768)),
        ("gemini-2.5-flash-lite*", Budget(512, 24576) with { CanStopThinking = true }),
        ("gemini-2.5*", Budget(0, 24576)),
        ("gemini-2*", Budget(0, 24576)),
        // Sources disagree whether it takes levels (?): a budget is tolerated on all models of generation 3.
        ("gemini-3-pro-image*", new() { ThinkingBudget = (128, 32768) }),
        ("gemini-3*-image*", new() { Levels = MinimalAndHigh }),
        ("gemini-3*-pro*", new() { Levels = LowToHigh }),
        ("gemini-3*-lite*", new() { Levels = MinimalToHigh }),
        ("gemini-3-flash*", new() { Levels = MinimalToHigh }),
        ("gemini-3.1*", new() { Levels = MinimalToHigh }),
        ("gemini-3.5*", new() { Levels = MinimalToHigh }),
        ("gemini-3.6*", new() { Levels = MinimalToHigh }),
        ("gemini-3*", new() { Levels = LowToHigh }),
        ("gemini-4-hydrogen*", new() { Levels = LowToXhigh }),
        // Whether MINIMAL is taken is not known (?): LOW is.
        ("gemini-4*", new() { Levels = LowToHigh }),
        ("gemini-pro-latest", new() { Levels = LowToHigh }),
        ("gemini-flash-latest", new() { Levels = LowToHigh }),
        ("gemini-flash-lite-latest", new() { Levels = MinimalToHigh }),
    ];

    /// <summary>Gets whether the table has the model. Of an unknown one nothing that the caller asks for by a typed option is refused here.</summary>
    internal bool IsKnown { get; init; } = true;

    /// <summary>Gets the levels of thinking from little to much; empty where the model takes none.</summary>
    internal ThinkingLevel[] Levels { get; init; } = [];

    /// <summary>Gets the smallest and largest budget of thinking tokens, or <see langword="null"/> where the model takes no budget.</summary>
    internal (int Min, int Max)? ThinkingBudget { get; init; }

    /// <summary>Gets whether a budget of 0 turns thinking off.</summary>
    internal bool CanStopThinking { get; init; }

    /// <summary>Gets whether a call of the current turn must carry a signature.</summary>
    internal bool ValidatesSignatures { get; init; } = true;

    /// <summary>Gets whether media may stand inside a function response.</summary>
    internal bool MediaInFunctionResponses { get; init; } = true;

    /// <summary>Gets whether tools that the service runs, functions and JSON mode go together.</summary>
    internal bool CombinesTools { get; init; } = true;

    /// <summary>Gets whether one media part may have a resolution of its own.</summary>
    internal bool TakesPartResolution { get; init; } = true;

    /// <summary>Gets whether the model takes presence and frequency penalties on the Gemini API; Vertex AI takes them for all.</summary>
    internal bool TakesPenalties { get; init; } = true;

    /// <summary>Gets whether the model takes a <c>systemInstruction</c>; else the system text stands before the first user text.</summary>
    internal bool TakesSystemInstruction { get; init; } = true;

    internal static ModelFamily Of(string model)
    {
        var id = model.AsSpan(model.LastIndexOf('/') + 1);
        foreach (var (pattern, family) in Table)
        {
            if (System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, id))
            {
                return family;
            }
        }

        return Newest;
    }

    private static ModelFamily Budget(int min, int max) => new()
    {
        ThinkingBudget = (min, max),
        CanStopThinking = min == 0,
        ValidatesSignatures = false,
        MediaInFunctionResponses = false,
        CombinesTools = false,
        TakesPartResolution = false,
        TakesPenalties = false,
    };
}
