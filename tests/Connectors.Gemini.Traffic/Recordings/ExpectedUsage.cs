namespace Connectors.Gemini.Traffic;

/// <summary>The recorded token counts; output is the visible answer and the thoughts together. Null: not reported.</summary>
public sealed record ExpectedUsage(long? Input, long? Output, long? Total);
