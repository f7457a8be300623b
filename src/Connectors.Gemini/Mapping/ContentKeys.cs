namespace Connectors.Gemini.Mapping;

/// <summary>
/// The keys under which a content of an answer carries what the service must get back with it.
/// Their values are strings, booleans, numbers or JSON elements only: they survive JSON (also without reflection), approvals, Semantic Kernel and workflows.
/// </summary>
internal static class ContentKeys
{
    /// <summary>The signature of this very part, the string as received.</summary>
    internal const string ThoughtSignature = "gemini.thoughtSignature";

    /// <summary>On a call: the answer that it came in. Calls with the same value are one step, wherever frameworks moved them.</summary>
    internal const string Step = "gemini.step";

    /// <summary>On a call: its position among the parts of its answer.</summary>
    internal const string Index = "gemini.index";

    /// <summary>On a call whose service id occurred before in the conversation: the service's id.</summary>
    internal const string CallId = "gemini.callId";

    /// <summary>On a call of a computer-use action: why the user has to consent to it (the argument <c>safety_decision</c>). A result that is no refusal means consent.</summary>
    internal const string SafetyDecision = "gemini.safetyDecision";

    /// <summary>On a call: the service sent no <c>args</c> at all (rather than an empty object).</summary>
    internal const string NoArgs = "gemini.noArgs";

    /// <summary>On a reasoning content or an image: a thought of Gemini's. Also the proof that its protected data is Gemini's.</summary>
    internal const string Thought = "gemini.thought";

    /// <summary>On the content that carries a text's signature: how many UTF-16 characters of text right before it the signed part had; 0 = an empty text part of its own.</summary>
    internal const string SignedTextLength = "gemini.signedTextLength";

    /// <summary>What a part had that its content has no place for, as the part's JSON; of a part that is unknown altogether, the whole part.</summary>
    internal const string Part = "gemini.part";
}
