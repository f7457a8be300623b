using System.Text.Json;
using Connectors.Gemini.Tests.Chat;
using Microsoft.Extensions.AI;
using static Connectors.Gemini.Tests.Chat.Conversation;

namespace Connectors.Gemini.Tests.Mapping;

/// <summary>A signature goes back on the part that it came on, byte for byte.</summary>
public class SignatureTests
{
    private static readonly string S1 = Signature("1");
    private static readonly string S2 = Signature("2");

    // What came, and what goes back where that differs: unsigned texts are joined in a stream, unsigned empty texts and thoughts may go.
    public static TheoryData<string, string[], string[]?> Turns => new()
    {
        { "a text", [Text("Hello", S1)], null },
        { "the last of two texts", [Text("Hel"), Text("lo", S1)], null },
        { "the first of two texts", [Text("Hel", S1), Text("lo")], null },
        { "two texts", [Text("Hel", S1), Text("lo", S2)], null },
        { "a text between others", [Text("a"), Text("b", S1), Text("c"), Text("d", S2), Text("e")], null },
        { "an empty text at the end", [Text("Hello"), Text("", S1)], null },
        { "an empty text alone before a call", [Text("", S1), CallPart("f", S2)], null },
        { "two empty texts", [Text("a"), Text("", S1), Text("", S2)], null },
        { "an empty text after a thought", [Thought("hm"), Text("", S1)], null },
        { "an empty text after a thought and a text", [Thought("hm"), Text("a"), Text("", S1)], null },
        { "a text after a thought", [Thought("hm"), Text("a", S1)], null },
        { "a thought", [Thought("hm", S1), Text("a")], null },
        { "a thought and the text after it", [Thought("hm", S1), Text("a", S2)], null },
        { "thoughts around texts", [Thought("x"), Text("a", S1), Thought("y", S2), Text("b")], null },
        { "an empty text after a signed thought", [Thought("hm", S1), Text("", S2)], null },
        { "a call", [CallPart("f", S1)], null },
        { "a call without arguments", [CallPart("f", S1, args: null)], null },
        { "a call with empty arguments", [CallPart("f", S1, args: "{}")], null },
        { "the first of parallel calls", [CallPart("f", S1, "i1"), CallPart("g", null, "i2"), CallPart("f", null, "i3")], null },
        { "a call after thought and text", [Thought("hm"), Text("Let me look."), CallPart("f", S1)], null },
        { "a text and a call", [Text("Let me look.", S1), CallPart("f", S2)], null },
        { "an image", [$$"""{"inlineData":{"mimeType":"image/png","data":"AQID"},"thoughtSignature":"{{S1}}"}"""], null },
        {
            "images with a thought image and text",
            [
                """{"inlineData":{"mimeType":"image/png","data":"AQID"},"thought":true}""", Text("Here:", S1),
                $$"""{"inlineData":{"mimeType":"image/png","data":"BAUG"},"thoughtSignature":"{{S2}}"}""", Text("and"),
            ],
            null
        },
        { "code", [$$"""{"executableCode":{"language":"PYTHON","code":"1"},"thoughtSignature":"{{S1}}"}""", """{"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"1"}}""", Text("1", S2)], null },
        { "a hosted tool before a call", [$$"""{"toolCall":{"id":"t","toolType":"GOOGLE_SEARCH_WEB","args":{} },"thoughtSignature":"{{S1}}"}""", $$"""{"toolResponse":{"id":"t","toolType":"GOOGLE_SEARCH_WEB","response":{} },"thoughtSignature":"{{S2}}"}""", CallPart("f", Signature("3"))], null },
        { "texts with something of their own", ["""{"text":"a","partMetadata":{"k":1}}""", Text("b"), """{"text":"c","novel":1}""", """{"text":"d","partMetadata":{"k":2}}"""], null },
        { "thoughts with something of their own", ["""{"text":"a","thought":true,"partMetadata":{"k":1}}""", """{"text":"b","thought":true}""", Text("c")], null },
        { "a call with something of its own", [$$"""{"functionCall":{"name":"f","args":{},"novel":1},"partMetadata":{"k":1},"thoughtSignature":"{{S1}}"}"""], null },
        { "media with settings", ["""{"inlineData":{"mimeType":"video/mp4","data":"AQID","novel":1},"videoMetadata":{"fps":2},"mediaResolution":{"level":"MEDIA_RESOLUTION_LOW"}}"""], null },
        { "files", ["""{"fileData":{"fileUri":"https://example.com/a.png","mimeType":"image/png"}}""", """{"fileData":{"fileUri":"https://example.com/b.png","mimeType":"image/png","displayName":"b"}}""", """{"fileData":{"fileUri":"https://example.com/c"}}"""], null },
        { "files of a kind that is not quite known", ["""{"fileData":{"fileUri":"https://example.com/a","mimeType":"image/*"}}""", """{"fileData":{"fileUri":"https://example.com/b","mimeType":"image/*","displayName":"b"}}"""], null },
        { "no payload at all", [Text("a"), $$"""{"thoughtSignature":"{{S1}}"}"""], [Text("a"), Text("", S1)] },
        { "thoughts in pieces", [Thought("a"), Thought("b", S1), Text("c")], null },
    };

    [Theory]
    [MemberData(nameof(Turns))]
    public async Task A_turn_goes_back_as_it_came(string what, string[] parts, string[]? back)
    {
        Assert.NotEmpty(what);
        foreach (var streaming in new[] { false, true })
        {
            var service = new FakeService { RulesDoNotApplyBecause = "hosted tool parts and signatures stand in made-up places" }.Answer(parts);
            var response = await service.Chat().AskAsync(streaming, [User("hi")]);
            foreach (var messages in new[] { response.Messages, ThroughJson(response.Messages) })
            {
                service.Answer("""{"text":"ok"}""");
                var results = messages[0].Contents.OfType<FunctionCallContent>().Select(c => (AIContent)Result(c.CallId)).ToArray();
                await service.Chat().AskAsync([User("hi"), .. messages, results.Length > 0 ? Tool(results) : User("go on")]);

                AssertJson($"[{string.Join(',', JoinedThoughts(back ?? parts, streaming))}]", service.LastContents[1].GetProperty("parts"));
            }
        }
    }

    [Fact]
    public async Task Texts_that_a_stream_joined_are_cut_again_where_the_signed_part_began()
    {
        var service = new FakeService().Answer(Text("Once upon "), Text("a "), Text("time", S1), Text(" there"), Text(" was 🐸", S2)).Answer("""{"text":"ok"}""");

        var response = await service.Chat().AskAsync(streaming: true, [User("hi")]);
        await service.Chat().AskAsync([User("hi"), .. response.Messages, User("go on")]);

        Assert.Equal("Once upon a time there was 🐸", response.Text);
        AssertJson($"[{Text("Once upon a ")},{Text("time", S1)},{Text(" there")},{Text(" was 🐸", S2)}]", service.LastContents[1].GetProperty("parts"));
    }

    [Fact]
    public async Task Updates_that_were_not_joined_go_back_too()
    {
        var service = new FakeService().Answer(Thought("h"), Thought("m"), Text("a"), Text("b", S1), CallPart("f", S2), CallPart("g")).Answer("""{"text":"ok"}""");

        var updates = await service.Chat().StreamAsync(User("hi"));
        ChatMessage asTheyCame = new(ChatRole.Assistant, [.. updates.SelectMany(u => u.Contents)]);
        await service.Chat().AskAsync([User("hi"), asTheyCame, Tool([.. asTheyCame.Contents.OfType<FunctionCallContent>().Select(c => Result(c.CallId))])]);

        AssertJson($"[{Thought("h")},{Thought("m")},{Text("a")},{Text("b", S1)},{CallPart("f", S2)},{CallPart("g")}]", service.LastContents[1].GetProperty("parts"));
    }

    [Fact]
    public async Task A_signature_in_any_alphabet_or_none_goes_back_as_the_same_string()
    {
        string[] odd = ["abc-_", "not base64 at all!", "<redacted>", "a+b/c==", "ž"];
        foreach (var signature in odd)
        {
            var service = new FakeService { RulesDoNotApplyBecause = "the signature is made up" }.Answer(CallPart("f", signature), Text("x", signature)).Answer("""{"text":"ok"}""");
            var response = await service.Chat().AskAsync(User("hi"));
            await service.Chat().AskAsync([User("hi"), .. ThroughJson(response.Messages), User("go on")]);

            AssertJson($"[{CallPart("f", signature)},{Text("x", signature)}]", service.LastContents[1].GetProperty("parts"));
        }
    }

    [Fact]
    public async Task A_result_carries_no_signature()
    {
        var service = new FakeService().Answer(CallPart("f", S1)).Answer("""{"text":"ok"}""");
        var response = await service.Chat().AskAsync(User("hi"));
        var call = response.Messages[0].Contents.OfType<FunctionCallContent>().Single();
        await service.Chat().AskAsync([User("hi"), .. response.Messages, Tool(new FunctionResultContent(call.CallId, "r") { AdditionalProperties = call.AdditionalProperties })]);

        AssertJson("""[{"functionResponse":{"name":"f","response":{"output":"r"}}}]""", service.LastContents[2].GetProperty("parts"));
    }

    [Fact]
    public async Task A_signature_that_middleware_copied_onto_a_text_is_ignored()
    {
        var service = new FakeService().Answer("""{"text":"ok"}""");
        AdditionalPropertiesDictionary copied = new() { ["gemini.thoughtSignature"] = S1 };
        await service.Chat().AskAsync(User("hi"), Model(new TextContent("[image 1]") { AdditionalProperties = copied }), User("x"));

        AssertJson("""[{"text":"[image 1]"}]""", service.LastContents[1].GetProperty("parts"));
    }

    [Fact]
    public async Task An_images_kept_fields_copied_onto_a_text_are_ignored()
    {
        var service = new FakeService().Answer("""{"inlineData":{"mimeType":"image/png","data":"AQID","dpi":1}}""").Answer("""{"text":"ok"}""");
        var image = (await service.Chat().AskAsync(User("hi"))).Messages[0].Contents[0];
        await service.Chat().AskAsync(User("hi"), Model(new TextContent("[image 1]") { AdditionalProperties = image.AdditionalProperties }), User("x"));

        AssertJson("""[{"text":"[image 1]"}]""", service.LastContents[1].GetProperty("parts"));
    }

    internal static string Text(string text, string? signature = null) =>
        $$"""{"text":{{JsonSerializer.Serialize(text)}}{{(signature is null ? "" : $",\"thoughtSignature\":{JsonSerializer.Serialize(signature)}")}}}""";

    internal static string Thought(string text, string? signature = null) =>
        $$"""{"text":{{JsonSerializer.Serialize(text)}},"thought":true{{(signature is null ? "" : $",\"thoughtSignature\":{JsonSerializer.Serialize(signature)}")}}}""";

    /// <summary>A stream's thoughts are joined when its updates become messages.</summary>
    private static string[] JoinedThoughts(string[] parts, bool streaming) =>
        streaming && parts is [var a, var b, ..] && a == Thought("a") && b == Thought("b", S1) ? [Thought("ab", S1), .. parts[2..]] : parts;
}
