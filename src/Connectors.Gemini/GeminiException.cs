using System.Net;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini;

/// <summary>The service refused a request, did not answer, or broke off while it answered.</summary>
/// <remarks>
/// The same for calls that return at once, before a stream and in the middle of one. It never holds a key or a token.
/// A call that the caller cancelled throws <see cref="OperationCanceledException"/> instead.
/// </remarks>
public sealed class GeminiException : Exception
{
    /// <summary>Creates an exception without a description.</summary>
    public GeminiException()
    {
    }

    /// <summary>Creates an exception with a description.</summary>
    /// <param name="message">What happened.</param>
    public GeminiException(string? message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a description and its cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public GeminiException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The service's own words first, then status, method and path, then what to do about it.</summary>
    public override string Message => Hint is null ? base.Message : $"{base.Message} {Hint}";

    /// <summary>
    /// The HTTP status. Of an error inside a stream, whose response said 200, the status that the error itself names.
    /// <see langword="null"/> where there is none: no connection, a timeout, a broken stream.
    /// </summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>The canonical status (<c>error.status</c>), for example <c>RESOURCE_EXHAUSTED</c>, or the code of an error that has words for codes.</summary>
    public string? Status { get; init; }

    /// <summary>
    /// The machine-readable reason (<c>google.rpc.ErrorInfo.reason</c>), for example <c>API_KEY_INVALID</c>; where the service answered without what was asked for, its finish reason or block reason,
    /// for example <c>IMAGE_SAFETY</c>.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>Whose reason it is (<c>google.rpc.ErrorInfo.domain</c>).</summary>
    public string? Domain { get; init; }

    /// <summary>Facts beside the reason (<c>google.rpc.ErrorInfo.metadata</c>).</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>How long the service asks to wait before the next attempt (<c>google.rpc.RetryInfo.retryDelay</c>).</summary>
    public TimeSpan? RetryDelay { get; init; }

    /// <summary>The quotas that were exceeded.</summary>
    public IReadOnlyList<GeminiQuotaViolation> QuotaViolations { get; init; } = [];

    /// <summary>The fields of the request that were refused.</summary>
    public IReadOnlyList<GeminiFieldViolation> FieldViolations { get; init; } = [];

    /// <summary>Where to read more.</summary>
    public IReadOnlyList<GeminiHelpLink> HelpLinks { get; init; } = [];

    /// <summary>A text for end users (<c>google.rpc.LocalizedMessage.message</c>).</summary>
    public string? LocalizedMessage { get; init; }

    /// <summary>All details as they came (<c>error.details[]</c>), those of unknown kinds too.</summary>
    public IReadOnlyList<JsonElement> Details { get; init; } = [];

    /// <summary>What the service answered, as text, at most its first 64 KiB.</summary>
    public string? ResponseBody { get; init; }

    /// <summary>The HTTP method of the request.</summary>
    public string? RequestMethod { get; init; }

    /// <summary>The path of the request, without host and query.</summary>
    public string? RequestPath { get; init; }

    /// <summary>Whether the same request may succeed later: overload, a quota of the minute, a lost connection, a timeout.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether the request holds more tokens than the model takes.</summary>
    public bool IsContextOverflow { get; init; }

    /// <summary>What was received before a streamed answer broke off, or what the model said instead of what was asked for; <see langword="null"/> where nothing was, and of streamed speech, whose audio is not kept.</summary>
    public ChatResponse? PartialResponse { get; internal set; }

    /// <summary>The <c>responseId</c> of the answer that broke off, for questions to the service's support; <see langword="null"/> where the service gave none.</summary>
    public string? ResponseId { get; internal set; }

    /// <summary>What the reader can do about it, or why the request was not repeated.</summary>
    internal string? Hint { get; private set; }

    internal void AddHint(string hint) => Hint = Hint is null ? hint : $"{Hint} {hint}";
}
