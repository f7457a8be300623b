using System.Text;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Scripts;

namespace Connectors.Gemini.Emulator.Server;

/// <summary>Sends events as a stream, in one of the service's two framings, and as badly as the plan says.</summary>
internal sealed class AnswerStream(PlannedBody body, StreamPlan plan, bool isSse, Action eventSent)
{
    public async Task SendAsync(IReadOnlyList<JsonObject> events)
    {
        var count = plan.Error is null ? events.Count : Math.Min(plan.ErrorAfterEvents, events.Count);
        for (var i = 0; i <= count; i++)
        {
            if (plan.StallAfterEvents == i)
            {
                await body.StallAsync(withHeaders: true).ConfigureAwait(false);
            }

            if (plan.CutAfterEvents == i)
            {
                body.Cut();
            }

            if (body.IsCut)
            {
                return;
            }

            if (i == count)
            {
                break;
            }

            await body.WriteAsync(Frame(events[i], isFirst: i == 0)).ConfigureAwait(false);
            if (!body.IsCut)
            {
                eventSent();
            }
        }

        if (plan.Error is { } error)
        {
            await body.WriteAsync(ErrorFrame(error, isFirst: count == 0)).ConfigureAwait(false);
        }

        if (!isSse && !body.IsCut)
        {
            await body.WriteAsync(count == 0 && plan.Error is null ? "[]"u8.ToArray() : "\n]\n"u8.ToArray()).ConfigureAwait(false);
        }
    }

    private byte[] Frame(JsonNode json, bool isFirst)
    {
        if (!isSse)
        {
            return [.. isFirst ? "["u8 : "\n,\n"u8, .. JsonBytes.Pretty(json)];
        }

        var end = Encoding.ASCII.GetBytes(plan.LineEnd);
        byte[] comment = plan.Comment is { } text ? [.. ": "u8, .. Encoding.UTF8.GetBytes(text), .. end, .. end] : [];
        return [.. comment, .. "data: "u8, .. JsonBytes.Compact(json), .. end, .. end];
    }

    private byte[] ErrorFrame(ServiceError error, bool isFirst)
    {
        var json = error.ToBody();
        if (plan.ErrorForm == StreamErrorForm.Event || !isSse)
        {
            return Frame(json, isFirst);
        }

        JsonNode raw = plan.ErrorForm == StreamErrorForm.RawArray ? new JsonArray(json) : json;
        return [.. JsonBytes.Pretty(raw), (byte)'\n'];
    }
}
