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
