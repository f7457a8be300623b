namespace Connectors.Gemini.Traffic;

/// <summary>How a recorded exchange ended.</summary>
public enum ExpectedOutcome
{
    /// <summary>With an answer, perhaps an empty or filtered one.</summary>
    Answer,

    /// <summary>With an HTTP error.</summary>
    HttpError,

    /// <summary>With an error in the middle of a stream that began well.</summary>
    MidStreamError,

    /// <summary>A stream without any finish reason: it was cut, or nothing came at all.</summary>
    Cut,
}
