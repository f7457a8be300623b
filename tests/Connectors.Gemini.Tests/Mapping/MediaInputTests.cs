using Connectors.Gemini.Tests.Chat;
using Microsoft.Extensions.AI;
using static Connectors.Gemini.Tests.Chat.Conversation;

namespace Connectors.Gemini.Tests.Mapping;

public class MediaInputTests
{
    private readonly FakeService _service = new FakeService().Answer("""{"text":"ok"}""");

    [Fact]
    public async Task Bytes_become_inline_data_with_their_media_type() =>
        await AssertPart(new DataContent(new byte[] { 1, 2, 255 }, "image/png") { Name = "mine.png" }, """{"inlineData":{"mimeType":"image/png","data":"AQL/"}}""");

    [Fact]
    public async Task A_base64_data_uri_becomes_inline_data() =>
        await AssertPart(new DataContent("data:image/webp;base64,AQL/"), """{"inlineData":{"mimeType":"image/webp","data":"AQL/"}}""");

    [Fact]
    public async Task A_data_uri_without_base64_becomes_inline_data() =>
        await AssertPart(new DataContent("data:text/plain,a%20b"), """{"inlineData":{"mimeType":"text/plain","data":"YSBi"}}""");

    [Theory]
    [InlineData("https://example.com/a.png?x=1%202", "image/png", """{"fileData":{"fileUri":"https://example.com/a.png?x=1%202","mimeType":"image/png"}}""")]
    [InlineData("https://example.com/a", "image/*", """{"fileData":{"fileUri":"https://example.com/a"}}""")]
    [InlineData("https://example.com/a", "application/octet-stream", """{"fileData":{"fileUri":"https://example.com/a"}}""")]
    [InlineData("gs://bucket/a.mp4", "video/mp4", """{"fileData":{"fileUri":"gs://bucket/a.mp4","mimeType":"video/mp4"}}""")]
    [InlineData("https://www.youtube.com/watch?v=abc", "video/mp4", """{"fileData":{"fileUri":"https://www.youtube.com/watch?v=abc"}}""")]
    [InlineData("https://m.youtube.com/watch?v=abc", "video/*", """{"fileData":{"fileUri":"https://m.youtube.com/watch?v=abc"}}""")]
    [InlineData("https://youtu.be/abc", "video/*", """{"fileData":{"fileUri":"https://youtu.be/abc"}}""")]
    public async Task A_link_becomes_file_data_and_is_not_fetched(string uri, string mediaType, string part) => await AssertPart(new UriContent(uri, mediaType), part);

    [Theory]
    [InlineData("files/abc")]
    [InlineData("abc")]
    [InlineData("https://generativelanguage.googleapis.com/v1beta/files/abc")]
    public async Task An_uploaded_file_is_named_by_its_uri(string id) =>
        await AssertPart(new HostedFileContent(id) { MediaType = "application/pdf" }, """{"fileData":{"fileUri":"https://generativelanguage.googleapis.com/v1beta/files/abc","mimeType":"application/pdf"}}""");

    [Fact]
    public async Task An_image_of_another_model_goes_back_inline()
    {
        await _service.Chat().AskAsync(User("draw"), Model(new DataContent(new byte[] { 1 }, "image/png")), User("again"));

        AssertJson("""{"role":"model","parts":[{"inlineData":{"mimeType":"image/png","data":"AQ=="}}]}""", _service.LastContents[1]);
    }

    [Fact]
    public async Task What_middleware_copied_onto_user_messages_is_ignored()
    {
        AdditionalPropertiesDictionary copied = new() { ["gemini.thoughtSignature"] = Signature("x"), ["gemini.thought"] = true, ["gemini.signedTextLength"] = 1 };
        await _service.Chat().AskAsync(
            new ChatMessage(ChatRole.User, [new TextContent("a") { AdditionalProperties = copied }, new DataContent(new byte[] { 1 }, "image/png") { AdditionalProperties = copied }]));

        AssertJson("""[{"role":"user","parts":[{"text":"a"},{"inlineData":{"mimeType":"image/png","data":"AQ=="}}]}]""", _service.LastContents);
    }

    private async Task AssertPart(AIContent content, string part)
    {
        await _service.Chat().AskAsync(new ChatMessage(ChatRole.User, [new TextContent("look"), content]));

        AssertJson($$"""[{"role":"user","parts":[{"text":"look"},{{part}}]}]""", _service.LastContents);
    }
}
