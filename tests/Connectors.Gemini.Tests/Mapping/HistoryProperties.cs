using System.Text.Json;
using Connectors.Gemini.Tests.Chat;
using CsCheck;
using Microsoft.Extensions.AI;
using static Connectors.Gemini.Tests.Chat.Conversation;

namespace Connectors.Gemini.Tests.Mapping;

/// <summary>Whatever a history looks like, what goes out is legal, and the same after JSON. A failure prints its seed.</summary>
public class HistoryProperties
{
    private static readonly Gen<string> GenId = Gen.OneOf(Gen.Const("c1"), Gen.Const("c2"), Gen.Const("c3"), Gen.Const("c4"));

    private static readonly Gen<AIContent> GenModelContent = Gen.Frequency(
        (3, Gen.OneOf(Gen.Const(""), Gen.Const("a"), Gen.Const("b")).Select(text => (AIContent)new TextContent(text))),
        (4, GenId.Select(id => (AIContent)Call(id))),
        (3, Gen.Select(GenId, Gen.Int[0, 2], Gen.Bool, (id, step, signed) => (AIContent)GeminiCall(id, step, signed))),
        (1, Gen.Const((AIContent)new TextReasoningContent("foreign") { ProtectedData = "x" })),
        (1, Gen.Const((AIContent)new ErrorContent("e"))),
        (1, GenId.Select(id => (AIContent)new ToolApprovalRequestContent("a" + id, Call(id)))));

    private static readonly Gen<ChatMessage> GenMessage = Gen.Frequency(
        (3, Gen.OneOf(Gen.Const(""), Gen.Const("hi"), Gen.Const("and")).Select(User)),
        (1, Gen.Const(0).Select(_ => Rules("rule"))),
        (5, GenModelContent.Array[0, 4].Select(contents => Model(contents))),
        (4, GenId.Array[0, 3].Select(ids => Tool([.. ids.Select(id => Result(id))]))),
        (1, Gen.Const(0).Select(_ => Tool(new TextContent("tool text")))),
        (1, Gen.Select(GenId, Gen.Bool, (id, approved) => new ChatMessage(ChatRole.User, [new ToolApprovalResponseContent("a" + id, approved, Call(id))]))));

    [Theory]
    [InlineData(FakeService.Newest)]
    [InlineData(FakeService.Older)]
    public async Task Any_history_becomes_a_legal_request(string model) =>
        await GenMessage.Array[0, 12].SampleAsync(
            async messages =>
            {
                // The fake service applies the emulator's rules.
                var service = new FakeService().Answer("""{"text":"ok"}""").Answer("""{"text":"ok"}""");
                List<ChatMessage> history = [.. messages, User("x")];
                await service.Chat(model).AskAsync([.. history]);
                AssertLegal(service.LastContents);

                await service.Chat(model).AskAsync([.. ThroughJson(history)]);
                Assert.True(JsonElement.DeepEquals(service.Requests[0], service.Requests[1]), $"{service.Requests[0]}\n{service.Requests[1]}");
            },
            iter: 500,
            threads: 1);

    [Fact]
    public async Task Any_history_without_a_last_word_of_the_user_becomes_a_legal_request() =>
        await GenMessage.Array[0, 8].SampleAsync(
            async messages =>
            {
                var service = new FakeService().Answer("""{"text":"ok"}""");
                await service.Chat().AskAsync([User("x"), .. messages]);
                AssertLegal(service.LastContents);
            },
            iter: 500,
            threads: 1);

    private static FunctionCallContent GeminiCall(string id, int step, bool signed)
    {
        var call = Call($"s{step}-{id}");
        call.AdditionalProperties = new() { ["gemini.step"] = $"step-{step}", ["gemini.index"] = int.Parse(id[1..]) };
        if (signed)
        {
            call.AdditionalProperties["gemini.thoughtSignature"] = Signature(call.CallId);
        }

        return call;
    }

    private static void AssertLegal(JsonElement contents)
    {
        var turns = contents.EnumerateArray().ToList();
        Assert.Equal("user", turns[0].GetProperty("role").GetString());
        Assert.Equal("user", turns[^1].GetProperty("role").GetString());
        for (var i = 0; i < turns.Count; i++)
        {
            var parts = turns[i].GetProperty("parts").EnumerateArray().ToList();
            Assert.NotEmpty(parts);
            Assert.DoesNotContain(parts, p => p.TryGetProperty("text", out var text) && text.GetString() is "");
            var isModel = turns[i].GetProperty("role").GetString() == "model";
            Assert.False(isModel && i > 0 && turns[i - 1].GetProperty("role").GetString() == "model", "Two turns of the model in a row.");
            var calls = Payloads(parts, "functionCall");
            var next = i + 1 < turns.Count ? turns[i + 1].GetProperty("parts").EnumerateArray().ToList() : [];
            if (isModel)
            {
                Assert.Equal(calls.Select(Key), Payloads(next, "functionResponse").Select(Key));
            }

            var results = Payloads(parts, "functionResponse");
            Assert.True(results.Count == 0 || (results.Count == parts.Count && turns[i - 1].GetProperty("role").GetString() == "model"), "Results stand alone, after the model's turn.");
        }
    }

    private static List<JsonElement> Payloads(IEnumerable<JsonElement> parts, string name) =>
        [.. parts.Where(p => p.TryGetProperty(name, out _)).Select(p => p.GetProperty(name))];

    private static string Key(JsonElement payload) =>
        $"{payload.GetProperty("name").GetString()} {(payload.TryGetProperty("id", out var id) ? id.GetString() : null)}";
}
