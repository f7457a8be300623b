using System.Text;
using System.Text.Json;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Options;

public class MediaOptionTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0];

    public static TheoryData<string, byte[]> Sniffed => new()
    {
        { "image/png", Png },
        { "image/jpeg", [0xFF, 0xD8, 0xFF, 0xE0, 0] },
        { "image/webp", "RIFF0000WEBP"u8.ToArray() },
        { "image/heic", "\0\0\0\u0018ftypheic"u8.ToArray() },
    };

    [Theory]
    [MemberData(nameof(Sniffed))]
    public async Task An_image_of_any_type_is_sent_with_the_type_of_its_bytes(string mediaType, byte[] data)
    {
        var part = await PartAsync(new DataContent(data, "image/*"));

        Wire.AssertEqual($$"""{"mimeType":"{{mediaType}}","data":"{{Convert.ToBase64String(data)}}"}""", part.GetProperty("inlineData"));
    }

    [Fact]
    public async Task A_type_that_is_named_is_not_second_guessed() =>
        Assert.Equal("image/jpeg", (await PartAsync(new DataContent(Png, "image/jpeg"))).GetProperty("inlineData").GetProperty("mimeType").GetString());

    [Theory]
    [InlineData("image/*")]
    [InlineData("video/*")]
    public async Task Bytes_that_nobody_knows_are_refused_before_the_call(string mediaType)
    {
        var exception = await Wire.RefusedAsync([new DataContent("what is this"u8.ToArray(), mediaType)]);

        Assert.Contains(mediaType, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data:text/plain;base64,SGVsbG8=")]
    [InlineData("data:text/plain,Hello")]
    [InlineData("data:text/plain;charset=utf-8,H%65llo")]
    public async Task Data_uris_with_and_without_the_base64_marker_are_bytes(string uri)
    {
        var parts = new[] { await PartAsync(new DataContent(uri)), await PartAsync(new UriContent(uri, "text/plain")) };

        Assert.All(parts, part => Assert.Equal("Hello", Encoding.UTF8.GetString(part.GetProperty("inlineData").GetProperty("data").GetBytesFromBase64())));
    }

    [Fact]
    public async Task A_broken_data_uri_is_an_argument_error()
    {
        await Wire.RefusedAsync([new UriContent("data:image/png;base64", "image/png")]);
        await Wire.RefusedAsync([new UriContent("data:image/png;base64,%%%", "image/png")]);
    }

    [Fact]
    public async Task A_resolution_stands_on_its_part()
    {
        var part = await PartAsync(new DataContent(Png, "image/png").WithMediaResolution(MediaResolution.UltraHigh));

        Wire.AssertEqual("""{"level":"MEDIA_RESOLUTION_ULTRA_HIGH"}""", part.GetProperty("mediaResolution"));
    }

    [Fact]
    public async Task A_resolution_on_a_part_is_left_out_with_a_warning_on_2_5()
    {
        var handler = new WireHandler();

        var body = await Wire.SendAsync([new DataContent(Png, "image/png").WithMediaResolution(MediaResolution.High)], model: Wire.Model25, handler: handler);

        Wire.AssertAbsent("mediaResolution", body.GetProperty("contents")[0].GetProperty("parts")[0]);
        Assert.True(handler.Warned("resolution"));
    }

    [Theory]
    [InlineData("files/abc")]
    [InlineData("abc")]
    public async Task An_uploaded_file_is_named_by_its_address(string id)
    {
        var part = await PartAsync(new HostedFileContent(id) { MediaType = "application/pdf" });

        Wire.AssertEqual("""{"fileUri":"https://generativelanguage.googleapis.com/v1beta/files/abc","mimeType":"application/pdf"}""", part.GetProperty("fileData"));
    }

    [Fact]
    public async Task The_address_of_an_uploaded_file_is_sent_as_it_is()
    {
        const string Uri = "https://generativelanguage.googleapis.com/v1beta/files/abc";

        Assert.Equal(Uri, (await PartAsync(new HostedFileContent(Uri))).GetProperty("fileData").GetProperty("fileUri").GetString());
    }

    [Theory]
    [InlineData("file-8zBfGtx9")]
    [InlineData("file_011CNha8iCJcU1wXNR6q4V8w")]
    public async Task A_file_of_another_provider_is_refused_by_name(string id) =>
        Assert.Contains(id, (await Wire.RefusedAsync([new HostedFileContent(id)])).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Video_metadata_stands_beside_the_video()
    {
        var video = new UriContent("https://www.youtube.com/watch?v=abc", "video/mp4").WithVideoMetadata(TimeSpan.FromSeconds(1.5), TimeSpan.FromMinutes(1), 0.5);

        Wire.AssertEqual(
            """{"fileData":{"fileUri":"https://www.youtube.com/watch?v=abc"},"videoMetadata":{"startOffset":"1.5s","endOffset":"60s","fps":0.5}}""",
            await PartAsync(video));
    }

    [Fact]
    public async Task Media_settings_survive_json()
    {
        var info = AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(AIContent));
        AIContent video = new UriContent("https://youtu.be/abc", "video/mp4").WithVideoMetadata(TimeSpan.FromSeconds(1), framesPerSecond: 2).WithMediaResolution(MediaResolution.Low);

        var read = (AIContent)JsonSerializer.Deserialize(JsonSerializer.Serialize(video, info), info)!;

        Assert.True(JsonElement.DeepEquals(await PartAsync(video), await PartAsync(read)));
    }

    [Theory]
    [InlineData(-1.0, null, null)]
    [InlineData(null, -1.0, null)]
    [InlineData(5.0, 5.0, null)]
    [InlineData(5.0, 4.0, null)]
    [InlineData(null, null, 0.0)]
    [InlineData(null, null, 25.0)]
    public async Task Video_metadata_that_cannot_be_is_refused_when_set_and_when_sent(double? start, double? end, double? fps)
    {
        var video = new UriContent("https://youtu.be/abc", "video/mp4");
        Assert.Throws<ArgumentOutOfRangeException>(() => video.WithVideoMetadata(Seconds(start), Seconds(end), fps));

        video.AdditionalProperties = [];
        foreach (var (key, value) in new[] { ("gemini.videoStartSeconds", start), ("gemini.videoEndSeconds", end), ("gemini.videoFps", fps) })
        {
            if (value is not null)
            {
                video.AdditionalProperties[key] = value;
            }
        }

        Assert.Contains("video", (await Wire.RefusedAsync([video])).Message, StringComparison.Ordinal);

        static TimeSpan? Seconds(double? seconds) => seconds is { } value ? TimeSpan.FromSeconds(value) : null;
    }

    private static async Task<JsonElement> PartAsync(AIContent content) =>
        (await Wire.SendAsync([content])).GetProperty("contents")[0].GetProperty("parts")[0];
}
