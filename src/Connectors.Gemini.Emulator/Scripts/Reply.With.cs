using System.Text.Json.Nodes;

namespace Connectors.Gemini.Emulator.Scripts;

/// <content>What surrounds the parts, and how they are streamed.</content>
public sealed partial class Reply
{
    /// <summary>Sets the candidate's finish reason; default <c>STOP</c>, also after function calls.</summary>
    /// <param name="finishReason">The value, known to the service's schema or not.</param>
    /// <param name="message">The <c>finishMessage</c>, or <see langword="null"/> for none.</param>
    /// <returns>This reply.</returns>
    public Reply WithFinish(string finishReason, string? message = null)
    {
        FinishReason = finishReason;
        FinishMessage = message;
        return this;
    }

    /// <summary>Leaves the candidate's <c>content</c> out, as a blocked or malformed answer does.</summary>
    /// <returns>This reply.</returns>
    public Reply WithoutContent()
    {
        HasContent = false;
        return this;
    }

    /// <summary>Leaves out the thought signatures that the model would give.</summary>
    /// <returns>This reply.</returns>
    public Reply WithoutSignatures()
    {
        IsUnsigned = true;
        return this;
    }

    /// <summary>Sends thought summaries also where the request does not ask for them.</summary>
    /// <returns>This reply.</returns>
    public Reply WithThoughtsUnasked()
    {
        ShowsThoughtsUnasked = true;
        return this;
    }

    /// <summary>Adds a further candidate; its index follows.</summary>
    /// <param name="candidate">The parts, finish reason and fields of the candidate.</param>
    /// <returns>This reply.</returns>
    public Reply WithCandidate(Reply candidate)
    {
        _candidates.Add(candidate);
        return this;
    }

    /// <summary>Sets the candidate's <c>groundingMetadata</c>; in a stream it comes with the finish reason.</summary>
    /// <param name="json">The JSON object as it is.</param>
    /// <returns>This reply.</returns>
    public Reply WithGrounding(string json) => WithCandidateField("groundingMetadata", json);

    /// <summary>Sets any other field of the candidate; in a stream it comes with the finish reason.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="json">Its value as JSON.</param>
    /// <returns>This reply.</returns>
    public Reply WithCandidateField(string name, string json)
    {
        CandidateFields[name] = JsonNode.Parse(json);
        return this;
    }

    /// <summary>Sets any field of the response, also one that the emulator fills in itself.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="json">Its value as JSON; <c>null</c> leaves the field out.</param>
    /// <returns>This reply.</returns>
    public Reply WithResponseField(string name, string json)
    {
        ResponseFields[name] = JsonNode.Parse(json);
        return this;
    }

    /// <summary>Overrides fields of <c>usageMetadata</c>.</summary>
    /// <param name="json">A JSON object with the fields; <c>null</c> leaves a field out.</param>
    /// <returns>This reply.</returns>
    public Reply WithUsage(string json)
    {
        foreach (var (name, value) in ParseObject(json))
        {
            UsageFields[name] = value?.DeepClone();
        }

        return this;
    }

    /// <summary>Sets how the answer is streamed, in full.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>This reply.</returns>
    public Reply Streamed(StreamPlan plan)
    {
        Plan = plan;
        return this;
    }

    /// <summary>Cuts the text into events of so many characters.</summary>
    /// <param name="characters">Code points per event.</param>
    /// <returns>This reply.</returns>
    public Reply InPieces(int characters) => Streamed(Plan with { TextPiece = characters });

    /// <summary>Holds the stream after so many events until the task completes.</summary>
    /// <param name="events">Events before the stall; 0 stalls after the headers.</param>
    /// <param name="until">What ends it.</param>
    /// <returns>This reply.</returns>
    public Reply StallAfter(int events, Task until) => Streamed(Plan with { StallAfterEvents = events, StallUntil = until });

    /// <summary>Closes the connection after so many events.</summary>
    /// <param name="events">Events that still arrive whole.</param>
    /// <returns>This reply.</returns>
    public Reply CutAfter(int events) => Streamed(Plan with { CutAfterEvents = events });

    /// <summary>Puts an error into the stream in the place of everything after so many events.</summary>
    /// <param name="events">Events before the error.</param>
    /// <param name="error">The error.</param>
    /// <param name="form">Its shape in the body.</param>
    /// <returns>This reply.</returns>
    public Reply FailAfter(int events, ServiceError error, StreamErrorForm form = StreamErrorForm.Event) =>
        Streamed(Plan with { ErrorAfterEvents = events, Error = error, ErrorForm = form });
}
