using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Journals;
using Connectors.Gemini.Emulator.Scripts;
using Microsoft.AspNetCore.Http;

namespace Connectors.Gemini.Emulator.Server;

/// <summary>One request under way: writes its answer and keeps its journal entry true.</summary>
internal sealed class Exchange(HttpContext http, EmulatorJournal journal, int number, Route? route, CancellationToken cancellationToken)
{
    private const string JsonType = "application/json; charset=UTF-8";

    public int Number => number;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Gets whether OpenAI's forms are spoken: streams are always events and say that they are done, errors stand in an array.</summary>
    public bool IsOpenAI { get; init; }

    public bool IsSse { get; } = route is { IsStream: true } && (http.Request.Query["alt"] == "sse" || http.Request.Query["$alt"] == "sse");

    /// <summary>Gets whether the emulator closed the connection, not the client.</summary>
    public bool IsEndedHere { get; private set; }

    public void Note(Func<JournalEntry, JournalEntry> change) => journal.Update(number, change);

    public async Task<(JsonElement? Body, JsonException? Malformed)> ReadBodyAsync()
    {
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (buffer.Length == 0)
        {
            return (null, null);
        }

        try
        {
            using var document = JsonDocument.Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
            var body = document.RootElement.Clone();
            Note(entry => entry with { Body = body });
            return (body, null);
        }
        catch (JsonException malformed)
        {
            return (null, malformed);
        }
    }

    public void Start(int httpStatus, string contentType)
    {
        Note(entry => entry with { Status = httpStatus });
        http.Response.StatusCode = httpStatus;
        http.Response.ContentType = contentType;
    }

    public void AddHeader(string name, string value) => http.Response.Headers[name] = value;

    /// <summary>Answers in the service's envelope: bare JSON also where events were asked for, an array of one where an array was.</summary>
    public Task SendErrorAsync(ServiceError error)
    {
        Start(error.HttpStatus, IsSse ? "text/event-stream" : JsonType);
        JsonNode body = error.ToBody();
        if (IsOpenAI || (route is { IsStream: true } && !IsSse))
        {
            body = new JsonArray(body);
        }

        return SendBytesAsync([.. JsonBytes.Pretty(body), (byte)'\n'], new StreamPlan());
    }

    public Task SendRawAsync(RawBody raw, StreamPlan plan)
    {
        Start(raw.HttpStatus, raw.ContentType);
        return SendBytesAsync(raw.Bytes, plan);
    }

    public Task SendJsonAsync(JsonObject json, StreamPlan plan)
    {
        if (json["usageMetadata"]?["serviceTier"] is JsonValue tier)
        {
            AddHeader("x-gemini-service-tier", tier.ToString());
        }

        Start(StatusCodes.Status200OK, JsonType);
        return SendBytesAsync([.. JsonBytes.Pretty(json), (byte)'\n'], plan);
    }

    public async Task SendEventsAsync(IReadOnlyList<JsonObject> events, StreamPlan plan)
    {
        var isSse = IsSse || IsOpenAI;
        Start(StatusCodes.Status200OK, isSse ? "text/event-stream" : JsonType);
        var body = new PlannedBody(http, plan, cancellationToken);
        var stream = new AnswerStream(body, plan, isSse, () => Note(entry => entry with { SentEvents = entry.SentEvents + 1 }));
        await stream.SendAsync(events).ConfigureAwait(false);
        if (IsOpenAI && plan.Error is null)
        {
            await body.WriteAsync("data: [DONE]\n\n"u8.ToArray()).ConfigureAwait(false);
        }

        await EndAsync(body).ConfigureAwait(false);
    }

    public void Reset()
    {
        IsEndedHere = true;
        ConnectionEnd.Reset(http);
    }

    private async Task SendBytesAsync(byte[] bytes, StreamPlan plan)
    {
        var body = new PlannedBody(http, plan, cancellationToken);
        if (plan.StallAfterEvents == 0)
        {
            await body.StallAsync(withHeaders: route is { IsStream: true }).ConfigureAwait(false);
        }

        await body.WriteAsync(bytes).ConfigureAwait(false);
        await EndAsync(body).ConfigureAwait(false);
    }

    private async Task EndAsync(PlannedBody body)
    {
        if (!body.IsCut)
        {
            return;
        }

        IsEndedHere = true;
        await ConnectionEnd.CutAsync(http, cancellationToken).ConfigureAwait(false);
    }
}
