namespace Connectors.Gemini.Emulator;

/// <summary>What a rule of the emulator, and the text that it answers with, rests on.</summary>
public enum EmulatorRuleEvidence
{
    /// <summary>The service was recorded refusing such a request; status and text are the recorded ones.</summary>
    Recorded,

    /// <summary>The refusal is documented or reported with its text; of a rule with several texts, the usual one.</summary>
    Documented,

    /// <summary>The refusal is documented or reported, its text is not known and was worded after the service's other messages.</summary>
    Inferred,
}
