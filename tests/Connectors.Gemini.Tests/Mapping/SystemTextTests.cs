using Connectors.Gemini.Tests.Chat;
using Microsoft.Extensions.AI;
using static Connectors.Gemini.Tests.Chat.Conversation;

namespace Connectors.Gemini.Tests.Mapping;

public class SystemTextTests
{
    private readonly FakeService _service = new FakeService().Answer("""{"text":"ok"}""");

    [Fact]
    public async Task Instructions_come_first_then_system_messages_in_their_order()
    {
        await _service.Chat().GetResponseAsync([Rules("one"), Rules("two"), User("hi")], new() { Instructions = "zero" }, Token);

        AssertJson("""{"parts":[{"text":"zero"},{"text":"one"},{"text":"two"}]}""", _service.Last.GetProperty("systemInstruction"));
        AssertJson("""[{"role":"user","parts":[{"text":"hi"}]}]""", _service.LastContents);
    }

    [Fact]
    public async Task A_developer_message_is_system_text()
    {
        await _service.Chat().AskAsync(new ChatMessage(new ChatRole("developer"), "rule"), User("hi"));

        AssertJson("""{"parts":[{"text":"rule"}]}""", _service.Last.GetProperty("systemInstruction"));
    }

    [Fact]
    public async Task A_system_message_in_the_middle_stays_in_its_place_as_user_text()
    {
        await _service.Chat().AskAsync(User("a"), Model(new TextContent("b")), User("c"), Model(new TextContent("d")), Rules("summarise"));

        Assert.False(_service.Last.TryGetProperty("systemInstruction", out _));
        AssertJson("""
            [{"role":"user","parts":[{"text":"a"}]},{"role":"model","parts":[{"text":"b"}]},{"role":"user","parts":[{"text":"c"}]},
             {"role":"model","parts":[{"text":"d"}]},{"role":"user","parts":[{"text":"summarise"}]}]
            """, _service.LastContents);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Only_system_messages_are_an_argument_error_before_any_call(bool streaming)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => _service.Chat().AskAsync(streaming, [Rules("one"), Rules("two")]));

        Assert.Contains("user message", error.Message, StringComparison.Ordinal);
        Assert.Empty(_service.Requests);
    }

    [Fact]
    public async Task No_messages_are_an_argument_error_before_any_call()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _service.Chat().AskAsync());
        Assert.Empty(_service.Requests);
    }

    [Fact]
    public async Task An_empty_user_text_with_instructions_makes_a_legal_request()
    {
        await _service.Chat().GetResponseAsync([User("")], new() { Instructions = "Greet." }, Token);

        AssertJson("""{"parts":[{"text":"Greet."}]}""", _service.Last.GetProperty("systemInstruction"));
        AssertJson("""[{"role":"user","parts":[{"text":"Please continue."}]}]""", _service.LastContents);
    }

    [Fact]
    public async Task A_model_without_system_instruction_gets_the_text_before_the_first_user_text()
    {
        await _service.Chat("gemma-4-31b-it").AskAsync(Rules("Be kind."), User("hi"));

        Assert.False(_service.Last.TryGetProperty("systemInstruction", out _));
        AssertJson("""[{"role":"user","parts":[{"text":"Be kind."},{"text":"hi"}]}]""", _service.LastContents);
    }

    [Fact]
    public async Task A_model_without_system_instruction_gets_the_text_as_a_turn_of_its_own_where_the_history_begins_with_the_model()
    {
        await _service.Chat("gemma-4-31b-it").AskAsync(Rules("Be kind."), Model(new TextContent("Hello")), User("hi"));

        AssertJson("""[{"role":"user","parts":[{"text":"Be kind."}]},{"role":"model","parts":[{"text":"Hello"}]},{"role":"user","parts":[{"text":"hi"}]}]""", _service.LastContents);
    }
}
