using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Faults;
using Connectors.Gemini.Emulator.Journals;
using Connectors.Gemini.Emulator.Scripts;
using Microsoft.AspNetCore.Http;

namespace Connectors.Gemini.Emulator.Server;

/// <summary>What the emulator offers about itself to clients in another process: <c>GET /__gemini/journal</c> and <c>POST /__gemini/reset</c>.</summary>
internal sealed class ControlEndpoint(EmulatorScript script, EmulatorFaults faults, EmulatorJournal journal)
{
    public const string Prefix = "/__gemini/";

    public async Task HandleAsync(HttpContext http, string path)
    {
        if (path == Prefix + "journal" && HttpMethods.IsGet(http.Request.Method))
        {
            await SendAsync(http, Journal()).ConfigureAwait(false);
        }
        else if (path == Prefix + "reset" && HttpMethods.IsPost(http.Request.Method))
        {
            script.Clear();
            faults.Clear();
            journal.Clear();
            await SendAsync(http, []).ConfigureAwait(false);
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private static Task SendAsync(HttpContext http, JsonObject json)
    {
        http.Response.ContentType = "application/json; charset=UTF-8";
        return http.Response.Body.WriteAsync(JsonBytes.Pretty(json), http.RequestAborted).AsTask();
    }

    private static JsonNode Entry(JournalEntry entry) => new JsonObject
    {
        ["number"] = entry.Number,
        ["arrived"] = entry.Arrived.ToString("O"),
        ["httpMethod"] = entry.HttpMethod,
        ["pathAndQuery"] = entry.PathAndQuery,
        ["headers"] = new JsonObject(entry.Headers.Select(header => KeyValuePair.Create(header.Key, (JsonNode?)header.Value))),
        ["model"] = entry.Model,
        ["method"] = entry.Method,
        ["body"] = entry.Body is { } body ? JsonNode.Parse(body.GetRawText()) : null,
        ["refusals"] = new JsonArray([.. entry.Refusals.Select(Refusal)]),
        ["fault"] = entry.Fault,
        ["status"] = entry.Status,
        ["sentEvents"] = entry.SentEvents,
        ["clientAborted"] = entry.ClientAborted,
        ["completed"] = entry.Completed,
    };

    private static JsonNode Refusal(EmulatorRefusal refusal) => new JsonObject
    {
        ["rule"] = refusal.RuleId,
        ["httpStatus"] = refusal.HttpStatus,
        ["status"] = refusal.Status,
        ["message"] = refusal.Message,
    };

    private JsonObject Journal() => new()
    {
        ["seed"] = journal.Seed,
        ["entries"] = new JsonArray([.. journal.Entries.Select(Entry)]),
    };
}
