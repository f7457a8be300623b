using System.Text.Json;
using Connectors.Gemini.Tests.Chat;
using Microsoft.Extensions.AI;
using static Connectors.Gemini.Tests.Chat.Conversation;

namespace Connectors.Gemini.Tests.Mapping;

/// <summary>What frameworks do to calls and results, and what goes out nevertheless.</summary>
public class HistoryTests
{
    private const string Sentinel = "skip_thought_signature_validator";
    private static readonly string S1 = Signature("1");
    private readonly FakeService _service = new();

    [Fact]
    public async Task Results_go_in_one_turn_in_the_order_of_the_calls()
    {
        var (model, c) = await ThreeCallsAsync();
        await SendAsync(User("hi"), model, Tool(Result(c[2].CallId, "r3")), Tool(Result(c[0].CallId, "r1"), Result(c[1].CallId, "r2")));

        AssertTurns(2);
    }

    [Fact]
    public async Task Calls_and_results_that_were_split_into_messages_become_one_step()
    {
        var (model, c) = await ThreeCallsAsync();
        Assert.NotEmpty(model.Contents);
        await SendAsync(
            User("hi"), Model(c[0]), Model(c[1]), Model(c[2]), Tool(Result(c[0].CallId, "r1")), Tool(Result(c[1].CallId, "r2")), Tool(Result(c[2].CallId, "r3")));

        AssertTurns(2);
    }

    [Fact]
    public async Task Calls_and_results_that_alternate_become_one_step()
    {
        var (_, c) = await ThreeCallsAsync();
        await SendAsync(
            User("hi"), Model(c[0]), Tool(Result(c[0].CallId, "r1")), Model(c[1]), Tool(Result(c[1].CallId, "r2")), Model(c[2]), Tool(Result(c[2].CallId, "r3")));

        AssertTurns(2);
    }

    [Theory]
    [InlineData(1, 0, 2)]
    [InlineData(0, 2, 1)]
    [InlineData(2, 1, 0)]
    public async Task Calls_that_were_moved_go_back_in_the_models_order(int first, int second, int third)
    {
        var (_, c) = await ThreeCallsAsync();
        foreach (var messages in new[] { new[] { Model(c[first], c[second], c[third]) }, [.. ThroughJson([Model(c[first]), Model(c[second], c[third])])] })
        {
            await SendAsync([User("hi"), .. messages, Tool(Result(c[third].CallId, $"r{third + 1}"), Result(c[first].CallId, $"r{first + 1}"), Result(c[second].CallId, $"r{second + 1}"))]);
            AssertTurns(2);
        }
    }

    [Fact]
    public async Task A_bare_copy_of_a_call_does_not_count()
    {
        var (_, c) = await ThreeCallsAsync();
        FunctionCallContent bare = new(c[0].CallId, c[0].Name, c[0].Arguments);
        foreach (var messages in new ChatMessage[][] { [Model(c[0]), Model(bare)], [Model(bare), Model(c[0])], [Model(bare, c[0], bare)] })
        {
            await SendAsync([User("hi"), .. messages, Model(c[1], c[2]), Tool(Result(c[0].CallId, "r1"), Result(c[1].CallId, "r2"), Result(c[2].CallId, "r3"))]);
            AssertTurns(2);
        }
    }

    [Fact]
    public async Task Answered_approvals_in_the_history_are_left_out()
    {
        var (_, c) = await ThreeCallsAsync();
        await SendAsync(
            User("hi"),
            Model(new ToolApprovalRequestContent("a0", c[0]), new ToolApprovalRequestContent("a1", c[1]), new ToolApprovalRequestContent("a2", c[2])),
            new ChatMessage(ChatRole.User, [.. c.Select((call, i) => new ToolApprovalResponseContent($"a{i}", true, call))]),
            Model(c[1], c[0]), Model(c[2]),
            Tool(Result(c[1].CallId, "r2")), Tool(Result(c[0].CallId, "r1"), Result(c[2].CallId, "r3")));

        AssertTurns(2);
    }

    [Fact]
    public async Task A_refused_approval_is_sent_as_a_result()
    {
        var (_, c) = await ThreeCallsAsync();
        await SendAsync(
            User("hi"),
            Model(new ToolApprovalRequestContent("a0", c[0])),
            new ChatMessage(ChatRole.User, [new ToolApprovalResponseContent("a0", false, c[0]) { Reason = "Too dear." }]));

        var response = LastTurn(2)[0].GetProperty("functionResponse").GetProperty("response").GetProperty("error").GetString();
        Assert.Contains("Too dear.", response, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "The user refused this call; it must not be retried.")]
    [InlineData("Too dear.", "The user refused this call; it must not be retried. Too dear.")]
    public async Task A_refusal_is_told_with_its_reason_if_there_is_one(string? reason, string told)
    {
        await SendAsync(User("hi"), Model(new ToolApprovalRequestContent("a", Call("c"))), new ChatMessage(ChatRole.User, [new ToolApprovalResponseContent("a", false, Call("c")) { Reason = reason }]));

        Assert.Equal(told, LastTurn(2)[0].GetProperty("functionResponse").GetProperty("response").GetProperty("error").GetString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_approval_that_is_answered_after_another_message_is_the_same_call(bool asksFirst)
    {
        var request = new ToolApprovalRequestContent("a", Call("c"));
        var response = new ChatMessage(ChatRole.User, [new ToolApprovalResponseContent("a", true, Call("c"))]);
        ChatMessage[] before = asksFirst ? [Model(request), User("wait"), response] : [response, User("wait")];
        await SendAsync([User("hi"), .. before, Model(Call("c")), Tool(Result("c"))]);

        Assert.Single(CallsSent);
    }

    [Fact]
    public async Task The_same_id_in_a_later_step_is_another_call_also_where_the_first_was_never_answered()
    {
        await SendAsync(User("hi"), Model(Call("c")), User("again"), Model(Call("c")), Tool(Result("c")));
        Assert.Equal(2, CallsSent.Count());
    }

    [Fact]
    public async Task Of_two_signed_copies_of_a_call_the_first_counts()
    {
        var (_, c) = await ThreeCallsAsync();
        var copy = new FunctionCallContent(c[0].CallId, c[0].Name, c[0].Arguments) { AdditionalProperties = new(c[0].AdditionalProperties!) { ["gemini.thoughtSignature"] = Signature("another") } };
        await SendAsync(User("hi"), Model(c[0], copy, c[1], c[2]), Tool(Result(c[0].CallId, "r1"), Result(c[1].CallId, "r2"), Result(c[2].CallId, "r3")));
        AssertTurns(2);
    }

    [Fact]
    public async Task What_the_service_answered_itself_stays_in_the_models_turn_and_is_not_owed()
    {
        var service = new FakeService { RulesDoNotApplyBecause = "the emulator's table does not know results in the model's turn" }
            .Answer(CallPart("f", S1, "i1"), """{"functionResponse":{"id":"i1","name":"f","response":{"x":1}}}""", """{"text":"so"}""").Answer("""{"text":"ok"}""");
        var first = await service.Chat().AskAsync(User("hi"));

        await service.Chat().AskAsync([User("hi"), .. first.Messages, User("go on")]);

        Assert.Equal(3, service.LastContents.GetArrayLength());
        AssertJson($$$$"""[{{{{CallPart("f", S1, "i1")}}}},{"functionResponse":{"id":"i1","name":"f","response":{"x":1}}},{"text":"so"}]""", service.LastContents[1].GetProperty("parts"));
        Assert.Empty(service.Warnings);
    }

    [Fact]
    public async Task A_call_without_a_result_gets_an_error_and_a_warning()
    {
        var (_, c) = await ThreeCallsAsync();
        await SendAsync(User("hi"), Model(c[0], c[1], c[2]), Tool(Result(c[1].CallId, "r2")), User("never mind"));

        var responses = LastTurn(2).EnumerateArray().Select(p => p.GetProperty("functionResponse").GetProperty("response").ToString());
        Assert.Equal(["""{"error":"no result was recorded"}""", """{"output":"r2"}""", """{"error":"no result was recorded"}"""], responses);
        Assert.Equal(2, _service.Warnings.Count(line => line.Contains("has no result", StringComparison.Ordinal)));
        AssertJson("""{"role":"user","parts":[{"text":"never mind"}]}""", _service.LastContents[3]);
    }

    [Fact]
    public async Task A_result_without_a_call_is_not_sent_and_warned_of()
    {
        _service.Answer("""{"text":"ok"}""");
        await SendAsync(Tool(Result("gone")), User("hi"));

        AssertJson("""[{"role":"user","parts":[{"text":"hi"}]}]""", _service.LastContents);
        Assert.Single(_service.Warnings, line => line.Contains("'gone'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_result_of_a_call_is_not_sent_and_warned_of()
    {
        await SendAsync(User("hi"), Model(Call("c1")), Tool(Result("c1", "first"), Result("c1", "second")), User("x"));

        Assert.Equal("""{"output":"first"}""", LastTurn(2)[0].GetProperty("functionResponse").GetProperty("response").ToString());
        Assert.Equal(1, LastTurn(2).GetArrayLength());
        Assert.Single(_service.Warnings, line => line.Contains("more than one result", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Results_that_stand_before_their_calls_are_found()
    {
        await SendAsync(User("hi"), Tool(Result("c1", "r1"), Result("c2", "r2")), Model(Call("c1"), Call("c2")), Model(new TextContent("done")), User("x"));

        Assert.Equal(["""{"output":"r1"}""", """{"output":"r2"}"""], LastTurn(2).EnumerateArray().Select(p => p.GetProperty("functionResponse").GetProperty("response").ToString()));
        AssertJson("""{"role":"model","parts":[{"text":"done"}]}""", _service.LastContents[3]);
    }

    [Fact]
    public async Task An_orphan_result_does_not_take_the_place_of_a_later_one_with_its_id()
    {
        await SendAsync(Tool(Result("c1", "of a call that was cut off")), User("hi"), Model(Call("c1")), Tool(Result("c1", "right")));

        Assert.Equal("""{"output":"right"}""", LastTurn(2)[0].GetProperty("functionResponse").GetProperty("response").ToString());
    }

    [Fact]
    public async Task The_same_id_in_two_steps_means_two_calls()
    {
        await SendAsync(User("hi"), Model(Call("c1", "f")), Tool(Result("c1", "one")), Model(Call("c1", "g")), Tool(Result("c1", "two")));

        Assert.Equal(["f", "g"], new[] { 1, 3 }.Select(i => LastTurn(i)[0].GetProperty("functionCall").GetProperty("name").GetString()));
        Assert.Equal(["""{"output":"one"}""", """{"output":"two"}"""], new[] { 2, 4 }.Select(i => LastTurn(i)[0].GetProperty("functionResponse").GetProperty("response").ToString()));
    }

    [Fact]
    public async Task Results_of_two_open_calls_with_one_id_go_to_the_later_call_first_and_a_third_is_warned_of()
    {
        await SendAsync(User("hi"), Model(Call("c", "f")), User("again"), Model(Call("c", "g")), Tool(Result("c", "1")), Tool(Result("c", "2")), Tool(Result("c", "3")));

        AssertResults(("f", "2"), ("g", "1"));
        Assert.Single(_service.Warnings, line => line.Contains("more than one result", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_result_that_stood_before_its_call_answers_one_call_alone()
    {
        await SendAsync(User("hi"), Tool(Result("c", "early")), Model(Call("c", "f")), User("again"), Model(Call("c", "g")), User("well?"));

        AssertResults(("f", "early"), ("g", null));
        Assert.DoesNotContain(_service.Warnings, line => line.Contains("no call", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_results_that_stood_before_their_calls_answer_them_in_their_order()
    {
        await SendAsync(User("hi"), Tool(Result("c", "1"), Result("c", "2")), Model(Call("c", "f")), User("again"), Model(Call("c", "g")), User("well?"));

        AssertResults(("f", "1"), ("g", "2"));
    }

    [Fact]
    public async Task A_result_after_a_call_takes_the_place_of_one_before_it_also_where_a_later_call_has_the_id()
    {
        await SendAsync(
            Tool(Result("c", "of a call that was cut off")), User("hi"), Model(Call("c", "f")), User("again"), Model(Call("c", "g")), Tool(Result("c", "2")), Tool(Result("c", "1")));

        AssertResults(("f", "1"), ("g", "2"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_whose_approval_was_never_answered_is_still_sent(bool isRepeated)
    {
        AIContent asked = new ToolApprovalRequestContent("a", Call("c", "f"));
        await SendAsync(User("hi"), isRepeated ? Model(asked, asked) : Model(asked), User("never mind"));

        AssertResults(("f", null));
        Assert.Equal(["user", "model", "user", "user"], Roles);
    }

    [Fact]
    public async Task A_call_that_is_repeated_after_its_approval_goes_to_that_also_where_a_later_call_has_its_id()
    {
        var (_, c) = await ThreeCallsAsync();
        FunctionCallContent bare = new(c[1].CallId, "bare", c[1].Arguments);
        // The bare call was asked for in a turn of its own; the signed one of the same id belongs to the turn of its answer, which came later.
        await SendAsync(
            User("hi"), Model(new ToolApprovalRequestContent("a", bare)), User("wait"), Model(c[0]), User("go on"), Model(c[1], c[2]), User("now"), Model(bare),
            Tool(Result(c[0].CallId, "r1"), Result(c[1].CallId, "r2"), Result(c[2].CallId, "r3")), Tool(Result(c[1].CallId, "r4")));

        AssertResults(("bare", "r4"), ("f", "r1"), ("g", "r2"), ("h", "r3"));
    }

    [Fact]
    public async Task A_call_that_was_asked_for_after_the_rest_of_its_answer_is_the_one_that_was_asked_for()
    {
        var (_, c) = await ThreeCallsAsync();
        FunctionCallContent bare = new(c[1].CallId, c[1].Name, c[1].Arguments);
        await SendAsync(
            User("hi"), Model(c[0]), User("wait"), Model(new ToolApprovalRequestContent("a", bare)), User("go on"), Model(c[1]),
            Tool(Result(c[0].CallId, "r1"), Result(c[1].CallId, "r2")));

        AssertResults(("f", "r1"), ("g", "r2"));
    }

    [Fact]
    public async Task The_rest_of_an_answer_is_found_also_where_its_first_call_became_signed_by_a_later_copy()
    {
        var (_, c) = await ThreeCallsAsync();
        FunctionCallContent bare = new(c[0].CallId, c[0].Name, c[0].Arguments);
        await SendAsync(
            User("hi"), Model(bare), Model(c[0]), Tool(Result(c[0].CallId, "r1")), Model(c[1]), Tool(Result(c[1].CallId, "r2")), Model(c[2]), Tool(Result(c[2].CallId, "r3")));

        AssertTurns(2);
    }

    [Fact]
    public async Task Two_answers_stay_two_steps_where_the_results_come_after_both_and_a_foreign_call_stands_between()
    {
        _service.Answer(CallPart("f", S1, "i1")).Answer(CallPart("g", Signature("2"), "i2"));
        var first = (await _service.Chat().AskAsync(User("hi"))).Messages[0];
        var second = (await _service.Chat().AskAsync(User("hi"))).Messages[0];
        await SendAsync(User("hi"), first, Model(Call("x", "foreign")), second, Tool(Result("i1", "r1"), Result("i2", "r2"), Result("x", "rx")));

        AssertResults(("f", "r1"), ("foreign", "rx"), ("g", "r2"));
        Assert.Equal(["user", "model", "user", "model", "user"], Roles);
    }

    [Fact]
    public async Task Two_calls_that_changed_places_go_back_in_the_models_order()
    {
        _service.Answer(CallPart("f", S1, "i1"), SignatureTests.Text("and"), CallPart("g", null, "i2"));
        var message = (await _service.Chat().AskAsync(User("hi"))).Messages[0];
        var (f, text, g) = (message.Contents[0], message.Contents[1], message.Contents[2]);
        await SendAsync(User("hi"), Model(g, text, f), Tool(Result("i2", "r2"), Result("i1", "r1")));

        AssertJson($"[{CallPart("f", S1, "i1")},{SignatureTests.Text("and")},{CallPart("g", null, "i2")}]", LastTurn(1));
    }

    [Fact]
    public async Task Calls_without_a_place_of_their_own_stand_behind_those_that_have_one()
    {
        var (_, c) = await ThreeCallsAsync();
        await SendAsync(User("hi"), Model(Call("x", "foreign"), c[2], c[0], c[1]), Tool(Result("x", "rx"), Result("i1", "r1"), Result("i2", "r2"), Result("i3", "r3")));

        AssertResults(("f", "r1"), ("g", "r2"), ("h", "r3"), ("foreign", "rx"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_model_says_after_a_result_comes_after_it_also_where_another_result_is_missing(bool inOneMessage)
    {
        AIContent[] contents = [Call("c", "f"), Call("d", "g"), Result("c", "1"), new TextContent("so")];
        await SendAsync([User("hi"), .. inOneMessage ? [Model(contents)] : new[] { Model(contents[..2]), Tool(contents[2]), Model(contents[3]) }, User("well?")]);

        AssertResults(("f", "1"), ("g", null));
        Assert.Equal(["user", "model", "user", "model", "user"], Roles);
        AssertJson("""[{"text":"so"}]""", LastTurn(3));
    }

    [Theory]
    [InlineData("t", true)]
    [InlineData("other", false)]
    public async Task A_result_of_the_services_own_tool_goes_back_where_its_call_is_in_an_earlier_turn(string id, bool isSent)
    {
        var service = new FakeService { RulesDoNotApplyBecause = "hosted tool parts need a config of their own" }
            .Answer("""{"toolCall":{"id":"t","toolType":"GOOGLE_SEARCH_WEB"}}""", """{"text":"a"}""")
            .Answer($$"""{"toolResponse":{"id":"{{id}}","toolType":"GOOGLE_SEARCH_WEB","response":{} } }""", """{"text":"b"}""")
            .Answer("""{"text":"ok"}""");
        var first = (await service.Chat().AskAsync(User("hi"))).Messages[0];
        var second = (await service.Chat().AskAsync(User("hi"))).Messages[0];

        await service.Chat().AskAsync(User("hi"), first, User("go on"), second, User("x"));

        Assert.Equal(isSent ? 2 : 1, service.LastContents[3].GetProperty("parts").GetArrayLength());
        Assert.Equal(!isSent, service.Warnings.Any(line => line.Contains($"'{id}'", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Of_two_results_of_the_services_own_tools_in_one_turn_the_one_without_call_is_left_out()
    {
        var service = new FakeService { RulesDoNotApplyBecause = "hosted tool parts need a config of their own" }
            .Answer("""{"toolCall":{"id":"t","toolType":"URL_CONTEXT"}}""", """{"toolResponse":{"id":"t","toolType":"URL_CONTEXT","response":{}}}""", """{"toolResponse":{"id":"u","toolType":"URL_CONTEXT","response":{}}}""", """{"text":"a"}""")
            .Answer("""{"text":"ok"}""");
        var first = (await service.Chat().AskAsync(User("hi"))).Messages[0];

        await service.Chat().AskAsync(User("hi"), first, User("go on"));

        AssertJson("""[{"toolCall":{"id":"t","toolType":"URL_CONTEXT"}},{"toolResponse":{"id":"t","toolType":"URL_CONTEXT","response":{}}},{"text":"a"}]""", service.LastContents[1].GetProperty("parts"));
    }

    [Fact]
    public async Task Images_without_any_outputs_are_nothing_to_send()
    {
        await SendAsync(User("draw"), Model(new ImageGenerationToolCallContent("i"), new ImageGenerationToolResultContent("i") { Outputs = null }, new TextContent("no")), User("x"));
        AssertJson("""[{"text":"no"}]""", LastTurn(1));
    }

    [Fact]
    public async Task Settings_of_the_callers_media_are_for_the_callers_turn_alone()
    {
        DataContent Picture() => new(new byte[] { 1, 2, 3 }, "image/png") { AdditionalProperties = new() { ["gemini.mediaResolution"] = "MEDIA_RESOLUTION_LOW" } };
        await SendAsync(new ChatMessage(ChatRole.User, [Picture()]), Model(Picture()), User("x"));

        Assert.True(LastTurn(0)[0].TryGetProperty("mediaResolution", out _));
        Assert.False(LastTurn(1)[0].TryGetProperty("mediaResolution", out _));
    }

    [Fact]
    public async Task A_text_that_another_agent_said_and_the_user_or_the_system_says_now_carries_nothing_of_its_part()
    {
        TextContent Text(string text) => new(text) { AdditionalProperties = new() { ["gemini.part"] = JsonElement.Parse("""{"partMetadata":{"a":1}}""") } };
        await SendAsync(new ChatMessage(ChatRole.System, [Text("rule")]), new ChatMessage(ChatRole.User, [Text("hi")]));

        AssertJson("""{"parts":[{"text":"rule"}]}""", _service.Last.GetProperty("systemInstruction"));
        AssertJson("""[{"text":"hi"}]""", LastTurn(0));
    }

    [Fact]
    public async Task A_service_that_repeats_its_ids_still_has_separate_steps()
    {
        const string Body = """{"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"id":"x","name":"f","args":{}}}]},"finishReason":"STOP"}],"responseId":"always-the-same"}""";
        var service = new FakeService { RulesDoNotApplyBecause = "its calls are not signed" }.AnswerJson(Body).AnswerJson(Body).Answer("""{"text":"ok"}""");
        var chat = service.Chat();
        List<ChatMessage> history = [User("hi")];
        for (var step = 0; step < 2; step++)
        {
            var response = await chat.AskAsync([.. history]);
            Assert.Equal("always-the-same", response.ResponseId);
            history.AddRange(response.Messages);
            history.Add(Tool(Result(response.Messages[0].Contents.OfType<FunctionCallContent>().Single().CallId, $"r{step}")));
        }

        await chat.AskAsync([.. history]);

        Assert.Equal(["user", "model", "user", "model", "user"], service.LastContents.EnumerateArray().Select(c => c.GetProperty("role").GetString()));
        Assert.All(new[] { 1, 3 }, i => Assert.Equal("x", service.LastContents[i].GetProperty("parts")[0].GetProperty("functionCall").GetProperty("id").GetString()));
        Assert.Equal(2, history.SelectMany(m => m.Contents.OfType<FunctionCallContent>()).Select(c => c.CallId).Distinct(StringComparer.Ordinal).Count());
        Assert.NotEqual(history[1].MessageId, history[3].MessageId);
    }

    [Fact]
    public async Task Ids_go_back_where_the_service_gave_them_and_only_there()
    {
        _service.Answer(CallPart("f", S1, "svc1"), CallPart("g"));
        var response = await _service.Chat().AskAsync(User("hi"));
        var calls = response.Messages[0].Contents.OfType<FunctionCallContent>().ToList();

        await SendAsync([User("hi"), .. response.Messages, Tool(Result(calls[0].CallId, 1), Result(calls[1].CallId, 2))]);

        AssertJson($"[{CallPart("f", S1, "svc1")},{CallPart("g")}]", LastTurn(1));
        AssertJson("""[{"functionResponse":{"id":"svc1","name":"f","response":{"output":1}}},{"functionResponse":{"name":"g","response":{"output":2}}}]""", LastTurn(2));
    }

    [Fact]
    public async Task Foreign_calls_of_the_current_turn_get_the_placeholder_on_the_first_of_each_step()
    {
        await SendAsync(
            User("old"), Model(Call("o1"), Call("o2")), Tool(Result("o1"), Result("o2")), Model(new TextContent("done")),
            User("new"), Model(new TextContent("let me"), Call("a1"), Call("a2")), Tool(Result("a1"), Result("a2")), Model(Call("b1")), Tool(Result("b1")));

        var signatures = _service.LastContents.EnumerateArray()
            .SelectMany(c => c.GetProperty("parts").EnumerateArray())
            .Where(p => p.TryGetProperty("functionCall", out _))
            .Select(p => p.TryGetProperty("thoughtSignature", out var s) ? s.GetString() : null);
        Assert.Equal([null, null, Sentinel, null, Sentinel], signatures);
        Assert.Single(_service.Warnings, line => line.Contains("look_up, look_up", StringComparison.Ordinal));
        Assert.DoesNotContain("\"id\"", _service.Last.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Foreign_calls_get_nothing_on_models_that_do_not_validate()
    {
        _service.Answer("""{"text":"ok"}""");
        await _service.Chat(FakeService.Older).AskAsync(User("new"), Model(Call("a1")), Tool(Result("a1")));

        Assert.DoesNotContain("thoughtSignature", _service.Last.ToString(), StringComparison.Ordinal);
        Assert.Empty(_service.Warnings);
    }

    [Fact]
    public async Task Calls_of_the_older_model_itself_get_nothing_and_those_of_the_newer_keep_theirs()
    {
        var (model, c) = await ThreeCallsAsync();
        _service.Answer("""{"text":"ok"}""");
        await _service.Chat(FakeService.Older).AskAsync(User("hi"), model, Tool(Result(c[0].CallId), Result(c[1].CallId), Result(c[2].CallId)));

        Assert.DoesNotContain(Sentinel, _service.Last.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signed_hosted_tool_does_not_count_for_a_call()
    {
        var service = new FakeService { RulesDoNotApplyBecause = "hosted tool parts need a config of their own" }
            .Answer($$"""{"toolCall":{"id":"t","toolType":"GOOGLE_SEARCH_WEB"},"thoughtSignature":"{{S1}}"}""", CallPart("f")).Answer("""{"text":"ok"}""");
        var response = await service.Chat().AskAsync(User("hi"));
        await service.Chat().AskAsync([User("hi"), .. response.Messages, Tool(Result(response.Messages[0].Contents.OfType<FunctionCallContent>().Single().CallId))]);

        Assert.Equal(Sentinel, service.LastContents[1].GetProperty("parts")[1].GetProperty("thoughtSignature").GetString());
    }

    [Fact]
    public async Task Unsigned_siblings_get_none_also_with_other_parts_in_between()
    {
        var service = new FakeService().Answer(CallPart("f", S1), SignatureTests.Text("and"), CallPart("g")).Answer("""{"text":"ok"}""");
        var response = await service.Chat().AskAsync(User("hi"));
        var calls = response.Messages[0].Contents.OfType<FunctionCallContent>().ToList();
        await service.Chat().AskAsync([User("hi"), .. response.Messages, Tool(Result(calls[0].CallId), Result(calls[1].CallId))]);

        AssertJson($"[{CallPart("f", S1)},{SignatureTests.Text("and")},{CallPart("g")}]", service.LastContents[1].GetProperty("parts"));
    }

    [Fact]
    public async Task Reasoning_of_another_provider_is_not_sent()
    {
        await SendAsync(
            User("hi"),
            Model(new TextReasoningContent("secret plan") { ProtectedData = "opaque" }, new TextContent("Hello"), new TextReasoningContent(null) { ProtectedData = "opaque" }),
            User("x"));

        AssertJson("""[{"text":"Hello"}]""", LastTurn(1));
        Assert.Equal(2, _service.Log.Lines.Count(line => line.Contains("not Gemini's", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("""{"text":"plan","thought":true}""")]
    [InlineData("""{"text":"plan","thought":true,"thoughtSignature":"c2ln"}""")]
    [InlineData("""{"text":"Hello","thoughtSignature":"c2ln"}""")]
    [InlineData("""{"text":"plan","thought":true},{"text":"","thoughtSignature":"c2ln"}""")]
    public async Task Geminis_own_reasoning_goes_back_and_is_not_taken_for_anothers(string parts)
    {
        _service.Answer(parts);
        var first = await _service.Chat().AskAsync(User("hi"));
        await SendAsync([User("hi"), .. first.Messages, User("x")]);

        AssertJson($"[{parts}]", LastTurn(1));
        Assert.DoesNotContain(_service.Log.Lines, line => line.Contains("not Gemini's", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_thought_with_an_empty_signature_has_none()
    {
        await SendAsync(User("hi"), Model(new TextReasoningContent("plan") { ProtectedData = "", AdditionalProperties = new() { ["gemini.thought"] = true } }, new TextContent("Hello")), User("x"));
        AssertJson("""[{"text":"plan","thought":true},{"text":"Hello"}]""", LastTurn(1));
    }

    [Fact]
    public async Task A_thought_that_is_empty_is_not_sent()
    {
        await SendAsync(User("hi"), Model(new TextReasoningContent("") { AdditionalProperties = new() { ["gemini.thought"] = true } }, new TextContent("Hello")), User("x"));
        AssertJson("""[{"text":"Hello"}]""", LastTurn(1));
        Assert.Empty(_service.Warnings);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_the_models_turn_too_what_is_not_sent_is_named_and_bare_annotations_are_not(bool isBare)
    {
        await SendAsync(User("hi"), Model(new TextContent("Hello"), isBare ? new AIContent() : new HostedVectorStoreContent("v")), User("x"));

        AssertJson("""[{"text":"Hello"}]""", LastTurn(1));
        Assert.Equal(!isBare, _service.Warnings.Any(line => line.Contains(nameof(HostedVectorStoreContent), StringComparison.Ordinal)));
        Assert.Equal(!isBare, _service.Warnings.Any());
    }

    [Fact]
    public async Task A_history_of_another_provider_through_json_sends_the_same()
    {
        List<ChatMessage> history = [User("hi"), Model(Call("call_Xyz", "f"), Call("call_Abc", "g")), Tool(Result("call_Abc", "b")), Tool(Result("call_Xyz", "a"))];
        await SendAsync([.. history]);
        await SendAsync([.. ThroughJson(history)]);

        Assert.True(JsonElement.DeepEquals(_service.Requests[^1], _service.Requests[^2]));
    }

    private static string[] ThreeParts => [CallPart("f", S1, "i1"), CallPart("g", null, "i2"), CallPart("h", null, "i3")];

    private async Task<(ChatMessage Message, List<FunctionCallContent> Calls)> ThreeCallsAsync()
    {
        _service.Answer(ThreeParts);
        var response = await _service.Chat().AskAsync(User("hi"));
        return (response.Messages[0], [.. response.Messages[0].Contents.OfType<FunctionCallContent>()]);
    }

    private async Task SendAsync(params ChatMessage[] messages)
    {
        _service.Answer("""{"text":"ok"}""");
        await _service.Chat().AskAsync(messages);
    }

    private IEnumerable<JsonElement> CallsSent =>
        _service.LastContents.EnumerateArray().SelectMany(content => content.GetProperty("parts").EnumerateArray()).Where(part => part.TryGetProperty("functionCall", out _));

    private IEnumerable<string?> Roles => _service.LastContents.EnumerateArray().Select(static content => content.GetProperty("role").GetString());

    /// <summary>The calls sent, in their order, and what each one's own turn of results says of it: <see langword="null"/> = no result was recorded.</summary>
    private void AssertResults(params (string Name, string? Output)[] expected)
    {
        var contents = _service.LastContents.EnumerateArray().Select(static content => content.GetProperty("parts").EnumerateArray().ToList()).ToList();
        var sent = new List<(string, string?)>();
        for (var i = 0; i < contents.Count; i++)
        {
            var calls = contents[i].Where(static part => part.TryGetProperty("functionCall", out _)).Select(static part => part.GetProperty("functionCall").GetProperty("name").GetString()!).ToList();
            if (calls.Count == 0)
            {
                continue;
            }

            var responses = contents[i + 1].ConvertAll(static part => part.GetProperty("functionResponse"));
            Assert.Equal(calls, responses.Select(static response => response.GetProperty("name").GetString()));
            sent.AddRange(calls.Zip(responses, static (name, response) => (name, response.GetProperty("response").TryGetProperty("output", out var output) ? output.GetString() : null)));
        }

        Assert.Equal(expected, sent);
    }

    private JsonElement LastTurn(int index) => _service.LastContents[index].GetProperty("parts");

    /// <summary>The three calls as they came and their results, after one user turn.</summary>
    private void AssertTurns(int afterTurns)
    {
        Assert.Equal(afterTurns + 1, _service.LastContents.GetArrayLength());
        AssertJson($"[{string.Join(',', ThreeParts)}]", LastTurn(1));
        AssertJson("""
            [{"functionResponse":{"id":"i1","name":"f","response":{"output":"r1"}}},{"functionResponse":{"id":"i2","name":"g","response":{"output":"r2"}}},
             {"functionResponse":{"id":"i3","name":"h","response":{"output":"r3"}}}]
            """, LastTurn(2));
    }
}
