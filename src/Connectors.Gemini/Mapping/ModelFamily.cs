using Connectors.Gemini.Wire;

namespace Connectors.Gemini.Mapping;

/// <summary>What a family of models accepts. One table for all of the connector; an unknown model gets the newest family's rules.</summary>
internal sealed record ModelFamily
{
    private static readonly ThinkingLevel[] LowToHigh = [ThinkingLevel.Low, ThinkingLevel.Medium, ThinkingLevel.High];
    private static readonly ThinkingLevel[] MinimalToHigh = [ThinkingLevel.Minimal, ThinkingLevel.Low, ThinkingLevel.Medium, ThinkingLevel.High];
    private static readonly ThinkingLevel[] MinimalAndHigh = [ThinkingLevel.Minimal, ThinkingLevel.High];
    private static readonly ThinkingLevel[] LowToXhigh = [ThinkingLevel.Low, ThinkingLevel.Medium, ThinkingLevel.High, ThinkingLevel.Xhigh];

    private static readonly string[] TenRatios = ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"];
    private static readonly string[] AllRatios = [.. TenRatios, "1:4", "4:1", "1:8", "8:1"];
    private static readonly string[] AllSizes = ["512", "1K", "2K", "4K"];

    private static readonly ModelFamily Newest = new() { IsKnown = false, Levels = LowToHigh, MakesImages = true, AspectRatios = AllRatios, ImageSizes = AllSizes };
    private static readonly ModelFamily NotThinking = new() { Levels = [], ValidatesSignatures = false, MediaInFunctionResponses = false, CombinesTools = false, TakesPartResolution = false };
    private static readonly ModelFamily ProImage = new() { ThinkingBudget = (128, 32768), MakesImages = true, AspectRatios = TenRatios, ImageSizes = ["1K", "2K", "4K"] };
    private static readonly ModelFamily FlashImage = new() { Levels = MinimalAndHigh, MakesImages = true, AspectRatios = AllRatios, ImageSizes = AllSizes };
    private static readonly ModelFamily Imagen = NotThinking with { MakesImages = true, AspectRatios = ["1:1", "3:4", "4:3", "9:16", "16:9"] };
    private static readonly ModelFamily Gemma = NotThinking with { TakesSystemInstruction = false };

    /// <summary>The first row whose pattern fits a model id decides. <c>*</c> stands for any characters.</summary>
    private static readonly (string Pattern, ModelFamily Family)[] Table =
    [
        ("*embedding*", NotThinking),
        ("*-tts*", NotThinking),
        ("gemma-*", Gemma),
        ("imagen-4.0-fast-*", Imagen),
        ("imagen-4*", Imagen with { ImageSizes = ["1K", "2K"] }),
        ("imagen*", Imagen),
        ("imagegeneration*", Imagen),
        ("gemini-1*", NotThinking),
        ("gemini-2.0-flash-thinking*", Budget(0, 24576)),
        ("gemini-2.0-flash-exp*", NotThinking with { MakesImages = true }),
        ("gemini-2.0-flash-preview-image-generation*", NotThinking with { MakesImages = true }),
        ("gemini-2.0*", NotThinking),
        ("gemini-pro", NotThinking),
        ("gemini-pro-vision", NotThinking),
        ("gemini-robotics-er-1.5*", Budget(0, 24576)),
        // It takes any image size and makes 1K of it: a size is not sent, so that nothing is promised.
        ("gemini-2.5-flash-image*", NotThinking with { MakesImages = true, AspectRatios = TenRatios }),
        ("gemini-2.5-pro*", Budget(128, 32768)),
        ("gemini-2.5-flash-lite*", Budget(512, 24576) with { CanStopThinking = true }),
        ("gemini-2.5*", Budget(0, 24576)),
        ("gemini-2*", Budget(0, 24576)),
        // Sources disagree whether it takes levels (?): a budget is tolerated on all models of generation 3.
        ("gemini-3-pro-image*", ProImage),
        ("nano-banana-pro*", ProImage),
        ("gemini-3.1-flash-lite-image*", new() { Levels = MinimalAndHigh, MakesImages = true, AspectRatios = TenRatios, ImageSizes = ["1K"] }),
        ("gemini-3*-image*", FlashImage),
        ("gemini-nano-banana*", FlashImage),
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

    // A program asks one model again and again.
    private static Found? _last;

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

    /// <summary>Gets whether the model answers with images.</summary>
    internal bool MakesImages { get; init; }

    /// <summary>Gets the aspect ratios that can be asked for; empty where none can.</summary>
    internal string[] AspectRatios { get; init; } = [];

    /// <summary>Gets the image sizes that can be asked for, from small to large; empty where none can.</summary>
    internal string[] ImageSizes { get; init; } = [];

    internal static ModelFamily Of(string model)
    {
        var last = _last;
        if (last?.Model != model)
        {
            _last = last = new Found(model, Find(model));
        }

        return last.Family;
    }

    private static ModelFamily Find(string model)
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

    private sealed record Found(string Model, ModelFamily Family);
}
