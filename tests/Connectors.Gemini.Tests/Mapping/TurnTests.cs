using Connectors.Gemini.Tests.Chat;
using Microsoft.Extensions.AI;
using static Connectors.Gemini.Tests.Chat.Conversation;

namespace Connectors.Gemini.Tests.Mapping;

public class TurnTests
{
    private const string Beginning = "(The earlier part of this conversation is not included.)";
    private readonly FakeService _service = new FakeService().Answer("""{"text":"ok"}""").Answer("""{"text":"ok"}""");

    [Fact]
    public async Task A_history_that_begins_with_the_model_gets_a_first_user_turn()
    {
        await _service.Chat().AskAsync(Model(new TextContent("Hello, I am a summary.")), User("hi"));

        AssertJson($$"""[{"role":"user","parts":[{"text":"{{Beginning}}"}]},{"role":"model","parts":[{"text":"Hello, I am a summary."}]},{"role":"user","parts":[{"text":"hi"}]}]""", _service.LastContents);
        Assert.Contains(_service.Log.Lines, line => line.Contains("begins with a turn of the model", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_history_that_ends_with_the_model_gets_a_last_user_turn()
    {
        await _service.Chat().AskAsync(User("hi"), Model(new TextContent("I hand over.")));

        AssertJson("""[{"role":"user","parts":[{"text":"hi"}]},{"role":"model","parts":[{"text":"I hand over."}]},{"role":"user","parts":[{"text":"Please continue."}]}]""", _service.LastContents);
        Assert.Contains(_service.Log.Lines, line => line.Contains("ends with a turn of the model", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Prefill_is_sent_where_the_caller_allows_it()
    {
        var service = new FakeService { RulesDoNotApplyBecause = "current models refuse it" }.Answer("""{"text":"Ann,"}""");
        await service.Chat().GetResponseAsync([User("hi"), Model(new TextContent("Dear"))], new GeminiChatOptions { AllowPrefill = true }, Token);

        AssertJson("""[{"role":"user","parts":[{"text":"hi"}]},{"role":"model","parts":[{"text":"Dear"}]}]""", service.LastContents);
    }

    [Fact]
    public async Task A_message_without_parts_is_not_sent()
    {
        await _service.Chat().AskAsync(User("hi"), Model(), new ChatMessage(ChatRole.User, []), Model(new TextContent("")), User("again"));

        AssertJson("""[{"role":"user","parts":[{"text":"hi"},{"text":"again"}]}]""", _service.LastContents);
    }

    [Fact]
    public async Task Neighbours_of_one_role_become_one_turn()
    {
        await _service.Chat().AskAsync(User("a"), User("b"), Model(new TextContent("c")), Model(new TextContent("d")), User("e"));

        AssertJson("""[{"role":"user","parts":[{"text":"a"},{"text":"b"}]},{"role":"model","parts":[{"text":"c"},{"text":"d"}]},{"role":"user","parts":[{"text":"e"}]}]""", _service.LastContents);
    }

    [Fact]
    public async Task Empty_texts_between_others_are_dropped()
    {
        await _service.Chat().AskAsync(new ChatMessage(ChatRole.User, [new TextContent("a"), new TextContent(""), new TextContent(null), new TextContent("b")]));

        AssertJson("""[{"role":"user","parts":[{"text":"a"},{"text":"b"}]}]""", _service.LastContents);
    }

    [Fact]
    public async Task A_tool_message_that_holds_only_text_is_user_text()
    {
        await _service.Chat().AskAsync(User("draw"), Model(new ImageGenerationToolCallContent("i1")), Tool(new TextContent("[image 1]")), User("thanks"));

        AssertJson("""[{"role":"user","parts":[{"text":"draw"},{"text":"[image 1]"},{"text":"thanks"}]}]""", _service.LastContents);
    }

    [Fact]
    public async Task A_content_without_counterpart_is_named_in_the_log()
    {
        await _service.Chat().AskAsync(new ChatMessage(ChatRole.User, [new TextContent("a"), new HostedVectorStoreContent("v")]));

        Assert.Contains(_service.Warnings, line => line.Contains(nameof(HostedVectorStoreContent), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Messages_and_options_are_not_modified()
    {
        List<ChatMessage> messages =
        [
            Rules("rule"), Model(new TextContent("a"), Call("c1"), Call("c2")), Tool(Result("c2"), Result("c1")), User("x"), Model(Call("c3")), User("y"), User("z"),
        ];
        GeminiChatOptions options = new() { Instructions = "i", StopSequences = ["s"], AllowedFunctionNames = ["f"], Tools = [AIFunctionFactory.Create(() => 1, "f")] };
        var before = string.Join('\n', messages.Select(m => System.Text.Json.JsonSerializer.Serialize(m, AIJsonUtilities.DefaultOptions)));
        var optionsBefore = System.Text.Json.JsonSerializer.Serialize<ChatOptions>(options, AIJsonUtilities.DefaultOptions);

        await _service.Chat().GetResponseAsync(messages, options, Token);

        Assert.Equal(before, string.Join('\n', messages.Select(m => System.Text.Json.JsonSerializer.Serialize(m, AIJsonUtilities.DefaultOptions))));
        Assert.Equal(optionsBefore, System.Text.Json.JsonSerializer.Serialize<ChatOptions>(options, AIJsonUtilities.DefaultOptions));
    }

    [Fact]
    public async Task A_lazy_sequence_of_messages_is_read_once()
    {
        var reads = 0;
        IEnumerable<ChatMessage> Lazy()
        {
            reads++;
            yield return User("hi");
        }

        await _service.Chat().GetResponseAsync(Lazy(), null, Token);

        Assert.Equal(1, reads);
    }
}
