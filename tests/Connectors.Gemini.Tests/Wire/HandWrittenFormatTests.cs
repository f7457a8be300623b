using System.Text;
using System.Text.Json;
using Connectors.Gemini.Wire;

namespace Connectors.Gemini.Tests.Wire;

/// <summary>A message that is read without the serializer: whole, from a stream that gives it in any pieces, and nothing else.</summary>
public class HandWrittenFormatTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 100_000)]
    [InlineData(16_000, 7)]
    [InlineData(100_000, 1000)]
    [InlineData(1_000_000, 100_000)]
    public async Task An_answer_of_any_length_is_read_in_pieces_of_any_length(int length, int piece)
    {
        var text = string.Concat(Enumerable.Range(0, length).Select(static i => (char)('a' + (i % 26))));

        var answer = await ReadAsync("""{"candidates":[{"content":{"parts":[{"text":"TEXT"}]}}],"futureField":[1,2,],}""".Replace("TEXT", text, StringComparison.Ordinal), piece);

        Assert.Equal(text, answer!.Candidates![0].Content!.Parts![0].Text);
        Assert.Equal("[1,2,]", answer.UnknownFields!["futureField"].GetRawText());
    }

    [Fact]
    public async Task White_space_may_surround_it() =>
        Assert.Equal("x", (await ReadAsync(" \r\n{\"responseId\":\"x\"}\n\t ", piece: 5))!.ResponseId);

    [Fact]
    public async Task The_JSON_null_is_no_message() =>
        Assert.Null(await ReadAsync("null", piece: 5));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"responseId":"x"}{}""")]
    [InlineData("""{"responseId":"x"},""")]
    [InlineData("""{"responseId":"x"} garbage""")]
    [InlineData("""{"responseId":"\ud800"}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":"\udc00"}]}}]}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("[]")]
    public async Task Anything_else_is_a_JsonException(string json) =>
        await Assert.ThrowsAnyAsync<JsonException>(() => ReadAsync(json, piece: 100).AsTask());

    [Theory]
    [InlineData("{\"responseId\":\"\xFF\"}")]
    [InlineData("{\"\xFF\":1}")]
    [InlineData("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\xC3\"}]}}]}")]
    public async Task Bytes_that_are_no_text_are_a_JsonException(string latin1)
    {
        using var body = new MemoryStream(Encoding.Latin1.GetBytes(latin1));

        using var received = await ReceivedJson.ReadAsync(body, TestContext.Current.CancellationToken);

        Assert.ThrowsAny<JsonException>(() => received.Deserialize(WireFormats.GenerateContentResponse));
    }

    private static async ValueTask<GenerateContentResponse?> ReadAsync(string json, int piece)
    {
        using var body = new PieceStream(Encoding.UTF8.GetBytes(json), piece);
        using var received = await ReceivedJson.ReadAsync(body, TestContext.Current.CancellationToken);
        return received.Deserialize(WireFormats.GenerateContentResponse);
    }

    private sealed class PieceStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return Read(buffer.Span[..Math.Min(piece, buffer.Length)]);
        }
    }
}
