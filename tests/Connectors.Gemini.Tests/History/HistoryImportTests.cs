using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Signatures;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.History;

/// <summary>Histories as the adapters save them, built by hand, continued on the strict emulator, in memory and after JSON.</summary>
public class HistoryImportTests
{
    private const string Placeholder = "skip_thought_signature_validator";

    private static readonly string CallSignature = Sign("""{"functionCall":{"id":"svc-1","name":"weather","args":{"city":"Oslo"}}}""");
    private static readonly string CallWithoutIdSignature = Sign("""{"functionCall":{"name":"weather","args":{"city":"Oslo"}}}""");
    private static readonly string TextSignature = Sign("""{"text":"I look it up."}""");
    private static readonly string EmptyTextSignature = Sign("""{"text":""}""");
    private static readonly string ThoughtSignature = Sign("""{"text":"Which city?","thought":true}""");
    private static readonly byte[] Png = [137, 80, 78, 71];

    private static readonly string ImageSignature = Sign("""{"inlineData":{"mimeType":"image/png","data":"iVBORw=="}}""");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GoogleGenAIs_signatures_come_onto_what_they_sign(bool throughJson)
    {
        ChatMessage[] saved =
        [
            new(ChatRole.User, "What is the weather in Oslo and in Brno?"),
            new(ChatRole.Assistant,
            [
                new TextReasoningContent("Which city?"), Sibling(ThoughtSignature),
                new TextContent("I look it up."), Sibling(TextSignature),
                Call("svc-1", "Oslo"), Sibling(CallSignature),
                Call("svc-2", "Brno"),
            ]),
            new(ChatRole.Tool, [new FunctionResultContent("svc-1", "rain"), new FunctionResultContent("svc-2", "sun")]),
        ];

        var parts = await ContinueAsync(saved, GeminiHistorySource.GoogleGenAI, throughJson);

        Assert.Equal(
            [ThoughtSignature, TextSignature, CallSignature, null],
            parts[1].Select(static part => part.TryGetProperty("thoughtSignature", out var signature) ? signature.GetString() : null));
        Assert.True(parts[1][0].GetProperty("thought").GetBoolean());
        Assert.Equal(["svc-1", "svc-2"], parts[1].Skip(2).Select(static part => part.GetProperty("functionCall").GetProperty("id").GetString()));
        Assert.Equal(["svc-1", "svc-2"], parts[2].Select(static part => part.GetProperty("functionResponse").GetProperty("id").GetString()));
    }

    [Fact]
    public async Task GoogleGenAIs_merged_thoughts_empty_signed_texts_and_images_keep_their_signatures()
    {
        ChatMessage[] saved =
        [
            new(ChatRole.User, "Draw."),
            new(ChatRole.Assistant,
            [
                new TextReasoningContent("Which city?") { ProtectedData = ThoughtSignature },
                new DataContent(Png, "image/png"), Sibling(ImageSignature),
                new AIContent(), Sibling(EmptyTextSignature),
            ]),
            new(ChatRole.User, "Again."),
            new(ChatRole.Assistant, [Sibling(EmptyTextSignature)]),
            new(ChatRole.User, "And again."),
        ];

        var parts = await ContinueAsync(saved, GeminiHistorySource.GoogleGenAI, throughJson: true);

        Assert.Equal(
            [ThoughtSignature, ImageSignature, EmptyTextSignature],
            parts[1].Select(static part => part.GetProperty("thoughtSignature").GetString()));
        Assert.Equal("", parts[1][2].GetProperty("text").GetString());
        Assert.Equal(EmptyTextSignature, Assert.Single(parts[3]).GetProperty("thoughtSignature").GetString());
    }

    [Fact]
    public async Task Calls_of_GoogleGenAIs_without_ids_are_told_apart_by_their_order()
    {
        ChatMessage[] saved =
        [
            new(ChatRole.User, "What is the weather in Oslo and in Brno?"),
            new(ChatRole.Assistant, [Call("", "Oslo"), Sibling(CallWithoutIdSignature), Call("", "Brno")]),
            new(ChatRole.Tool, [new FunctionResultContent("", "rain"), new FunctionResultContent("", "sun")]),
        ];

        var parts = await ContinueAsync(saved, GeminiHistorySource.GoogleGenAI, throughJson: true);

        Assert.Equal(["rain", "sun"], parts[2].Select(Output));
        Assert.All(parts[1], static part => Assert.False(part.GetProperty("functionCall").TryGetProperty("id", out _)));
        Assert.Equal(CallWithoutIdSignature, parts[1][0].GetProperty("thoughtSignature").GetString());
    }

    [Fact]
    public async Task An_approval_of_GoogleGenAIs_keeps_the_signature_of_its_call()
    {
        ChatMessage[] saved =
        [
            new(ChatRole.User, "What is the weather in Oslo?"),
            new(ChatRole.Assistant, [new ToolApprovalRequestContent("r1", Call("svc-1", "Oslo")), Sibling(CallSignature)]),
            new(ChatRole.User, [new ToolApprovalResponseContent("r1", approved: false, Call("svc-1", "Oslo"))]),
        ];

        var parts = await ContinueAsync(saved, GeminiHistorySource.GoogleGenAI, throughJson: true);

        Assert.Equal(CallSignature, Assert.Single(parts[1]).GetProperty("thoughtSignature").GetString());
        Assert.Contains("refused", Assert.Single(parts[2]).GetProperty("functionResponse").GetProperty("response").GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GeminiDotnets_thoughts_keep_their_signatures_and_its_invented_ids_are_not_sent(bool throughJson)
    {
        ChatMessage[] saved =
        [
            new(ChatRole.User, "What is the weather in Oslo and in Brno?"),
            new(ChatRole.Assistant, [new TextReasoningContent("Which city?") { ProtectedData = ThoughtSignature }, Call("b5c1", "Oslo"), Call("b5c2", "Brno")]),
            new(ChatRole.Tool, [new FunctionResultContent("b5c2", "sun"), new FunctionResultContent("b5c1", "rain")]),
        ];

        var parts = await ContinueAsync(saved, GeminiHistorySource.GeminiDotnet, throughJson);

        Assert.Equal(ThoughtSignature, parts[1][0].GetProperty("thoughtSignature").GetString());
        Assert.Equal(Placeholder, parts[1][1].GetProperty("thoughtSignature").GetString());
        Assert.False(parts[1][2].TryGetProperty("thoughtSignature", out _));
        Assert.Equal(["rain", "sun"], parts[2].Select(Output));
        Assert.DoesNotContain("b5c", JsonSerializer.Serialize(parts), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GoogleGenerativeAIs_calls_get_ids_of_their_own_and_repeated_turns_are_one(bool throughJson)
    {
        var turn = new ChatMessage(ChatRole.Assistant, [SignedCall("Oslo"), Call("weather", "Brno")]);
        ChatMessage[] saved =
        [
            new(ChatRole.User, "What is the weather in Oslo and in Brno?"),
            turn,
            new(ChatRole.Tool, [new FunctionResultContent("weather", "rain")]),
            turn,
            new(ChatRole.Tool, [new FunctionResultContent("weather", "sun")]),
        ];

        var parts = await ContinueAsync(saved, GeminiHistorySource.GoogleGenerativeAI, throughJson);

        Assert.Equal(3, parts.Count);
        Assert.Equal(CallWithoutIdSignature, parts[1][0].GetProperty("thoughtSignature").GetString());
        Assert.Equal(["rain", "sun"], parts[2].Select(Output));
        Assert.All(parts[1], static part => Assert.False(part.GetProperty("functionCall").TryGetProperty("id", out _)));
    }

    [Fact]
    public async Task Steps_that_call_the_same_function_again_each_have_their_result()
    {
        ChatMessage[] saved =
        [
            new(ChatRole.User, "What is the weather in Oslo, and then?"),
            new(ChatRole.Assistant, [SignedCall("Oslo")]),
            new(ChatRole.Tool, [new FunctionResultContent("weather", "rain")]),
            new(ChatRole.Assistant, [SignedCall("Oslo")]),
            new(ChatRole.Tool, [new FunctionResultContent("weather", "sun")]),
        ];

        var parts = await ContinueAsync(saved, GeminiHistorySource.GoogleGenerativeAI, throughJson: true);

        Assert.Equal(["rain", "sun"], new[] { parts[2], parts[4] }.Select(static results => Output(Assert.Single(results))));
    }

    [Theory]
    [InlineData(GeminiHistorySource.GoogleGenAI)]
    [InlineData(GeminiHistorySource.GeminiDotnet)]
    public void What_is_another_providers_stays_unmarked(GeminiHistorySource source)
    {
        var foreign = new TextReasoningContent("Hm.") { ProtectedData = "not base64!" };

        var message = Assert.Single(GeminiHistory.Import([new(ChatRole.Assistant, [foreign])], source));

        Assert.Same(foreign, Assert.Single(message.Contents));
    }

    [Fact]
    public void What_stands_on_a_content_is_kept_where_it_is_made_anew()
    {
        var annotation = new CitationAnnotation { Title = "t" };
        var failure = new InvalidOperationException("x");
        AdditionalPropertiesDictionary Own() => new() { ["own"] = 1 };
        AIContent[] contents =
        [
            new FunctionCallContent("svc-1", "weather", new Dictionary<string, object?>(StringComparer.Ordinal)) { Annotations = [annotation], AdditionalProperties = Own(), Exception = failure, InformationalOnly = true },
            Sibling(CallSignature),
            new DataContent(Png, "image/png") { Name = "a.png", Annotations = [annotation], AdditionalProperties = Own() },
            Sibling(ImageSignature),
            new UriContent("https://example.com/a.png", "image/png") { Annotations = [annotation], AdditionalProperties = Own() },
            Sibling(ImageSignature),
            new TextReasoningContent("Which city?") { Annotations = [annotation], AdditionalProperties = Own() },
            Sibling(ThoughtSignature),
        ];

        var imported = ImportModel(GeminiHistorySource.GoogleGenAI, contents);

        Assert.Equal(4, imported.Count);
        Assert.All(imported, content => Assert.Equal((annotation, 1), (content.Annotations!.Single(), content.AdditionalProperties!["own"])));
        var call = (FunctionCallContent)imported[0];
        Assert.Equal((failure, true, "svc-1"), (call.Exception, call.InformationalOnly, call.CallId));
        Assert.Equal(
            [CallSignature, ImageSignature, ImageSignature, null],
            imported.Select(static content => content.AdditionalProperties!.GetValueOrDefault("gemini.thoughtSignature")));
        Assert.Equal(("a.png", "image/png"), (((DataContent)imported[1]).Name, ((DataContent)imported[1]).MediaType));
        Assert.Equal((ThoughtSignature, "Which city?"), (((TextReasoningContent)imported[3]).ProtectedData, ((TextReasoningContent)imported[3]).Text));
        // The originals are the caller's.
        Assert.All(contents.Where(static content => content.AdditionalProperties is not null), static content => Assert.Single(content.AdditionalProperties!));
    }

    [Fact]
    public async Task An_id_that_the_service_gave_twice_is_two_calls_each_with_its_result()
    {
        ChatMessage[] saved =
        [
            new(ChatRole.User, "What is the weather in Oslo and in Brno?"),
            new(ChatRole.Assistant, [Call("svc-1", "Oslo"), Sibling(CallSignature)]),
            new(ChatRole.Tool, [new FunctionResultContent("svc-1", "rain")]),
            new(ChatRole.Assistant, [Call("svc-1", "Oslo"), Sibling(CallSignature)]),
            new(ChatRole.Tool, [new FunctionResultContent("svc-1", "sun") { AdditionalProperties = new() { ["own"] = 1 }, Annotations = [new CitationAnnotation()] }]),
        ];

        var imported = GeminiHistory.Import(saved, GeminiHistorySource.GoogleGenAI);
        var parts = await ContinueAsync(saved, GeminiHistorySource.GoogleGenAI, throughJson: true);

        Assert.Equal(["rain", "sun"], new[] { parts[2], parts[4] }.Select(static results => Output(Assert.Single(results))));
        Assert.All(new[] { parts[1], parts[3] }, static calls => Assert.Equal("svc-1", Assert.Single(calls).GetProperty("functionCall").GetProperty("id").GetString()));
        var result = Assert.IsType<FunctionResultContent>(Assert.Single(imported[4].Contents));
        Assert.NotEqual("svc-1", result.CallId);
        Assert.Equal(1, result.AdditionalProperties!["own"]);
        Assert.Single(result.Annotations!);
    }

    [Fact]
    public void A_result_that_failed_still_says_so_under_its_new_id()
    {
        var failure = new InvalidOperationException("x");

        var imported = GeminiHistory.Import(
            [new(ChatRole.Assistant, [Call("b5c1", "Oslo")]), new(ChatRole.Tool, [new FunctionResultContent("b5c1", null) { Exception = failure }, new FunctionResultContent("of nothing", "x")])],
            GeminiHistorySource.GeminiDotnet);

        var call = Assert.IsType<FunctionCallContent>(Assert.Single(imported[0].Contents));
        var results = imported[1].Contents.Cast<FunctionResultContent>().ToList();
        Assert.Equal((call.CallId, failure), (results[0].CallId, results[0].Exception));
        Assert.Equal("of nothing", results[1].CallId);
    }

    [Fact]
    public void A_result_in_the_models_own_message_finds_its_call()
    {
        var imported = GeminiHistory.Import(
            [new(ChatRole.Assistant, [Call("b5c1", "Oslo")]), new(ChatRole.Assistant, [new FunctionResultContent("b5c1", "rain")])], GeminiHistorySource.GeminiDotnet);

        Assert.Equal(((FunctionCallContent)imported[0].Contents[0]).CallId, ((FunctionResultContent)imported[1].Contents[0]).CallId);
    }

    [Fact]
    public void More_results_than_calls_go_to_the_last_call_and_approvals_take_no_results_place()
    {
        var asked = Call("weather", "Brno");
        var imported = GeminiHistory.Import(
            [
                new(ChatRole.Assistant, [Call("weather", "Oslo"), new ToolApprovalRequestContent("a", asked) { AdditionalProperties = new() { ["own"] = 1 } }]),
                new(ChatRole.User, [new ToolApprovalResponseContent("a", true, asked) { Reason = "fine", AdditionalProperties = new() { ["own"] = 2 } }]),
                new(ChatRole.Tool, [new FunctionResultContent("weather", "1"), new FunctionResultContent("weather", "2"), new FunctionResultContent("weather", "3")]),
            ],
            GeminiHistorySource.GoogleGenerativeAI);

        var oslo = (FunctionCallContent)imported[0].Contents[0];
        var request = (ToolApprovalRequestContent)imported[0].Contents[1];
        var brno = (FunctionCallContent)request.ToolCall;
        Assert.Equal([oslo.CallId, brno.CallId, brno.CallId], imported[2].Contents.Cast<FunctionResultContent>().Select(static result => result.CallId));
        var response = (ToolApprovalResponseContent)imported[1].Contents[0];
        Assert.Equal(("a", true, "fine", 2, 1), (response.RequestId, response.Approved, response.Reason, response.AdditionalProperties!["own"], request.AdditionalProperties!["own"]));
        Assert.Same(oslo, response.ToolCall);
    }

    [Theory]
    [InlineData("Oslo", "weather", GeminiHistorySource.GoogleGenerativeAI, 2)]
    [InlineData("Brno", "weather", GeminiHistorySource.GoogleGenerativeAI, 3)]
    [InlineData("Oslo", "rain", GeminiHistorySource.GoogleGenerativeAI, 3)]
    [InlineData("Oslo", "weather", GeminiHistorySource.GeminiDotnet, 3)]
    public void A_turn_repeats_the_open_one_only_where_all_of_its_calls_are_the_same(string city, string name, GeminiHistorySource source, int messages)
    {
        FunctionCallContent Of(string of, string function = "weather") => new(function, function, new Dictionary<string, object?>(StringComparer.Ordinal) { ["city"] = of });

        var imported = GeminiHistory.Import(
            [new(ChatRole.User, "hi"), new(ChatRole.Assistant, [Of("Praha"), Of("Oslo")]), new(ChatRole.Assistant, [Of("Praha"), Of(city, name)])], source);

        Assert.Equal(messages, imported.Count);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    [InlineData(3, 4)]
    public void A_turn_with_other_calls_than_the_open_one_or_after_all_results_is_another(int calls, int messages)
    {
        var same = calls == 3;
        List<ChatMessage> saved = [new(ChatRole.User, "hi"), new(ChatRole.Assistant, [SignedCall("Oslo"), SignedCall("Brno")])];
        if (same)
        {
            saved.Add(new(ChatRole.Tool, [new FunctionResultContent("weather", "1"), new FunctionResultContent("weather", "2")]));
        }

        saved.Add(new(ChatRole.Assistant, same ? [SignedCall("Oslo"), SignedCall("Brno")] : calls == 1 ? [SignedCall("Oslo")] : [SignedCall("Oslo"), SignedCall("Brno"), SignedCall("Praha")]));

        Assert.Equal(messages, GeminiHistory.Import(saved, GeminiHistorySource.GoogleGenerativeAI).Count);
    }

    [Fact]
    public void Only_an_empty_reasoning_content_right_behind_is_a_signature()
    {
        TextReasoningContent withText = new("Hm.") { ProtectedData = TextSignature };
        TextReasoningContent ours = new(null) { ProtectedData = TextSignature, AdditionalProperties = new() { ["gemini.signedTextLength"] = 2 } };
        TextReasoningContent foreign = new(null) { ProtectedData = "not base64!" };
        foreach (var behind in new[] { withText, ours, foreign })
        {
            var imported = ImportModel(GeminiHistorySource.GoogleGenAI, Call("svc-1", "Oslo"), behind);

            Assert.Equal(2, imported.Count);
            Assert.False(imported[0].AdditionalProperties!.ContainsKey("gemini.thoughtSignature"));
            Assert.Equal(behind.ProtectedData, ((TextReasoningContent)imported[1]).ProtectedData);
        }

        // A thought that has a signature takes no second one: that is an empty text's.
        var thoughts = ImportModel(GeminiHistorySource.GoogleGenAI, new TextReasoningContent("Which city?") { ProtectedData = ThoughtSignature }, Sibling(EmptyTextSignature));
        Assert.Equal([ThoughtSignature, EmptyTextSignature], thoughts.Cast<TextReasoningContent>().Select(static thought => thought.ProtectedData));
        Assert.Equal(0, thoughts[1].AdditionalProperties!["gemini.signedTextLength"]);
    }

    [Fact]
    public void A_signature_behind_what_does_not_go_back_is_dropped_and_empty_contents_make_way_for_theirs()
    {
        var error = new ErrorContent("x");
        var empty = new AIContent();
        var text = new TextContent("I look it up.");
        TextReasoningContent nothing = new(null);

        var imported = ImportModel(GeminiHistorySource.GoogleGenAI, error, Sibling(CallSignature), new TextContent(""), Sibling(EmptyTextSignature), empty, text, Sibling(TextSignature), new TextReasoningContent(""), Sibling(EmptyTextSignature), nothing);

        Assert.Equal(7, imported.Count);
        Assert.Same(error, imported[0]);
        Assert.Equal((EmptyTextSignature, 0), Signed(imported[1]));
        Assert.Same(empty, imported[2]);
        Assert.Same(text, imported[3]);
        Assert.Equal((TextSignature, text.Text.Length), Signed(imported[4]));
        Assert.Equal((EmptyTextSignature, 0), Signed(imported[5]));
        Assert.Same(nothing, imported[6]);

        static (string?, object?) Signed(AIContent content) => (((TextReasoningContent)content).ProtectedData, content.AdditionalProperties!["gemini.signedTextLength"]);
    }

    [Fact]
    public void Thoughts_of_other_adapters_are_marked_and_an_empty_signature_is_none()
    {
        TextReasoningContent signed = new("Which city?") { ProtectedData = "", AdditionalProperties = new() { ["ThoughtSignature"] = ThoughtSignature } };
        TextReasoningContent empty = new("") { ProtectedData = ThoughtSignature };

        var imported = ImportModel(GeminiHistorySource.GoogleGenerativeAI, signed, empty).Cast<TextReasoningContent>().ToList();

        Assert.Equal([ThoughtSignature, ThoughtSignature], imported.Select(static thought => thought.ProtectedData));
        Assert.All(imported, static thought => Assert.Equal(true, thought.AdditionalProperties!["gemini.thought"]));
        Assert.Null(((TextReasoningContent)ImportModel(GeminiHistorySource.GeminiDotnet, new TextReasoningContent("Hm.") { ProtectedData = "" }).Single()).ProtectedData);
    }

    [Fact]
    public void Calls_of_this_librarys_own_stay_and_their_ids_are_taken()
    {
        FunctionCallContent own = new("svc-1", "weather", new Dictionary<string, object?>(StringComparer.Ordinal)) { AdditionalProperties = new() { ["gemini.step"] = "s", ["gemini.index"] = 0 } };

        var imported = GeminiHistory.Import(
            [new(ChatRole.Assistant, [own]), new(ChatRole.Tool, [new FunctionResultContent("svc-1", "1")]), new(ChatRole.Assistant, [Call("svc-1", "Oslo")]), new(ChatRole.Tool, [new FunctionResultContent("svc-1", "2")])],
            GeminiHistorySource.GoogleGenAI);

        Assert.Same(own, imported[0].Contents[0]);
        Assert.Equal("svc-1", ((FunctionResultContent)imported[1].Contents[0]).CallId);
        var later = (FunctionCallContent)imported[2].Contents[0];
        Assert.NotEqual("svc-1", later.CallId);
        Assert.Equal("svc-1", later.AdditionalProperties!["gemini.callId"]);
        Assert.Equal(later.CallId, ((FunctionResultContent)imported[3].Contents[0]).CallId);
    }

    [Fact]
    public void A_null_among_the_messages_is_refused() =>
        Assert.Throws<ArgumentNullException>("messages", static () => GeminiHistory.Import([null!], GeminiHistorySource.GoogleGenAI));

    [Fact]
    public void The_given_messages_stay_as_they_are_and_a_second_import_changes_nothing()
    {
        ChatMessage[] saved =
        [
            new(ChatRole.User, "Hi"),
            new(ChatRole.Assistant, [new TextContent("I look it up."), Sibling(TextSignature), Call("svc-1", "Oslo"), Sibling(CallSignature)]) { MessageId = "m", AuthorName = "a" },
            new(ChatRole.Tool, [new FunctionResultContent("svc-1", "rain")]),
        ];
        var before = Json(saved);

        var once = GeminiHistory.Import(saved, GeminiHistorySource.GoogleGenAI);
        var twice = GeminiHistory.Import(once, GeminiHistorySource.GoogleGenAI);

        Assert.Equal(before, Json(saved));
        Assert.Equal(Json(once), Json(twice));
        Assert.Equal(("m", "a"), (once[1].MessageId, once[1].AuthorName));
    }

    [Fact]
    public void A_source_that_is_none_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(static () => GeminiHistory.Import([], (GeminiHistorySource)9));

    private static IList<AIContent> ImportModel(GeminiHistorySource source, params AIContent[] contents) => GeminiHistory.Import([new(ChatRole.Assistant, contents)], source)[0].Contents;

    private static FunctionCallContent Call(string id, string city) => new(id, "weather", new Dictionary<string, object?> { ["city"] = city });

    private static FunctionCallContent SignedCall(string city)
    {
        var call = Call("weather", city);
        call.AdditionalProperties = new() { ["ThoughtSignature"] = CallWithoutIdSignature };
        return call;
    }

    private static TextReasoningContent Sibling(string signature) => new(null) { ProtectedData = signature };

    private static string Sign(string part) => EmulatorSignatures.Issue(JsonNode.Parse(part)!.AsObject());

    private static string? Output(JsonElement part) => part.GetProperty("functionResponse").GetProperty("response").GetProperty("output").GetString();

    private static string Json(IEnumerable<ChatMessage> messages) => JsonSerializer.Serialize(messages, AIJsonUtilities.DefaultOptions);

    /// <summary>The parts of each content of the request that goes on with the imported history, which the strict emulator took.</summary>
    private static async Task<List<List<JsonElement>>> ContinueAsync(ChatMessage[] saved, GeminiHistorySource source, bool throughJson)
    {
        IList<ChatMessage> history = throughJson ? JsonSerializer.Deserialize<List<ChatMessage>>(Json(saved), AIJsonUtilities.DefaultOptions)! : saved;
        history = GeminiHistory.Import(history, source);
        if (throughJson)
        {
            history = JsonSerializer.Deserialize<List<ChatMessage>>(Json(history), AIJsonUtilities.DefaultOptions)!;
        }

        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = new GeminiClient(new GeminiClientOptions { ApiKey = "test-key", BaseAddress = emulator.BaseAddress, Retry = new() { MaxAttempts = 1 } });
        var answer = await gemini.AsIChatClient("gemini-3.8-flash").GetResponseAsync(history, cancellationToken: TestContext.Current.CancellationToken);

        Assert.NotEqual("", answer.Text);
        var entry = Assert.Single(emulator.Journal.Entries);
        Assert.Empty(entry.Refusals);
        return [.. entry.Body!.Value.GetProperty("contents").EnumerateArray().Select(static content => content.GetProperty("parts").EnumerateArray().ToList())];
    }
}
