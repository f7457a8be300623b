using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Scripts;
using Connectors.Gemini.Emulator.Signatures;

namespace Connectors.Gemini.Emulator.Server;

/// <summary>Turns a reply into what the service would send for it: whole, or as the events of a stream.</summary>
internal sealed class AnswerComposer
{
    /// <summary>What Vertex AI tells of each answer that is not streamed; what it is does not matter.</summary>
    private const double AverageLogProbability = -0.25;

    private readonly ScriptRequest _request;
    private readonly ModelTraits _traits;
    private readonly TokenCount _prompt;
    private readonly string _responseId;
    private readonly DateTimeOffset _now;

    public AnswerComposer(ScriptRequest request, string idSource, DateTimeOffset now)
    {
        _request = request;
        _traits = ModelTraits.Of(request.Model, request.IsVertex);
        _prompt = TokenCount.OfPrompt(request.Body);
        _responseId = Base64Url.EncodeToString(Hash(idSource).AsSpan(0, 16));
        _now = now;
    }

    public JsonObject Whole(Reply reply)
    {
        if (reply.RawResponses is { } raw)
        {
            return (JsonObject)raw[0].DeepClone();
        }

        if (reply.PromptFeedback is not null)
        {
            return Response(reply, [], new AnswerTokens(reply));
        }

        var candidates = new List<JsonObject>();
        var tokens = new AnswerTokens(reply);
        foreach (var (candidate, index) in Candidates(reply))
        {
            var parts = Parts(candidate, index, trailingSignature: false);
            tokens.Add(parts);
            var whole = Candidate(candidate, index, parts, finishes: true);
            if (_request.IsVertex)
            {
                whole.TryAdd("avgLogprobs", AverageLogProbability);
            }

            candidates.Add(whole);
        }

        return Response(reply, candidates, tokens);
    }

    public IReadOnlyList<JsonObject> Events(Reply reply)
    {
        if (reply.RawResponses is { } raw)
        {
            return [.. raw.Select(response => (JsonObject)response.DeepClone())];
        }

        if (reply.PromptFeedback is not null)
        {
            return [Whole(reply)];
        }

        var events = new List<JsonObject>();
        var tokens = new AnswerTokens(reply);
        foreach (var (candidate, index) in Candidates(reply))
        {
            var steps = Steps(Parts(candidate, index, trailingSignature: true), reply.Plan);
            if (steps.Count == 0 || reply.Plan.LateFinish)
            {
                steps.Add([]);
            }

            for (var i = 0; i < steps.Count; i++)
            {
                tokens.Add(steps[i]);
                var finishes = !reply.Plan.NoFinish && (i == steps.Count - 1 || reply.Plan.FinishOnEveryEvent);
                events.Add(Response(reply, [Candidate(candidate, index, steps[i], finishes)], tokens));
            }
        }

        if (reply.Plan.UsageEventAtEnd)
        {
            events.Add(Response(reply, [], tokens));
        }

        return events;
    }

    private static IEnumerable<(Reply Candidate, int Index)> Candidates(Reply reply) =>
        reply.FurtherCandidates.Prepend(reply).Select((candidate, index) => (candidate, index));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static List<List<JsonObject>> Steps(List<JsonObject> parts, StreamPlan plan)
    {
        var steps = new List<List<JsonObject>>();
        foreach (var part in parts)
        {
            var isCall = part["functionCall"] is not null;
            if (isCall && !plan.OneCallPerEvent && steps.Count > 0 && steps[^1][0]["functionCall"] is not null)
            {
                steps[^1].Add(part);
            }
            else if (plan.TextPiece is { } size && part["text"] is JsonValue text && part["thoughtSignature"] is null)
            {
                steps.AddRange(Pieces(text.ToString(), size).Select(piece => new List<JsonObject> { WithText(part, piece) }));
            }
            else if (plan.AudioPiece is { } bytes && part["inlineData"] is JsonObject blob && blob["mimeType"]?.ToString().StartsWith("audio/L16", StringComparison.OrdinalIgnoreCase) == true)
            {
                steps.AddRange(Convert.FromBase64String(blob["data"]!.ToString()).Chunk(bytes).Select(piece => new List<JsonObject> { WithData(part, piece) }));
            }
            else
            {
                steps.Add([part]);
            }
        }

        return steps;
    }

    private static JsonObject WithText(JsonObject part, string text)
    {
        var piece = (JsonObject)part.DeepClone();
        piece["text"] = text;
        return piece;
    }

    private static JsonObject WithData(JsonObject part, byte[] data)
    {
        var piece = (JsonObject)part.DeepClone();
        piece["inlineData"]!["data"] = Convert.ToBase64String(data);
        return piece;
    }

    private static IEnumerable<string> Pieces(string text, int size)
    {
        var piece = new StringBuilder();
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            piece.Append(rune.ToString());
            if (++count % size == 0)
            {
                yield return piece.ToString();
                piece.Clear();
            }
        }

        if (piece.Length > 0 || count == 0)
        {
            yield return piece.ToString();
        }
    }

    /// <summary>The parts that are sent, with ids and signatures. Streams carry the signature of a text on an empty text after it.</summary>
    private List<JsonObject> Parts(Reply reply, int candidate, bool trailingSignature)
    {
        var sources = reply.Parts.Where(part => !part.IsThought || part.IsRaw || reply.ShowsThoughtsUnasked || _request.WantsThoughts).ToList();
        var parts = sources.ConvertAll(part => (JsonObject)part.Json.DeepClone());
        for (var i = 0; i < parts.Count; i++)
        {
            if (_traits.GivesCallIds && sources[i] is { IsCall: true, IsRaw: false } && parts[i]["functionCall"]!["id"] is null)
            {
                SetCallId((JsonObject)parts[i]["functionCall"]!, string.Create(CultureInfo.InvariantCulture, $"{_responseId}/{candidate}/{i}"));
            }
        }

        if (reply.IsUnsigned || !Signs(sources))
        {
            return parts;
        }

        var firstCall = sources.FindIndex(part => part.IsCall);
        var first = sources.FindIndex(part => !part.IsThought);
        var hasImages = sources.Exists(part => part.IsImage && !part.IsThought);
        for (var i = 0; i < parts.Count; i++)
        {
            var source = sources[i];
            var isSigned = i == firstCall || source.Json["executableCode"] is not null || source.Json["toolCall"] is not null || source.Json["toolResponse"] is not null || (hasImages && (i == first || (source.IsImage && !source.IsThought)));
            if (isSigned && !source.IsRaw)
            {
                parts[i]["thoughtSignature"] = EmulatorSignatures.Issue(parts[i]);
            }
        }

        var endsInText = sources.Count > 0 && sources[^1] is { IsText: true, IsThought: false, IsRaw: false };
        if (endsInText && firstCall < 0 && !hasImages)
        {
            if (trailingSignature)
            {
                parts.Add(new JsonObject { ["text"] = "" });
            }

            parts[^1]["thoughtSignature"] = EmulatorSignatures.Issue(parts[^1]);
        }

        return parts;
    }

    private bool Signs(List<ReplyPart> parts)
    {
        if (_traits.Signs)
        {
            return true;
        }

        var thinking = _request.Config.Field("thinkingConfig");
        var asked = _request.WantsThoughts || thinking.Field("thinkingBudget").Int() is not (null or 0);
        return _traits.SignsWhenAskedToThink && asked && parts.Exists(part => part.IsCall);
    }

    /// <summary>Sets an id of eight letters and digits, as the first member, where the service has it.</summary>
    private static void SetCallId(JsonObject call, string source)
    {
        const string Alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
        var id = string.Concat(Hash(source).Take(8).Select(value => Alphabet[value % Alphabet.Length]));
        call.Insert(0, "id", id);
    }

    private JsonObject Candidate(Reply reply, int index, List<JsonObject> parts, bool finishes)
    {
        var candidate = new JsonObject();
        if (reply.HasContent)
        {
            var content = new JsonObject();
            if (parts.Count > 0)
            {
                content["parts"] = new JsonArray([.. parts.Select(part => part.DeepClone())]);
            }

            content["role"] = "model";
            candidate["content"] = content;
        }

        if (finishes)
        {
            candidate["finishReason"] = reply.FinishReason;
            var calls = _traits.GivesCallIds && reply is { FinishReason: "STOP" } && reply.Parts.Any(part => part.IsCall);
            if ((reply.FinishMessage ?? (calls ? "Model generated function call(s)." : null)) is { } message)
            {
                candidate["finishMessage"] = message;
            }

            foreach (var (name, value) in reply.CandidateFields)
            {
                candidate[name] = value?.DeepClone();
            }
        }

        // Vertex leaves the index of the first candidate out.
        if (index > 0 || !_request.IsVertex)
        {
            candidate["index"] = index;
        }

        return candidate;
    }

    private JsonObject Response(Reply reply, List<JsonObject> candidates, AnswerTokens tokens)
    {
        var response = new JsonObject();
        if (candidates.Count > 0)
        {
            response["candidates"] = new JsonArray([.. candidates]);
        }

        if (reply.PromptFeedback is { } feedback)
        {
            response["promptFeedback"] = feedback.DeepClone();
        }

        response["usageMetadata"] = Usage(reply, tokens);
        response["modelVersion"] = _request.Model;
        if (_request.IsVertex)
        {
            response["createTime"] = _now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        }

        response["responseId"] = _responseId;
        Override(response, reply.ResponseFields);
        return response;
    }

    private JsonObject Usage(Reply reply, AnswerTokens tokens)
    {
        var usage = new JsonObject { ["promptTokenCount"] = _prompt.Total };
        if (tokens.Shown.Total > 0)
        {
            usage["candidatesTokenCount"] = tokens.Shown.Total;
        }

        usage["totalTokenCount"] = _prompt.Total + tokens.Shown.Total + tokens.Thoughts;
        usage["promptTokensDetails"] = _prompt.ToDetails();
        if (tokens.Shown.HasMedia)
        {
            usage["candidatesTokensDetails"] = tokens.Shown.ToDetails();
        }

        if (tokens.Thoughts > 0)
        {
            usage["thoughtsTokenCount"] = tokens.Thoughts;
        }

        if (_request.IsVertex)
        {
            usage["trafficType"] = _request.TrafficType;
        }
        else
        {
            usage["serviceTier"] = _request.Body.Field("serviceTier").Text() ?? "standard";
        }

        Override(usage, reply.UsageFields);
        return usage;
    }

    private static void Override(JsonObject target, JsonObject fields)
    {
        foreach (var (name, value) in fields)
        {
            if (value is null)
            {
                target.Remove(name);
            }
            else
            {
                target[name] = value.DeepClone();
            }
        }
    }
}
