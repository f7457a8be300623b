using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Tests.Http;
using CsCheck;
using Microsoft.Extensions.AI;
using static Connectors.Gemini.Tests.Chat.Conversation;

namespace Connectors.Gemini.Tests.Chat;

/// <summary>However a stream is cut into events and bytes, the answer is the same and goes back the same. A failure prints its seed.</summary>
public class RechunkingProperties
{
    private static readonly Gen<string?> GenSignature = Gen.OneOf(Gen.Const((string?)null), Gen.Const((string?)null), Gen.Int[1, 5].Select(i => (string?)Signature($"{i}")));
    private static readonly Gen<string> GenText = Gen.OneOf(Gen.Const(""), Gen.Const("a"), Gen.Const("Hello "), Gen.Const("žluťoučký "), Gen.Const("🐎🏔"), Gen.Const("\r\n\r\n"), Gen.Const("data: {\"x\"}"), Gen.Const("line\u2028sep"), Gen.Const("\"quoted\\"));

    private static readonly Gen<string> GenPart = Gen.Frequency(
        (6, Gen.Select(GenText, GenSignature, (text, signature) => Make(new JsonObject { ["text"] = text }, signature))),
        (3, Gen.Select(GenText, GenSignature, (text, signature) => Make(new JsonObject { ["text"] = text, ["thought"] = true }, signature))),
        (2, Gen.Select(GenText, GenSignature, (text, signature) => Make(new JsonObject { ["functionCall"] = new JsonObject { ["name"] = "f", ["args"] = new JsonObject { ["q"] = text } } }, signature))),
        (1, GenSignature.Select(signature => Make(new JsonObject { ["inlineData"] = new JsonObject { ["mimeType"] = "image/png", ["data"] = "AQID" } }, signature))),
        (1, GenSignature.Select(signature => Make(new JsonObject { ["novel"] = new JsonObject { ["x"] = 1 } }, signature))),
        (1, Gen.Select(GenText, GenSignature, (text, signature) => Make(new JsonObject { ["text"] = text + "!", ["novel"] = 1 }, signature))));

    private static readonly Gen<(string[] Parts, int[] Events, int[] Cuts)> GenStream =
        Gen.Select(GenPart.Array[1, 8], Gen.Int[1, 3].Array[8], Gen.Int[1, 40].Array[30]);

    [Fact]
    public async Task Any_cutting_gives_the_same_answer_and_the_same_echo() =>
        await GenStream.SampleAsync(
            async stream =>
            {
                var (parts, events, cuts) = stream;
                var expectedText = string.Concat(parts.Select(p => JsonNode.Parse(p)!).Where(p => p["thought"] is null).Select(p => (string?)p["text"]));
                var body = Encoding.UTF8.GetBytes(string.Concat(Grouped(parts, events).Select(group =>
                    $"data: {{\"candidates\":[{{\"content\":{{\"role\":\"model\",\"parts\":[{string.Join(',', group)}]}}}}],\"responseId\":\"r\"}}\r\n\r\n")) + "data: {\"candidates\":[{\"finishReason\":\"STOP\"}]}\r\n\r\n");

                var service = new FakeService { RulesDoNotApplyBecause = "the parts are made up" }.AnswerBytes(new CutStream(Pieces(body, cuts)));
                var response = await service.Chat().AskAsync(streaming: true, [User("hi")]);
                Assert.Equal(expectedText, response.Text);

                foreach (var messages in new[] { response.Messages, ThroughJson(response.Messages) })
                {
                    service.Answer("""{"text":"ok"}""");
                    var results = messages[0].Contents.OfType<FunctionCallContent>().Select(c => (AIContent)Result(c.CallId)).ToArray();
                    await service.Chat().AskAsync([User("hi"), .. messages, results.Length > 0 ? Tool(results) : User("go on")]);

                    var model = service.LastContents.EnumerateArray().FirstOrDefault(c => c.GetProperty("role").GetString() == "model");
                    var echo = model.ValueKind == JsonValueKind.Undefined ? [] : model.GetProperty("parts").EnumerateArray().Select(p => p.GetRawText());
                    Assert.Equal(Normal(parts), Normal(echo.Select(WithoutPlaceholder)));
                }
            },
            iter: 100,
            threads: 1);

    private static string Make(JsonObject part, string? signature)
    {
        if (signature is not null)
        {
            part["thoughtSignature"] = signature;
        }

        return part.ToJsonString();
    }

    private static IEnumerable<string[]> Grouped(string[] parts, int[] sizes)
    {
        for (int start = 0, i = 0; start < parts.Length; start += sizes[i++])
        {
            yield return parts[start..Math.Min(parts.Length, start + sizes[i])];
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Pieces(byte[] bytes, int[] cuts)
    {
        for (int start = 0, i = 0; start < bytes.Length; i++)
        {
            var length = Math.Min(cuts[i % cuts.Length], bytes.Length - start);
            yield return bytes.AsMemory(start, length);
            start += length;
        }
    }

    /// <summary>An unsigned call gets the documented placeholder where no sibling before it is signed.</summary>
    private static string WithoutPlaceholder(string part)
    {
        var node = JsonNode.Parse(part)!.AsObject();
        if ((string?)node["thoughtSignature"] is "skip_thought_signature_validator")
        {
            node.Remove("thoughtSignature");
        }

        return node.ToJsonString();
    }

    /// <summary>Unsigned empty texts are left out, unsigned neighbours joined; thoughts are joined up to the signed one.</summary>
    private static List<string> Normal(IEnumerable<string> parts)
    {
        List<JsonObject> normal = [];
        foreach (var part in parts.Select(p => JsonNode.Parse(p)!.AsObject()))
        {
            if ((string?)part["text"] is "" && part["thoughtSignature"] is null)
            {
                continue;
            }

            if (normal.LastOrDefault() is { } last && IsPlainText(last) && IsPlainText(part) && last["thought"] is null == part["thought"] is null
                && last["thoughtSignature"] is null && (part["thoughtSignature"] is null || part["thought"] is not null))
            {
                last["text"] = (string?)last["text"] + (string?)part["text"];
                if ((string?)part["thoughtSignature"] is { } signature)
                {
                    last["thoughtSignature"] = signature;
                }
            }
            else
            {
                normal.Add(part);
            }
        }

        return normal.ConvertAll(p => JsonSerializer.Serialize(p.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}={m.Value!.ToJsonString()}")));
    }

    private static bool IsPlainText(JsonObject part) => part["text"] is not null && part["novel"] is null;
}
