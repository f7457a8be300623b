using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connectors.Gemini.Emulator.Server;

/// <summary>
/// The emulator's rule for tokens: a token for every four characters of text (rounded up), functions and their results by their JSON,
/// 258 tokens for a piece of media in a prompt and 1290 for one in an answer. Not the service's numbers, but the same every time.
/// </summary>
internal sealed class TokenCount
{
    private const int PromptMedia = 258;
    private const int AnswerMedia = 1290;
    private readonly SortedDictionary<string, int> _media = new(StringComparer.Ordinal);
    private int _characters;

    public int Total => Text + _media.Values.Sum();

    public bool HasMedia => _media.Count > 0;

    private int Text => OfCharacters(_characters);

    public static int OfCharacters(int characters) => (characters + 3) / 4;

    public static TokenCount OfPrompt(JsonElement body)
    {
        var count = new TokenCount();
        foreach (var content in body.Field("contents").Items().Append(body.Field("systemInstruction")))
        {
            foreach (var part in content.Field("parts").Items())
            {
                count.AddPart(part);
            }
        }

        foreach (var declaration in body.Field("tools").Items().SelectMany(tool => tool.Field("functionDeclarations").Items()))
        {
            count._characters += declaration.GetRawText().Length;
        }

        return count;
    }

    public void AddAnswerPart(JsonObject part)
    {
        if (part["inlineData"]?["mimeType"] is JsonValue mimeType)
        {
            AddMedia(mimeType.ToString(), AnswerMedia);
        }
        else if (part["text"] is JsonValue text)
        {
            _characters += text.ToString().Length;
        }
        else
        {
            _characters += part.Where(member => member.Key != "thoughtSignature").Sum(member => member.Value?.ToJsonString().Length ?? 0);
        }
    }

    public JsonArray ToDetails() => new([.. _media.Prepend(new("TEXT", Text))
        .Where(pair => pair.Value > 0)
        .Select(pair => new JsonObject { ["modality"] = pair.Key, ["tokenCount"] = pair.Value })]);

    private static string Modality(string? mimeType) => mimeType?.Split('/')[0] switch
    {
        "image" => "IMAGE",
        "audio" => "AUDIO",
        "video" => "VIDEO",
        _ => "DOCUMENT",
    };

    private void AddPart(JsonElement part)
    {
        var media = part.Field("inlineData").Exists() ? part.Field("inlineData") : part.Field("fileData");
        if (media.Exists())
        {
            AddMedia(media.Field("mimeType").Text(), PromptMedia);
        }
        else if (part.Field("text").Text() is { } text)
        {
            _characters += text.Length;
        }
        else
        {
            _characters += part.GetRawText().Length;
        }
    }

    private void AddMedia(string? mimeType, int tokens)
    {
        var modality = Modality(mimeType);
        _media[modality] = _media.GetValueOrDefault(modality) + tokens;
    }
}
