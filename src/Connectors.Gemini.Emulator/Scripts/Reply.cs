using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Media;

namespace Connectors.Gemini.Emulator.Scripts;

/// <summary>
/// One scripted answer. A static method starts it, <c>Then...</c> adds parts, <c>With...</c> changes what surrounds them, the rest says how it is streamed:
/// <c>Reply.Thought("Hm.").ThenText("Hello").StallAfter(1, gate.Task)</c>. The emulator fills in what the service would:
/// roles, indexes, usage, call ids and thought signatures where the model gives them.
/// </summary>
/// <remarks>A reply may answer any number of requests. Change it only before the first.</remarks>
public sealed partial class Reply
{
    private readonly List<ReplyPart> _parts = [];
    private readonly List<Reply> _candidates = [];

    private Reply()
    {
    }

    internal IReadOnlyList<ReplyPart> Parts => _parts;

    internal IReadOnlyList<Reply> FurtherCandidates => _candidates;

    internal string FinishReason { get; private set; } = "STOP";

    internal string? FinishMessage { get; private set; }

    internal bool HasContent { get; private set; } = true;

    internal bool IsUnsigned { get; private set; }

    internal bool ShowsThoughtsUnasked { get; private set; }

    internal JsonObject CandidateFields { get; } = [];

    internal JsonObject ResponseFields { get; } = [];

    internal JsonObject UsageFields { get; } = [];

    internal JsonObject? PromptFeedback { get; private init; }

    internal IReadOnlyList<JsonObject>? RawResponses { get; private init; }

    internal ServiceError? ErrorAnswer { get; private init; }

    internal RawBody? Raw { get; private init; }

    internal StreamPlan Plan { get; private set; } = new();

    /// <summary>Starts with a text part.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The reply.</returns>
    public static Reply Text(string text) => new Reply().ThenText(text);

    /// <summary>Starts with a thought summary. It is sent only where the request has <c>includeThoughts</c>; its tokens count either way.</summary>
    /// <param name="text">The summary.</param>
    /// <returns>The reply.</returns>
    public static Reply Thought(string text) => new Reply().ThenThought(text);

    /// <summary>Starts with a function call.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="arguments">The arguments; <see langword="null"/> leaves <c>args</c> out.</param>
    /// <param name="id">The call's id; <see langword="null"/> gives one on models that do.</param>
    /// <returns>The reply.</returns>
    public static Reply Call(string name, JsonObject? arguments = null, string? id = null) => new Reply().ThenCall(name, arguments, id);

    /// <summary>Starts with an image.</summary>
    /// <param name="data">The bytes; <see langword="null"/> is a small valid PNG.</param>
    /// <param name="mimeType">Their media type.</param>
    /// <returns>The reply.</returns>
    public static Reply Image(byte[]? data = null, string mimeType = "image/png") => new Reply().ThenImage(data, mimeType);

    /// <summary>Starts with audio.</summary>
    /// <param name="data">The bytes; <see langword="null"/> is a short tone.</param>
    /// <param name="mimeType">Their media type.</param>
    /// <returns>The reply.</returns>
    public static Reply Audio(byte[]? data = null, string mimeType = "audio/L16;codec=pcm;rate=24000") => new Reply().ThenAudio(data, mimeType);

    /// <summary>Starts with any part, known to the service's schema or not.</summary>
    /// <param name="json">The part's JSON object. Nothing is filled into it: no call id, no signature.</param>
    /// <returns>The reply.</returns>
    public static Reply Part(string json) => new Reply().ThenPart(json);

    /// <summary>A candidate whose content has a role and no parts, as when all tokens went into thinking.</summary>
    /// <returns>The reply.</returns>
    public static Reply Empty() => new();

    /// <summary>A blocked prompt: <c>promptFeedback</c> and no candidates, with HTTP status 200.</summary>
    /// <param name="blockReason">The reason: <c>SAFETY</c>, or a value that no client knows.</param>
    /// <param name="message">The <c>blockReasonMessage</c> that Vertex adds, or <see langword="null"/>.</param>
    /// <returns>The reply.</returns>
    public static Reply Blocked(string blockReason = "SAFETY", string? message = null)
    {
        var feedback = new JsonObject { ["blockReason"] = blockReason };
        if (message is not null)
        {
            feedback["blockReasonMessage"] = message;
        }

        return new Reply { PromptFeedback = feedback };
    }

    /// <summary>An error instead of an answer.</summary>
    /// <param name="error">The error.</param>
    /// <returns>The reply.</returns>
    public static Reply Error(ServiceError error) => new() { ErrorAnswer = error };

    /// <summary>Whole responses as they are; nothing is filled in. A stream sends each as an event; a unary call gets the first.</summary>
    /// <param name="responses">The JSON objects, at least one.</param>
    /// <returns>The reply.</returns>
    public static Reply Json(params string[] responses)
    {
        ArgumentOutOfRangeException.ThrowIfZero(responses.Length, nameof(responses));
        return new() { RawResponses = [.. responses.Select(ParseObject)] };
    }

    /// <summary>A body as it is, JSON or not: a recording, or what a proxy in between would say.</summary>
    /// <param name="body">The body's bytes. A stream's plan may still cut, split or stall them.</param>
    /// <param name="contentType">The <c>content-type</c>.</param>
    /// <param name="httpStatus">The HTTP status.</param>
    /// <returns>The reply.</returns>
    public static Reply Bytes(byte[] body, string contentType, int httpStatus = 200) => new() { Raw = new RawBody(httpStatus, contentType, body) };

    /// <summary>Adds a text part.</summary>
    /// <param name="text">The text.</param>
    /// <returns>This reply.</returns>
    public Reply ThenText(string text) => Add(new JsonObject { ["text"] = text });

    /// <summary>Adds a thought summary, see <see cref="Thought"/>.</summary>
    /// <param name="text">The summary.</param>
    /// <returns>This reply.</returns>
    public Reply ThenThought(string text) => Add(new JsonObject { ["text"] = text, ["thought"] = true });

    /// <summary>Adds a function call; calls that stand together are parallel ones.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="arguments">The arguments; <see langword="null"/> leaves <c>args</c> out.</param>
    /// <param name="id">The call's id; <see langword="null"/> gives one on models that do.</param>
    /// <returns>This reply.</returns>
    public Reply ThenCall(string name, JsonObject? arguments = null, string? id = null)
    {
        var call = new JsonObject();
        if (id is not null)
        {
            call["id"] = id;
        }

        call["name"] = name;
        if (arguments is not null)
        {
            call["args"] = arguments.DeepClone();
        }

        return Add(new JsonObject { ["functionCall"] = call });
    }

    /// <summary>Adds an image.</summary>
    /// <param name="data">The bytes; <see langword="null"/> is a small valid PNG.</param>
    /// <param name="mimeType">Their media type.</param>
    /// <returns>This reply.</returns>
    public Reply ThenImage(byte[]? data = null, string mimeType = "image/png") => AddBlob(data ?? SampleMedia.Png(), mimeType);

    /// <summary>Adds audio.</summary>
    /// <param name="data">The bytes; <see langword="null"/> is a short tone.</param>
    /// <param name="mimeType">Their media type.</param>
    /// <returns>This reply.</returns>
    public Reply ThenAudio(byte[]? data = null, string mimeType = "audio/L16;codec=pcm;rate=24000") => AddBlob(data ?? SampleMedia.Pcm(), mimeType);

    /// <summary>Adds code that the model runs in its sandbox, and what it printed.</summary>
    /// <param name="code">The Python code of <c>executableCode</c>.</param>
    /// <param name="output">The output of <c>codeExecutionResult</c>.</param>
    /// <param name="outcome">Its outcome.</param>
    /// <returns>This reply.</returns>
    public Reply ThenCode(string code, string output, string outcome = "OUTCOME_OK") =>
        Add(new JsonObject { ["executableCode"] = new JsonObject { ["language"] = "PYTHON", ["code"] = code } })
            .Add(new JsonObject { ["codeExecutionResult"] = new JsonObject { ["outcome"] = outcome, ["output"] = output } });

    /// <summary>Adds any part, see <see cref="Part"/>.</summary>
    /// <param name="json">The part's JSON object.</param>
    /// <returns>This reply.</returns>
    public Reply ThenPart(string json) => Add(ParseObject(json), isRaw: true);

    private static JsonObject ParseObject(string json) =>
        JsonNode.Parse(json) as JsonObject ?? throw new ArgumentException("The JSON is not an object.", nameof(json));

    private Reply AddBlob(byte[] data, string mimeType) =>
        Add(new JsonObject { ["inlineData"] = new JsonObject { ["mimeType"] = mimeType, ["data"] = Convert.ToBase64String(data) } });

    private Reply Add(JsonObject part, bool isRaw = false)
    {
        _parts.Add(new ReplyPart(part, isRaw));
        return this;
    }
}
