using System.Text;
using System.Text.Json;
using Connectors.Gemini.Tests.Http;
using Connectors.Gemini.Wire;
using CsCheck;

namespace Connectors.Gemini.Tests.Wire;

/// <summary>Long base64 is decoded while it arrives. Whatever a long text is, and however it arrives, it is read as if it had been there at once.</summary>
public class ReceivedJsonTests
{
    private const int Long = ReceivedJson.MinimumTakenOut;

    /// <summary>Texts that are base64 in either alphabet, with or without padding or escapes, and texts that only begin or end so.</summary>
    private static readonly Gen<string> Texts =
        from length in Gen.OneOf(Gen.Int[0, 20], Gen.Int[(Long / 4 * 3) - 9, (Long / 4 * 3) + 9], Gen.Int[Long, Long * 3])
        from seed in Gen.Int
        from form in Gen.Int[0, 8]
        select Form(Convert.ToBase64String(Bytes(length, seed)), form);

    [Fact]
    public Task Media_is_read_the_same_however_it_arrives() =>
        Gen.Select(Texts, Texts, Gen.Int[1, Long], Gen.Int[0, 3]).SampleAsync(async (first, second, pieceSize, place) =>
        {
            var json = Answer(place, first, second);

            using var received = await ReceivedJson.ReadAsync(new CutStream(json.Chunk(pieceSize).Select(static piece => new ReadOnlyMemory<byte>(piece))), CancellationToken.None);

            AssertSame(json, received);
        }, iter: 150, threads: 1, print: static t => $"{t.Item1.Length} and {t.Item2.Length} letters in pieces of {t.Item3}, place {t.Item4}");

    [Theory]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":"TEXT"}]}}]}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"thoughtSignature":"TEXT"}]}}]}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{"data":"TEXT"}}}]}}]}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"functionResponse":{"name":"f","response":{},"parts":[{"inlineData":{"data":"TEXT"}}]}}]}}]}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"inlineData":{"data":"TEXT","novel":"TEXT"}}]}}],"novel":{"inlineData":{"data":"TEXT"}}}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"executableCode":{"language":"PYTHON","code":"TEXT"}},{"inlineData":{"data":"TEXT"}}]}}]}""")]
    public async Task A_long_text_that_only_looks_like_media_is_kept(string answer)
    {
        var json = Encoding.UTF8.GetBytes(answer.Replace("TEXT", Convert.ToBase64String(Bytes(Long + 1, 3)), StringComparison.Ordinal));

        using var received = await ReceivedJson.ReadAsync(new MemoryStream(json), CancellationToken.None);

        AssertSame(json, received);
    }

    [Fact]
    public async Task Bytes_of_many_chunks_are_all_there_and_nothing_more()
    {
        var bytes = Bytes((3 * 1024 * 1024) + 1, 5);
        var json = Encoding.UTF8.GetBytes("""{"predictions":[{"mimeType":"image/png","bytesBase64Encoded":"TEXT"},{"bytesBase64Encoded":"TEXT"}]}""".Replace("TEXT", Convert.ToBase64String(bytes), StringComparison.Ordinal));

        using var received = await ReceivedJson.ReadAsync(new MemoryStream(json), CancellationToken.None);
        var answer = received.Deserialize<PredictImagesResponse>(WireJson.Instance.PredictImagesResponse)!;

        Assert.All(answer.Predictions!, prediction => Assert.True(prediction.BytesBase64Encoded!.Value.Span.SequenceEqual(bytes)));
        Assert.Equal(2, answer.Predictions!.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AB=A")]
    [InlineData("\"}")]
    public async Task Media_that_is_cut_or_broken_is_no_answer(string end)
    {
        var json = Encoding.UTF8.GetBytes("""{"candidates":[{"content":{"parts":[{"inlineData":{"data":" """.TrimEnd() + Convert.ToBase64String(Bytes(Long, 7)) + end);

        using var received = await ReceivedJson.ReadAsync(new MemoryStream(json), CancellationToken.None);

        Assert.ThrowsAny<JsonException>(() => received.Deserialize(WireFormats.GenerateContentResponse));
    }

    private static void AssertSame(byte[] json, ReceivedJson received)
    {
        var expected = Record.Exception(() => JsonSerializer.Deserialize(json, WireJson.Instance.GenerateContentResponse));
        if (expected is not null)
        {
            Assert.ThrowsAny<JsonException>(() => received.Deserialize(WireFormats.GenerateContentResponse));
            return;
        }

        // Long texts are compared as bytes: a difference of two of them is no message for anybody.
        var plain = JsonSerializer.SerializeToUtf8Bytes(JsonSerializer.Deserialize(json, WireJson.Instance.GenerateContentResponse), WireJson.Instance.GenerateContentResponse);
        var read = JsonSerializer.SerializeToUtf8Bytes(received.Deserialize(WireFormats.GenerateContentResponse), WireJson.Instance.GenerateContentResponse);
        Assert.True(plain.AsSpan().SequenceEqual(read), "Another value was read.");
    }

    private static byte[] Answer(int place, string first, string second) => Encoding.UTF8.GetBytes(place switch
    {
        0 => $$$$"""{"candidates":[{"content":{"parts":[{"inlineData":{"mimeType":"image/png","data":"{{{{first}}}}"}},{"text":"a\"b\\"},{"inlineData":{"data":"{{{{second}}}}"}}]}}]}""",
        1 => $$$$"""{"candidates":[{"content":{"parts":[{"inlineData":{"data":"{{{{first}}}}"},"thoughtSignature":"{{{{second}}}}"}]}}]}""",
        2 => $$$$"""{"novel":"{{{{first}}}}","candidates":[{"content":{"parts":[{"inlineData":{"data":"{{{{second}}}}"}}]}}]}""",
        _ => $$$$"""{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{"a":"{{{{first}}}}","b":["{{{{second}}}}"]}}}]}}]}""",
    });

    private static string Form(string base64, int form) => form switch
    {
        0 => base64.Replace('+', '-').Replace('/', '_'),
        1 => base64.TrimEnd('='),
        2 => base64.Replace("=", "\\u003d", StringComparison.Ordinal).Replace("/", "\\/", StringComparison.Ordinal),
        3 => base64.TrimEnd('=') + " and words",
        4 => base64.Insert(base64.Length / 2, "!"),
        7 => base64.Insert(base64.Length / 3, "  "),
        5 => base64.Insert(base64.Length / 2, "-_-_"),
        _ => base64,
    };

    private static byte[] Bytes(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
