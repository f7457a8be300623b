namespace Connectors.Gemini.Emulator.Scripts;

/// <summary>How an answer is streamed: where it is cut into events, how the bytes leave, and what goes wrong on the way. Of these, unary calls heed the flushes, <see cref="CutAfterBytes"/>, and a stall after 0 events.</summary>
public sealed record StreamPlan
{
    /// <summary>Gets the number of characters (code points) of a text part per event. Default <see langword="null"/>: each part is one event.</summary>
    public int? TextPiece { get; init; }

    /// <summary>Gets the number of bytes of a part of bare audio samples (<c>audio/L16</c>) per event. Default <see langword="null"/>: each part is one event.</summary>
    public int? AudioPiece { get; init; }

    /// <summary>Gets whether each function call of a parallel batch has an event of its own. Default <see langword="false"/>: calls that stand together come in one event.</summary>
    public bool OneCallPerEvent { get; init; }

    /// <summary>Gets the number of bytes after which the body is flushed. 1 splits every UTF-8 character. Default <see langword="null"/>: a flush after each event.</summary>
    public int? FlushEvery { get; init; }

    /// <summary>Gets whether a flush falls inside every character that has more than one byte in UTF-8. Default <see langword="false"/>.</summary>
    public bool SplitCharacters { get; init; }

    /// <summary>Gets the line end of server-sent events: <c>\r\n</c> (default, as the service), <c>\n</c> or <c>\r</c>.</summary>
    public string LineEnd { get; init; } = "\r\n";

    /// <summary>Gets a comment line that is sent before each event, without its colon. Default <see langword="null"/>: none.</summary>
    public string? Comment { get; init; }

    /// <summary>Gets whether the finish reason comes in an event of its own after the last part (its content has a role and no parts). Default <see langword="false"/>.</summary>
    public bool LateFinish { get; init; }

    /// <summary>Gets whether every event with a part carries the finish reason. Default <see langword="false"/>: only the last.</summary>
    public bool FinishOnEveryEvent { get; init; }

    /// <summary>Gets whether the stream ends with an event that has only <c>usageMetadata</c>. Default <see langword="false"/>.</summary>
    public bool UsageEventAtEnd { get; init; }

    /// <summary>Gets whether no event carries a finish reason: the answer ends as a cut one, with a complete HTTP body. Default <see langword="false"/>.</summary>
    public bool NoFinish { get; init; }

    /// <summary>Gets the number of events after which the connection is closed in the middle of the body. Default <see langword="null"/>: never.</summary>
    public int? CutAfterEvents { get; init; }

    /// <summary>Gets the number of body bytes after which the connection is closed. Default <see langword="null"/>: never.</summary>
    public int? CutAfterBytes { get; init; }

    /// <summary>Gets the number of events after which the stream waits for <see cref="StallUntil"/>; 0 waits after the response's headers. Default <see langword="null"/>: never.</summary>
    public int? StallAfterEvents { get; init; }

    /// <summary>Gets what ends the stall: a task that the test completes. No time passes by itself.</summary>
    public Task? StallUntil { get; init; }

    /// <summary>Gets the error that takes the place of everything after <see cref="ErrorAfterEvents"/> events. Default <see langword="null"/>: none.</summary>
    public ServiceError? Error { get; init; }

    /// <summary>Gets the number of events before <see cref="Error"/>. Default 0.</summary>
    public int ErrorAfterEvents { get; init; }

    /// <summary>Gets the shape of <see cref="Error"/> in the body.</summary>
    public StreamErrorForm ErrorForm { get; init; }
}
