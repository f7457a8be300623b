using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Faults;
using Connectors.Gemini.Emulator.Scripts;

namespace Connectors.Gemini.Emulator.Tests.OpenAI;

public class CompletionsTests
{
    private const string Tool = """[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"a":{"type":"string"}}}}}]""";

    [Fact]
    public async Task Scripts_answer_a_completion_and_see_it_as_a_generate_content_request()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        ScriptRequest? seen = null;
        emulator.Script.Next(Reply.Thought("hm").ThenText("Hello.")).Otherwise(request => { seen = request; return Reply.Text("Again."); });

        var first = await PostAsync(emulator, """{"model":"gemini-3.8-flash","messages":[{"role":"system","content":"Be kind."},{"role":"user","content":"Hi"}]}""");
        var second = await PostAsync(
            emulator,
            """
            {"model":"models/gemini-2.5-flash","max_completion_tokens":50,"temperature":0.5,"stop":"x","reasoning_effort":"low",
             "response_format":{"type":"json_schema","json_schema":{"name":"s","schema":{"type":"object"}}},
             "messages":[{"role":"developer","content":"Be brief."},{"role":"user","content":[{"type":"text","text":"Look"},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}]}]}
            """);

        Assert.Equal("chat.completion", first["object"]!.ToString());
        Assert.Equal("gemini-3.8-flash", first["model"]!.ToString());
        Assert.Equal("Hello.", first["choices"]![0]!["message"]!["content"]!.ToString());
        Assert.Equal("stop", first["choices"]![0]!["finish_reason"]!.ToString());
        Assert.True(first["usage"]!["prompt_tokens"]!.GetValue<int>() > 0);
        Assert.Equal("Again.", second["choices"]![0]!["message"]!["content"]!.ToString());
        Assert.Equal("Be brief.", seen!.SystemText);
        Assert.Equal("Look", seen.LastUserText);
        Assert.Equal(
            """{"temperature":0.5,"maxOutputTokens":50,"stopSequences":["x"],"responseMimeType":"application/json","responseJsonSchema":{"type":"object"},"thinkingConfig":{"thinkingBudget":1024}}""",
            seen.Body.GetProperty("generationConfig").GetRawText());
    }

    [Fact]
    public async Task A_stream_brings_chunks_then_the_usage_and_says_that_it_is_done()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        emulator.Script.Next(Reply.Text("one two three").InPieces(4));

        var lines = await LinesAsync(emulator, """{"model":"gemini-2.5-flash","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"Count"}]}""");

        Assert.Equal("[DONE]", lines[^1]);
        var chunks = lines[..^1].ConvertAll(line => JsonNode.Parse(line)!);
        Assert.Equal("one two three", string.Concat(chunks[..^1].Select(chunk => chunk["choices"]![0]!["delta"]!["content"]?.ToString())));
        Assert.Equal("stop", chunks[^2]["choices"]![0]!["finish_reason"]!.ToString());
        Assert.Empty(chunks[^1]["choices"]!.AsArray());
        Assert.True(chunks[^1]["usage"]!["total_tokens"]!.GetValue<int>() > 0);
    }

    [Fact]
    public async Task Calls_bring_their_signature_beside_them_and_pass_only_with_it()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        emulator.Script.Next(Reply.Call("f", new JsonObject { ["a"] = "1" }), Reply.Text("Done."));
        const string Head = """{"model":"gemini-3.8-flash","tools":""";

        var first = await PostAsync(emulator, Head + Tool + ""","messages":[{"role":"user","content":"Call"}]}""");
        var message = first["choices"]![0]!["message"]!;
        var call = message["tool_calls"]![0]!;
        var id = call["id"]!.ToString();
        string Again(JsonNode echoed) =>
            $$"""{{Head}}{{Tool}},"messages":[{"role":"user","content":"Call"},{{echoed.ToJsonString()}},{"role":"tool","tool_call_id":"{{id}}","content":"{\"b\":2}"}]}""";
        var unsigned = message.DeepClone();
        unsigned["tool_calls"]![0]!.AsObject().Remove("extra_content");
        var (status, refusal) = await SendAsync(emulator, Again(unsigned));
        var last = await PostAsync(emulator, Again(message));

        Assert.Equal("tool_calls", first["choices"]![0]!["finish_reason"]!.ToString());
        Assert.Equal("""{"a":"1"}""", call["function"]!["arguments"]!.ToString());
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("thought_signature", refusal[0]!["error"]!["message"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("Done.", last["choices"]![0]!["message"]!["content"]!.ToString());
    }

    [Theory]
    [InlineData("""{"messages":[]}""", "model is not specified")]
    [InlineData("""{"model":"gemini-2.5-flash","logit_bias":{},"messages":[{"role":"user","content":"x"}]}""", "Unknown name \"logit_bias\"")]
    [InlineData("""{"model":"gemini-2.5-flash","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://example.com/a.png"}}]}]}""", "Unsupported image url")]
    [InlineData("""{"model":"gemini-2.5-flash","messages":[{"role":"user","content":"x"},{"role":"tool","tool_call_id":"none","content":"x"}]}""", "No tool call has the id none")]
    [InlineData("""{"model":"gemini-2.5-flash","messages":[{"role":"user","content":"x"}],"reasoning_effort":"huge"}""", "Invalid reasoning_effort")]
    [InlineData("""{"model":"gemini-2.5-flash","messages":[{"role":"user","content":"x"}],"temperature":7}""", "temperature")]
    public async Task What_the_surface_cannot_take_is_refused_with_the_reason_in_an_array(string body, string reason)
    {
        await using var emulator = await GeminiEmulator.StartAsync();

        var (status, answer) = await SendAsync(emulator, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(reason, answer[0]!["error"]!["message"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_comes_as_a_bearer_token_and_the_journal_does_not_keep_it()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        const string Body = """{"model":"gemini-2.5-flash","messages":[{"role":"user","content":"x"}]}""";

        var (without, _) = await SendAsync(emulator, Body, key: null);
        await PostAsync(emulator, Body);

        Assert.Equal(HttpStatusCode.Forbidden, without);
        Assert.DoesNotContain("secret-key", string.Join('\n', emulator.Journal.Entries.SelectMany(entry => entry.Headers.Values)), StringComparison.Ordinal);
        Assert.Equal("generateContent", emulator.Journal.Entries[^1].Method);
    }

    [Fact]
    public async Task Faults_strike_and_unknown_paths_are_not_found()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        emulator.Faults.Add(Fault.Error(ServiceError.Overloaded()).ForModel("gemini-2.5-flash").OnCall(1));

        var (status, answer) = await SendAsync(emulator, """{"model":"gemini-2.5-flash","messages":[{"role":"user","content":"x"}]}""");
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "any");
        using var unknown = await http.GetAsync(new Uri(emulator.BaseAddress, "v1beta/openai/fine_tuning/jobs"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("UNAVAILABLE", answer[0]!["error"]!["status"]!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private static async Task<JsonNode> PostAsync(GeminiEmulator emulator, string body)
    {
        var (status, answer) = await SendAsync(emulator, body);
        Assert.True(status == HttpStatusCode.OK, answer.ToJsonString());
        return answer;
    }

    private static async Task<(HttpStatusCode Status, JsonNode Answer)> SendAsync(GeminiEmulator emulator, string body, string? key = "secret-key")
    {
        using var response = await SendTextAsync(emulator, body, key);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }

    private static async Task<List<string>> LinesAsync(GeminiEmulator emulator, string body)
    {
        using var response = await SendTextAsync(emulator, body, "secret-key");
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return [.. text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line["data: ".Length..])];
    }

    private static async Task<HttpResponseMessage> SendTextAsync(GeminiEmulator emulator, string body, string? key)
    {
        using var http = new HttpClient { BaseAddress = emulator.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1beta/openai/chat/completions") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
