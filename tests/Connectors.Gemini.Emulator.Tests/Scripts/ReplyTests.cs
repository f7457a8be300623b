using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Scripts;

namespace Connectors.Gemini.Emulator.Tests.Scripts;

public sealed class ReplyTests
{
    private static async Task<JsonObject> WholeAsync(Reply reply, string model = EmulatorClient.Model, string rest = "")
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);
        emulator.Script.Next(reply);
        return await client.GenerateAsync(EmulatorClient.Ask("x", rest), model);
    }

    private static async Task<List<JsonObject>> EventsAsync(Reply reply)
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);
        emulator.Script.Next(reply);
        return await client.StreamAsync(EmulatorClient.Ask("x"));
    }

    [Fact]
    public async Task Parts_keep_their_order()
    {
        var answer = await WholeAsync(Reply.Text("a").ThenCode("print(1)", "1").ThenPart("""{"hologram":{"depth":3}}""").ThenText("b"));

        Assert.Equal(
            ["text", "executableCode", "codeExecutionResult", "hologram", "text"],
            answer.Parts().Select(part => part.First().Key));
    }

    [Fact]
    public async Task A_raw_part_is_sent_as_it_is()
    {
        const string Part = """{"functionCall":{"name":"f","args":{"é":"ž"}},"extra":1}""";

        var answer = await WholeAsync(Reply.Part(Part));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Part), answer.Parts()[0]));
    }

    [Fact]
    public async Task A_text_answer_is_signed_on_its_last_part()
    {
        var parts = (await WholeAsync(Reply.Text("a").ThenText("b"))).Parts();

        Assert.Null(parts[0]["thoughtSignature"]);
        Assert.NotNull(parts[1]["thoughtSignature"]);
    }

    [Fact]
    public async Task A_reply_without_signatures_has_none()
    {
        Assert.Null((await WholeAsync(Reply.Call("f").WithoutSignatures())).Parts()[0]["thoughtSignature"]);
    }

    [Fact]
    public async Task Gemini_2_5_signs_its_call_when_it_is_asked_to_think()
    {
        var answer = await WholeAsync(Reply.Call("f"), "gemini-2.5-flash", """ "generationConfig":{"thinkingConfig":{"thinkingBudget":512}}""");

        Assert.NotNull(answer.Parts()[0]["thoughtSignature"]);
    }

    [Fact]
    public async Task Thoughts_are_shown_unasked_only_on_demand()
    {
        Assert.Single((await WholeAsync(Reply.Thought("hm").ThenText("a"))).Parts());
        Assert.Equal(2, (await WholeAsync(Reply.Thought("hm").ThenText("a").WithThoughtsUnasked())).Parts().Count);
    }

    [Fact]
    public async Task Calls_come_with_the_finish_message_of_newer_models()
    {
        var candidate = (await WholeAsync(Reply.Call("f"))).Candidate();

        Assert.Equal("Model generated function call(s).", candidate["finishMessage"]!.ToString());
        Assert.Null(candidate["content"]!["parts"]![0]!["functionCall"]!["args"]);
    }

    [Fact]
    public async Task Finish_reasons_need_not_be_known()
    {
        var candidate = (await WholeAsync(Reply.Text("a").WithFinish("SOMETHING_NEW", "because"))).Candidate();

        Assert.Equal("SOMETHING_NEW", candidate["finishReason"]!.ToString());
        Assert.Equal("because", candidate["finishMessage"]!.ToString());
    }

    [Fact]
    public async Task A_blocked_prompt_has_feedback_and_no_candidates()
    {
        var answer = await WholeAsync(Reply.Blocked("PROHIBITED_CONTENT"));

        Assert.Equal("PROHIBITED_CONTENT", answer["promptFeedback"]!["blockReason"]!.ToString());
        Assert.Null(answer["candidates"]);
        Assert.Null(answer["usageMetadata"]!["candidatesTokenCount"]);
    }

    [Fact]
    public async Task Usage_and_other_fields_can_be_overridden_and_left_out()
    {
        var answer = await WholeAsync(Reply.Text("a")
            .WithUsage("""{"cachedContentTokenCount":7,"promptTokensDetails":null}""")
            .WithResponseField("modelStatus", """{"modelStage":"LEGACY"}""")
            .WithResponseField("responseId", "null")
            .WithGrounding("""{"webSearchQueries":["q"]}"""));

        Assert.Equal(7, answer.Tokens("cachedContentTokenCount"));
        Assert.Null(answer["usageMetadata"]!["promptTokensDetails"]);
        Assert.Equal("LEGACY", answer["modelStatus"]!["modelStage"]!.ToString());
        Assert.Null(answer["responseId"]);
        Assert.Equal("q", answer.Candidate()["groundingMetadata"]!["webSearchQueries"]![0]!.ToString());
    }

    [Fact]
    public async Task Candidates_follow_with_their_own_parts_and_reasons()
    {
        var answer = await WholeAsync(Reply.Text("a").WithCandidate(Reply.Text("b").WithFinish("SAFETY")).WithCandidate(Reply.Empty().WithoutContent()));

        Assert.Equal("b", answer.Text(1));
        Assert.Equal("SAFETY", answer.Candidate(1)["finishReason"]!.ToString());
        Assert.Null(answer.Candidate(2)["content"]);
        Assert.Equal(2, answer.Candidate(2)["index"]!.GetValue<int>());
    }

    [Fact]
    public async Task Whole_responses_are_sent_as_they_are()
    {
        const string First = """{"candidates":[{"content":{"parts":[{"text":"ž"}]}}],"odd":true}""";

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(First), await WholeAsync(Reply.Json(First, "{}"))));
        Assert.Equal(2, (await EventsAsync(Reply.Json(First, "{}"))).Count);
    }

    [Fact]
    public async Task An_error_reply_has_the_services_envelope()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = new EmulatorClient(emulator);
        emulator.Script.Next(Reply.Error(ServiceError.QuotaExceeded(perDay: true, retryDelay: TimeSpan.FromMilliseconds(34_400))));

        using var response = await client.PostAsync($"v1beta/models/{EmulatorClient.Model}:generateContent", EmulatorClient.Ask("x"));

        Assert.Equal(429, (int)response.StatusCode);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["error"]!;
        Assert.Equal(429, error["code"]!.GetValue<int>());
        Assert.Equal("RESOURCE_EXHAUSTED", error["status"]!.ToString());
        Assert.Contains("PerDay", error["details"]![0]!["violations"]![0]!["quotaId"]!.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("google.rpc.Help", error["details"]![1]!["@type"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("34.4s", error["details"]![2]!["retryDelay"]!.ToString());
    }
}
