namespace Connectors.Gemini.Traffic;

/// <summary>Where a recording comes from. The kinds are counted apart, since they prove different things.</summary>
public enum TrafficKind
{
    /// <summary>The Gemini API as it answered.</summary>
    Gemini,

    /// <summary>Vertex AI as it answered.</summary>
    Vertex,

    /// <summary>The Gemini API, with ids and signatures replaced by words that are not base64: a client that decodes them fails.</summary>
    Redacted,

    /// <summary>Fixtures that people wrote or edited.</summary>
    Curated,
}
