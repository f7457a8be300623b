using System.Text;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Signatures;

namespace Connectors.Gemini.Emulator.Scripts;

/// <content>What tools that the service runs leave in an answer.</content>
public sealed partial class Reply
{
    /// <summary>A reply that was grounded in Google Search: the text, and <c>groundingMetadata</c> whose offsets count UTF-8 bytes, as the service's do.</summary>
    /// <param name="query">The query that was searched for.</param>
    /// <param name="pieces">The text in pieces; those with a URL are supported by it.</param>
    /// <returns>A new reply.</returns>
    public static Reply Grounded(string query, params GroundedText[] pieces)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        var urls = pieces.Where(piece => piece.Url is not null).Select(piece => piece.Url!).Distinct(StringComparer.Ordinal).ToList();
        var chunks = new JsonArray();
        foreach (var url in urls)
        {
            var title = pieces.First(piece => piece.Url == url).Title ?? new Uri(url).Host;
            chunks.Add((JsonNode)new JsonObject { ["web"] = new JsonObject { ["uri"] = url, ["title"] = title } });
        }

        var supports = new JsonArray();
        var offset = 0;
        foreach (var piece in pieces)
        {
            var end = offset + Encoding.UTF8.GetByteCount(piece.Text);
            if (piece.Url is not null)
            {
                var segment = new JsonObject { ["endIndex"] = end, ["text"] = piece.Text };
                if (offset > 0)
                {
                    segment["startIndex"] = offset;
                }

                supports.Add((JsonNode)new JsonObject { ["segment"] = segment, ["groundingChunkIndices"] = new JsonArray(JsonValue.Create(urls.IndexOf(piece.Url))) });
            }

            offset = end;
        }

        var grounding = new JsonObject
        {
            ["webSearchQueries"] = new JsonArray(JsonValue.Create(query)),
            ["searchEntryPoint"] = new JsonObject { ["renderedContent"] = "<div class=\"container\"></div>" },
            ["groundingChunks"] = chunks,
            ["groundingSupports"] = supports,
        };
        return Text(string.Concat(pieces.Select(piece => piece.Text))).WithGrounding(grounding.ToJsonString());
    }

    /// <summary>Adds the call of a tool that the service runs and its result, as they are shown with <c>includeServerSideToolInvocations</c>.</summary>
    /// <param name="toolType">The tool, for example <c>GOOGLE_SEARCH_WEB</c>.</param>
    /// <param name="argsJson">The call's <c>args</c> as a JSON object.</param>
    /// <param name="responseJson">The result's <c>response</c> as a JSON object.</param>
    /// <returns>This reply.</returns>
    public Reply ThenServerTool(string toolType, string argsJson, string responseJson)
    {
        var id = $"srv{Parts.Count:D5}";
        return Add(new JsonObject { ["toolCall"] = new JsonObject { ["id"] = id, ["toolType"] = toolType, ["args"] = ParseObject(argsJson) } })
            .Add(new JsonObject { ["toolResponse"] = new JsonObject { ["id"] = id, ["toolType"] = toolType, ["response"] = ParseObject(responseJson) } });
    }

    /// <summary>Adds a call whose text arguments arrive letter by letter, as Vertex AI streams them (<c>partialArgs</c>).</summary>
    /// <param name="name">The function.</param>
    /// <param name="args">Its arguments; only texts are cut, other values come whole.</param>
    /// <returns>This reply.</returns>
    public Reply ThenStreamedCall(string name, JsonObject args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var whole = new JsonObject { ["functionCall"] = new JsonObject { ["name"] = name, ["args"] = args.DeepClone() } };
        Add(new JsonObject { ["functionCall"] = new JsonObject { ["name"] = name, ["willContinue"] = true }, ["thoughtSignature"] = EmulatorSignatures.Issue(whole) }, isRaw: true);
        foreach (var (key, value) in args)
        {
            if (value is JsonValue text && text.TryGetValue(out string? letters))
            {
                for (var i = 0; i < letters.Length; i++)
                {
                    AddPiece(key, "stringValue", JsonValue.Create(letters[i..(i + 1)]), isLast: i == letters.Length - 1);
                }
            }
            else
            {
                AddPiece(key, value is JsonValue flag && flag.TryGetValue(out bool _) ? "boolValue" : "numberValue", value?.DeepClone(), isLast: true);
            }
        }

        return Add(new JsonObject { ["functionCall"] = new JsonObject() }, isRaw: true);
    }

    private void AddPiece(string key, string kind, JsonNode? value, bool isLast)
    {
        var piece = new JsonObject { ["jsonPath"] = "$." + key, [kind] = value };
        if (!isLast)
        {
            piece["willContinue"] = true;
        }

        Add(new JsonObject { ["functionCall"] = new JsonObject { ["partialArgs"] = new JsonArray((JsonNode)piece), ["willContinue"] = true } }, isRaw: true);
    }
}
