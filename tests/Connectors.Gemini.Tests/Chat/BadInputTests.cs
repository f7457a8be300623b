using System.Net;
using System.Text.Json;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Scripts;
using Microsoft.Extensions.AI;
using static Connectors.Gemini.Tests.Chat.Conversation;

namespace Connectors.Gemini.Tests.Chat;

/// <summary>Each bad input is a clear exception or the documented result, and the client can be used afterwards.</summary>
public class BadInputTests
{
    private readonly FakeService _service = new FakeService().Answer("""{"text":"ok"}""");

    [Fact]
    public async Task Null_messages_are_refused_at_once()
    {
        var chat = _service.Chat();

        await Assert.ThrowsAsync<ArgumentNullException>("messages", () => chat.GetResponseAsync((IEnumerable<ChatMessage>)null!, null, Token));
        Assert.Throws<ArgumentNullException>("messages", () => { _ = chat.GetStreamingResponseAsync((IEnumerable<ChatMessage>)null!, null, Token); });
        await AssertUsable(chat);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_null_among_the_messages_is_refused(bool streaming)
    {
        var chat = _service.Chat();

        await Assert.ThrowsAsync<ArgumentException>("messages", () => chat.AskAsync(streaming, [User("hi"), null!]));

        Assert.Empty(_service.Requests);
        await AssertUsable(chat);
    }

    [Fact]
    public async Task A_null_among_the_contents_is_refused()
    {
        var chat = _service.Chat();

        var error = await Assert.ThrowsAsync<ArgumentException>(() => chat.AskAsync(new ChatMessage(ChatRole.User, [null!])));

        Assert.Contains("null content", error.Message, StringComparison.Ordinal);
        await AssertUsable(chat);
    }

    [Fact]
    public async Task A_null_among_the_tools_is_refused()
    {
        var chat = _service.Chat();
        await Assert.ThrowsAsync<ArgumentException>(() => chat.GetResponseAsync([User("hi")], new() { Tools = [null!] }, Token));
        await AssertUsable(chat);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void A_model_without_name_is_refused(string? model) => Assert.ThrowsAny<ArgumentException>(() => _service.Client().AsIChatClient(model!));

    [Theory]
    [InlineData("a/../b")]
    [InlineData("a?key=1")]
    [InlineData("a b\n")]
    public async Task A_model_that_cannot_stand_in_a_path_is_refused(string model)
    {
        Assert.ThrowsAny<ArgumentException>(() => _service.Client().AsIChatClient(model));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _service.Chat().GetResponseAsync([User("hi")], new() { ModelId = model }, Token));
        Assert.Empty(_service.Requests);
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\r\nX-Evil: 1")]
    [InlineData("klíč")]
    public void A_key_that_cannot_stand_in_a_header_is_refused_without_showing_it(string key)
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => new GeminiClient(key));
        Assert.DoesNotContain(key, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task White_space_around_a_key_is_ignored()
    {
        var chat = _service.Client(o => o.ApiKey = " a-key\n").AsIChatClient(FakeService.Newest);
        await AssertUsable(chat);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void An_empty_key_is_refused(string key) => Assert.ThrowsAny<ArgumentException>(() => new GeminiClient(key));

    [Theory]
    [InlineData("relative/path")]
    [InlineData("ftp://example.com/")]
    [InlineData("file:///tmp/x")]
    public void A_base_address_that_is_not_one_is_refused(string address)
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => _service.Client(o => o.BaseAddress = new Uri(address, UriKind.RelativeOrAbsolute)));
        Assert.Contains("BaseAddress", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_megabytes_of_text_arrive_whole()
    {
        var text = string.Concat(Enumerable.Repeat("žluťoučký kůň 🐎 ", 10_000_000 / 24));
        await using var emulator = await GeminiEmulator.StartAsync();
        emulator.Script.Next(Reply.Text("Long."));
        using var client = Client(emulator);

        var response = await client.AsIChatClient(FakeService.Newest).AskAsync(User(text));

        Assert.Equal("Long.", response.Text);
        Assert.Equal(text, emulator.Journal.Entries[0].Body!.Value.GetProperty("contents")[0].GetProperty("parts")[0].GetProperty("text").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_image_with_a_wrong_media_type_is_refused_by_the_service(bool streaming)
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = Client(emulator);
        var chat = client.AsIChatClient(FakeService.Newest);

        var error = await Assert.ThrowsAsync<GeminiException>(() =>
            chat.AskAsync(streaming, [new ChatMessage(ChatRole.User, [new TextContent("look"), new DataContent(new byte[] { 1 }, "image/x-nonsense")])]));

        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        Assert.Contains("image/x-nonsense", error.Message, StringComparison.Ordinal);
        emulator.Script.Next(Reply.Text("ok"));
        Assert.Equal("ok", (await chat.AskAsync(streaming, [User("hi")])).Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_unknown_model_is_an_error_that_names_a_close_one(bool streaming)
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var client = Client(emulator);

        var error = await Assert.ThrowsAsync<GeminiException>(() => client.AsIChatClient("gemini-3.8-flahs").AskAsync(streaming, [User("hi")]));

        Assert.Equal(HttpStatusCode.NotFound, error.StatusCode);
        Assert.Contains("gemini-3.8-flash", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_result_without_its_call_alone_is_an_argument_error_or_a_legal_request(bool withUser)
    {
        var chat = _service.Chat();
        await chat.AskAsync(withUser ? [Tool(Result("gone")), User("hi")] : [Tool(Result("gone"))]);

        Assert.DoesNotContain("functionResponse", _service.Last.ToString(), StringComparison.Ordinal);
        Assert.Single(_service.Warnings);
    }

    [Fact]
    public async Task Arguments_that_are_no_json_are_named()
    {
        var chat = _service.Chat();
        FunctionCallContent call = new("c", "f", new Dictionary<string, object?> { ["stream"] = new MemoryStream(), ["self"] = typeof(string) });

        var error = await Assert.ThrowsAnyAsync<Exception>(() => chat.AskAsync(User("hi"), Model(call), Tool(Result("c"))));

        Assert.True(error is NotSupportedException or JsonException or InvalidOperationException, error.ToString());
        await AssertUsable(chat);
    }

    [Fact]
    public async Task Half_of_a_surrogate_pair_does_not_break_the_request()
    {
        var chat = _service.Chat();
        await chat.AskAsync(User("a\ud83d b"));

        Assert.Equal("a\ufffd b", _service.LastContents[0].GetProperty("parts")[0].GetProperty("text").GetString());
    }

    private static GeminiClient Client(GeminiEmulator emulator) =>
        new(new GeminiClientOptions { ApiKey = "a-key", BaseAddress = emulator.BaseAddress, Retry = new() { MaxAttempts = 1 } });

    private static async Task AssertUsable(IChatClient chat) => Assert.Equal("ok", (await chat.AskAsync(User("hi"))).Text);
}
