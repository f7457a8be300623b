using System.Text.Json;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;
using static Connectors.Gemini.Tests.Chat.Conversation;

namespace Connectors.Gemini.Tests.Chat;

public class AnswerTests
{
    private readonly FakeService _service = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Text_ids_model_and_finish_are_surfaced(bool streaming)
    {
        _service.Answer("""{"text":"Hel"}""", """{"text":"lo"}""");

        var response = await _service.Chat().AskAsync(streaming, [User("hi")]);

        Assert.Equal("Hello", response.Text);
        Assert.Equal("answer-1", response.ResponseId);
        Assert.Equal("answer-1", Assert.Single(response.Messages).MessageId);
        Assert.Equal(ChatRole.Assistant, response.Messages[0].Role);
        Assert.Equal("gemini-test-001", response.ModelId);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.NotNull(response.CreatedAt);
        Assert.Null(response.ConversationId);
    }

    [Fact]
    public async Task The_raw_response_is_there_with_its_headers()
    {
        _service.AnswerJson("""{"candidates":[{"content":{"role":"model","parts":[{"text":"a"}]},"finishReason":"STOP","logprobsResult":{"logProbabilitySum":-1.5},"novelty":{"x":1}}],"responseId":"r","createTime":"2026-11-02T03:04:05.123456789Z","novelty":2}""");

        var response = await _service.Chat().AskAsync(User("hi"));

        var raw = Assert.IsType<GenerateContentResponse>(response.RawRepresentation);
        Assert.Equal("seen", raw.ResponseHeaders!.GetValues("x-test").Single());
        Assert.Equal(-1.5, raw.Candidates![0].LogprobsResult!.LogProbabilitySum);
        Assert.Equal(2, raw.UnknownFields!["novelty"].GetInt32());
        AssertJson("""{"x":1}""", raw.Candidates[0].UnknownFields!["novelty"]);
        Assert.Equal(new DateTimeOffset(2026, 11, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1234567), response.CreatedAt!.Value, TimeSpan.FromTicks(10));
    }

    [Fact]
    public async Task Every_update_of_a_stream_has_its_raw_event_and_headers()
    {
        _service.Answer("""{"text":"a"}""", """{"text":"b"}""");

        var updates = await _service.Chat().StreamAsync(User("hi"));

        Assert.Equal(2, updates.Count(u => u.RawRepresentation is GenerateContentResponse { ResponseHeaders: { } headers } && headers.Contains("x-test")));
    }

    [Fact]
    public async Task An_answer_without_ids_gets_unique_ones()
    {
        const string Body = """{"candidates":[{"content":{"role":"model","parts":[{"text":"a"}]},"finishReason":"STOP"}]}""";
        _service.AnswerJson(Body).AnswerJson(Body);

        var first = await _service.Chat().AskAsync(User("hi"));
        var second = await _service.Chat().AskAsync(User("hi"));

        Assert.NotEmpty(first.ResponseId!);
        Assert.NotEmpty(first.Messages[0].MessageId!);
        Assert.NotEqual(first.ResponseId, second.ResponseId);
        Assert.Equal(FakeService.Newest, first.ModelId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Thoughts_are_reasoning_and_not_text(bool streaming)
    {
        _service.Answer("""{"text":"Let me ","thought":true}""", """{"text":"see.","thought":true}""", """{"text":"Yes."}""");

        var response = await _service.Chat().AskAsync(streaming, [User("hi")]);

        Assert.Equal("Yes.", response.Text);
        Assert.Equal("Let me see.", string.Concat(response.Messages[0].Contents.OfType<TextReasoningContent>().Select(t => t.Text)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Images_and_audio_are_data_and_thought_images_are_marked(bool streaming)
    {
        _service.Answer(
            """{"inlineData":{"mimeType":"image/png","data":"AQID"},"thought":true}""",
            """{"inlineData":{"mimeType":"image/png","data":"BAUG"}}""",
            """{"inlineData":{"mimeType":"audio/L16;codec=pcm;rate=24000","data":"Bwg="}}""",
            """{"inlineData":{"mimeType":"application/x-novel","data":"_-8"}}""");

        var response = await _service.Chat().AskAsync(streaming, [User("draw")]);

        var data = response.Messages[0].Contents.OfType<DataContent>().ToList();
        Assert.Equal(["image/png", "image/png", "audio/L16;codec=pcm;rate=24000", "application/x-novel"], data.Select(d => d.MediaType));
        Assert.Equal(new byte[] { 1, 2, 3 }, data[0].Data.ToArray());
        Assert.Equal(new byte[] { 0xff, 0xef }, data[3].Data.ToArray());
        Assert.Equal(true, data[0].AdditionalProperties!["gemini.thought"]);
        Assert.Null(data[1].AdditionalProperties);
        Assert.DoesNotContain(response.Messages[0].Contents, c => c is ErrorContent);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Unknown_parts_and_fields_are_kept_and_go_back_also_after_json(bool streaming)
    {
        string[] parts =
        [
            """{"text":"plan","thought":true,"depth":{"n":2}}""",
            """{"text":"more","thought":true}""",
            """{"text":"one"}""",
            """{"text":"two","mood":"good"}""",
            """{"text":"three"}""",
            """{"hologram":{"shape":"cube"},"thoughtSignature":"c2ln"}""",
            """{"executableCode":{"language":"PYTHON","code":"print(1)","novel":1},"thoughtSignature":"Y29kZQ=="}""",
            """{"codeExecutionResult":{"outcome":"OUTCOME_NOVEL","output":"1"}}""",
            """{"inlineData":{"mimeType":"image/png","data":"AQID","dpi":300,"displayName":"a.png"},"zoom":1.5}""",
            """{"fileData":{"fileUri":"https://example.com/a.bin","mimeType":"application/octet-stream","displayName":"a","size":"9"}}""",
            """{"fileData":{"fileUri":"https://example.com/a.png","mimeType":"image/png"}}""",
        ];
        var service = new FakeService { RulesDoNotApplyBecause = "unknown fields that the service itself sent go back" }.Answer(parts).Answer("""{"text":"ok"}""").Answer("""{"text":"ok"}""");
        var chat = service.Chat();

        var response = await chat.AskAsync(streaming, [User("hi")]);
        await chat.AskAsync(streaming, [User("hi"), .. response.Messages, User("more")]);
        await chat.AskAsync(streaming, [User("hi"), .. ThroughJson(response.Messages), User("more")]);

        Assert.Equal("onetwothree", response.Text);
        AssertJson($"[{string.Join(',', parts)}]", service.Requests[1].GetProperty("contents")[1].GetProperty("parts"));
        AssertJson($"[{string.Join(',', parts)}]", service.Requests[2].GetProperty("contents")[1].GetProperty("parts"));
    }

    [Theory]
    [InlineData("""{"candidates":[{"finishReason":"STOP"}]}""")]
    [InlineData("""{"candidates":[{"content":{},"finishReason":"STOP"}]}""")]
    [InlineData("""{"candidates":[{"content":{"role":"model"},"finishReason":"STOP"}]}""")]
    [InlineData("""{"candidates":[{"content":{"role":"model","parts":[]},"finishReason":"STOP"}]}""")]
    [InlineData("""{"candidates":[{"content":{"role":"model","parts":[{}]},"finishReason":"STOP"}]}""")]
    [InlineData("""{"candidates":[{"content":{"role":"model","parts":[{"text":""}]},"finishReason":"STOP"}]}""")]
    [InlineData("""{"candidates":[{"content":{"role":"model","parts":[{"text":"only a plan","thought":true}]},"finishReason":"STOP"}]}""")]
    public async Task An_empty_answer_is_an_error_content_and_no_silent_success(string body)
    {
        foreach (var streaming in new[] { false, true })
        {
            var response = await new FakeService().AnswerJson(body).Chat().AskAsync(streaming, [User("hi")]);

            var error = Assert.Single(response.Messages.SelectMany(m => m.Contents).OfType<ErrorContent>());
            Assert.Equal("STOP", error.ErrorCode);
            Assert.Equal("", response.Text);
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"candidates":[]}""")]
    [InlineData("""{"candidates":null,"usageMetadata":null}""")]
    [InlineData("""{"usageMetadata":{"promptTokenCount":3}}""")]
    public async Task A_response_without_candidates_is_an_error_content(string body)
    {
        var response = await _service.AnswerJson(body).Chat().AskAsync(User("hi"));

        Assert.Single(response.Messages[0].Contents.OfType<ErrorContent>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_budget_spent_on_thinking_ends_with_length(bool streaming)
    {
        _service.AnswerJson("""{"candidates":[{"content":{"role":"model"},"finishReason":"MAX_TOKENS"}],"usageMetadata":{"promptTokenCount":1,"thoughtsTokenCount":9,"totalTokenCount":10}}""");

        var response = await _service.Chat().AskAsync(streaming, [User("hi")]);

        Assert.Equal(ChatFinishReason.Length, response.FinishReason);
        Assert.Equal(9, response.Usage!.OutputTokenCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_blocked_prompt_says_why(bool streaming)
    {
        _service.AnswerJson("""{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT","blockReasonMessage":"Not this.","safetyRatings":[{"category":"HARM_CATEGORY_HARASSMENT","probability":"HIGH","blocked":true}]},"usageMetadata":{"promptTokenCount":4,"totalTokenCount":4},"responseId":"r"}""");

        var response = await _service.Chat().AskAsync(streaming, [User("hi")]);

        Assert.Equal(ChatFinishReason.ContentFilter, response.FinishReason);
        var error = Assert.Single(response.Messages.SelectMany(m => m.Contents).OfType<ErrorContent>());
        Assert.Equal("PROHIBITED_CONTENT", error.ErrorCode);
        Assert.Contains("Not this.", error.Message, StringComparison.Ordinal);
        Assert.Equal(4, response.Usage!.InputTokenCount);
        Assert.Equal("HIGH", Assert.IsType<PromptFeedback>(error.RawRepresentation).SafetyRatings![0].Probability!.Value.Value);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_filtered_answer_keeps_its_text_and_says_why(bool streaming)
    {
        _service.AnswerJson("""{"candidates":[{"content":{"role":"model","parts":[{"text":"Once"}]},"finishReason":"SAFETY","finishMessage":"Too much."}]}""");

        var response = await _service.Chat().AskAsync(streaming, [User("hi")]);

        Assert.Equal("Once", response.Text);
        Assert.Equal(ChatFinishReason.ContentFilter, response.FinishReason);
        Assert.Equal("Too much.", response.Messages[0].AdditionalProperties!["gemini.finishMessage"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_several_candidates_the_first_is_the_answer(bool streaming)
    {
        _service.AnswerJson("""{"candidates":[{"content":{"role":"model","parts":[{"text":"one"}]},"finishReason":"STOP","index":0},{"content":{"role":"model","parts":[{"text":"two"}]},"finishReason":"MAX_TOKENS","index":1}]}""");

        var response = await _service.Chat().AskAsync(streaming, [User("hi")]);

        Assert.Equal("one", response.Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        if (!streaming)
        {
            Assert.Equal("two", ((GenerateContentResponse)response.RawRepresentation!).Candidates![1].Content!.Parts![0].Text);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Calls_have_names_and_arguments_and_unique_ids(bool streaming)
    {
        _service.Answer(
            CallPart("a", Signature("1"), id: "s1", args: """{"n":1,"list":[1,2],"none":null}"""),
            CallPart("b", args: null),
            CallPart("b", id: "", args: "{}"),
            CallPart("c", id: "s1"));

        var response = await _service.Chat().AskAsync(streaming, [User("hi")]);

        var calls = response.Messages[0].Contents.OfType<FunctionCallContent>().ToList();
        Assert.Equal(["a", "b", "b", "c"], calls.Select(c => c.Name));
        Assert.Equal("s1", calls[0].CallId);
        Assert.Equal(4, calls.Select(c => c.CallId).Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain(calls, c => c.CallId.Length == 0);
        Assert.Equal(1, Assert.IsType<JsonElement>(calls[0].Arguments!["n"]).GetInt32());
        Assert.Null(calls[0].Arguments!["none"]);
        Assert.Empty(calls[1].Arguments!);
        Assert.Empty(calls[2].Arguments!);
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
    }

    [Fact]
    public async Task Whole_numbers_come_as_integers_where_the_schema_says_so()
    {
        _service.Answer(CallPart("add", args: """{"a":3.0,"b":2.5,"c":1e3,"d":4.0}"""));
        var schema = JsonElement.Parse("""{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"integer"},"c":{"type":["integer","null"]},"d":{"type":"number"}}}"""u8);

        var response = await _service.Chat().GetResponseAsync([User("hi")], new() { Tools = [AIFunctionFactory.CreateDeclaration("add", "d", schema)] }, Token);

        var arguments = response.Messages[0].Contents.OfType<FunctionCallContent>().Single().Arguments!;
        Assert.Equal(["3", "2.5", "1000", "4.0"], arguments.Values.Select(v => ((JsonElement)v!).GetRawText()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Only_the_first_call_is_kept_where_several_are_not_allowed(bool streaming)
    {
        _service.Answer(CallPart("a", Signature("1")), CallPart("b"), """{"text":"and"}""", CallPart("c"));

        var response = await _service.Chat().AskAsync(streaming, [User("hi")], new() { AllowMultipleToolCalls = false });

        Assert.Equal("a", Assert.Single(response.Messages[0].Contents.OfType<FunctionCallContent>()).Name);
        Assert.Equal(2, _service.Warnings.Count(line => line.Contains("AllowMultipleToolCalls", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Everything_kept_in_properties_survives_json_without_reflection()
    {
        _service.Answer(
            """{"text":"think","thought":true,"thoughtSignature":"c2ln"}""", """{"text":"a","x":1,"thoughtSignature":"c2ln"}""", CallPart("f", Signature("1"), args: null),
            """{"inlineData":{"mimeType":"image/png","data":"AQID","y":2},"thoughtSignature":"c2ln"}""", """{"novel":{}}""");

        var response = await _service.Chat().AskAsync(User("hi"));

        Assert.All(
            response.Messages[0].Contents.SelectMany(c => c.AdditionalProperties ?? []),
            property => Assert.True(property.Value is string or bool or int or JsonElement, $"{property.Key} is a {property.Value?.GetType()}"));
        Assert.Equal(response.Messages[0].Contents.Count, ThroughJson(response.Messages)[0].Contents.Count);
    }

    [Fact]
    public async Task Services_of_the_client_are_found()
    {
        var client = _service.Client();
        var chat = client.AsIChatClient(FakeService.Newest);
        await Task.CompletedTask;

        var metadata = chat.GetRequiredService<ChatClientMetadata>();
        Assert.Equal("gcp.gemini", metadata.ProviderName);
        Assert.Equal(FakeService.Newest, metadata.DefaultModelId);
        Assert.Equal("generativelanguage.googleapis.com", metadata.ProviderUri!.Host);
        Assert.Same(chat, chat.GetService(typeof(IChatClient)));
        Assert.Same(client, chat.GetService<GeminiClient>());
        Assert.Null(chat.GetService(typeof(IChatClient), "key"));
        Assert.Null(chat.GetService(typeof(string)));
        Assert.Throws<ArgumentNullException>(() => chat.GetService(null!));
    }

    [Fact]
    public async Task Vertex_is_named_as_its_own_provider()
    {
        FakeService service = new();
        var chat = service.Client(o => o.Vertex = new GeminiVertexOptions()).AsIChatClient(FakeService.Newest);
        await service.Answer("""{"text":"ok"}""").Chat().AskAsync(User("hi"));

        Assert.Equal("gcp.vertex_ai", chat.GetRequiredService<ChatClientMetadata>().ProviderName);
    }
}
