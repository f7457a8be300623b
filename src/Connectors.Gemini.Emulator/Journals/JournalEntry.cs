using System.Text.Json;

namespace Connectors.Gemini.Emulator.Journals;

/// <summary>One exchange as the journal knows it at a moment. Keys and tokens are replaced by <c>&lt;redacted&gt;</c>.</summary>
public sealed record JournalEntry
{
    /// <summary>Gets the number of the exchange, from 1, in the order of arrival.</summary>
    public required int Number { get; init; }

    /// <summary>Gets when the request arrived, by the emulator's clock.</summary>
    public required DateTimeOffset Arrived { get; init; }

    /// <summary>Gets the HTTP method.</summary>
    public required string HttpMethod { get; init; }

    /// <summary>Gets the path with its query; a <c>key</c> or <c>access_token</c> in it is redacted.</summary>
    public required string PathAndQuery { get; init; }

    /// <summary>Gets the request's headers, names in lower case; secret values are redacted.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Gets the model that the path names, or <see langword="null"/> on another kind of path.</summary>
    public string? Model { get; init; }

    /// <summary>Gets the method of the model: <c>streamGenerateContent</c>; <see langword="null"/> on another kind of path.</summary>
    public string? Method { get; init; }

    /// <summary>Gets the request's JSON, or <see langword="null"/> where there was none or it was malformed.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>Gets what the real service would refuse in the request, in the order in which it would; also in loose mode.</summary>
    public IReadOnlyList<EmulatorRefusal> Refusals { get; init; } = [];

    /// <summary>Gets the fault that struck, in words; <see langword="null"/> for none.</summary>
    public string? Fault { get; init; }

    /// <summary>Gets the HTTP status of the answer; 0 until it is known, and where the connection was closed before.</summary>
    public int Status { get; init; }

    /// <summary>Gets the number of events of a stream that left the emulator whole.</summary>
    public int SentEvents { get; init; }

    /// <summary>Gets whether the client closed the connection or reset the request before the answer was complete.</summary>
    public bool ClientAborted { get; init; }

    /// <summary>Gets whether the exchange is over, one way or another.</summary>
    public bool Completed { get; init; }
}
