namespace Connectors.Gemini.Emulator.Models;

/// <summary>How a model's thinking is controlled.</summary>
public enum EmulatorThinking
{
    /// <summary>The model does not think.</summary>
    None,

    /// <summary>By <c>thinkingBudget</c>, a number of tokens.</summary>
    Budget,

    /// <summary>By <c>thinkingLevel</c>; a budget is tolerated.</summary>
    Level,

    /// <summary>By <c>thinkingLevel</c> alone.</summary>
    LevelOnly,
}
