using System.IO.Pipelines;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Connectors.Gemini.Tests.Http;

public class StreamTests
{
    private const string ErrorJson =
        """
        {
          "error": {
            "code": 503,
            "message": "The model is overloaded.",
            "status": "UNAVAILABLE"
          }
        }
        """;

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData("\r")]
    public async Task Any_line_end_comment_and_cut_gives_the_same_pieces(string lineEnd)
    {
        var events = string.Join(
            lineEnd,
            ": a comment",
            "",
            "data: {\"text\":\"žluť 😀\"}",
            "",
            "event: message",
            "id: 7",
            "data: {\"text\":",
            "data:  \"two lines\"}",
            "",
            "",
            "data:",
            "",
            "data:{\"text\":\"no space\"}",
            "",
            "");
        var bytes = Encoding.UTF8.GetBytes(events);

        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            Assert.Equal(["žluť 😀", "two lines", "no space"], await ReadAsync(CutStream.At(bytes, cut)));
        }

        Assert.Equal(["žluť 😀", "two lines", "no space"], await ReadAsync(CutStream.ByteByByte(bytes)));
    }

    [Fact]
    public async Task A_byte_order_mark_and_empty_lines_before_the_first_event_are_skipped()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. "\n\r\ndata: {\"text\":\"a\"}\n\n"u8];
        Assert.Equal(["a"], await ReadAsync(CutStream.ByteByByte(bytes)));
    }

    [Fact]
    public async Task An_event_of_five_megabytes_is_read()
    {
        string text = new('x', 5 * 1024 * 1024);
        var bytes = Encoding.UTF8.GetBytes($"data: {{\"text\":\"{text}\"}}\n\n");

        var read = Assert.Single(await ReadAsync(new MemoryStream(bytes)));

        Assert.Equal(text.Length, read!.Length);
    }

    [Theory]
    [InlineData("data: {\"text\":\"a\"}\n\ndata: {\"text\":\"b\"}\n")]
    [InlineData("data: {\"text\":\"a\"}\n\ndata: {\"text\":\"b\"}")]
    [InlineData("data: {\"text\":\"a\"}\n\ndata: {\"text\":\"b\"}\n\ndata: [DONE]\n\n")]
    [InlineData("[{\"text\":\"a\"}\n,\r\n{\"text\":\"b\"}]")]
    [InlineData("{\"text\":\"a\"}\n{\"text\":\"b\"}\n")]
    public async Task Other_endings_and_the_array_form_give_the_same_pieces(string body)
    {
        Assert.Equal(["a", "b"], await ReadAsync(CutStream.ByteByByte(Encoding.UTF8.GetBytes(body))));
    }

    [Fact]
    public async Task A_large_value_of_the_array_form_is_read()
    {
        string text = new('x', 1024 * 1024);
        var bytes = Encoding.UTF8.GetBytes($"[{{\"text\":\"{text}\"}},{{\"text\":\"b\"}}]");
        Assert.Equal([text, "b"], await ReadAsync(new CutStream(bytes.Chunk(50_000).Select(c => new ReadOnlyMemory<byte>(c)))));
    }

    [Fact]
    public async Task A_single_object_is_a_stream_of_one()
    {
        Assert.Equal(["whole"], await ReadAsync(CutStream.ByteByByte("  {\"text\":\"whole\"}"u8.ToArray())));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n \n")]
    [InlineData(": only a comment\n\n")]
    [InlineData("[]")]
    public async Task A_body_without_a_piece_ends_the_stream(string body)
    {
        Assert.Empty(await ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(body))));
    }

    [Fact]
    public async Task The_array_form_yields_each_piece_as_it_arrives()
    {
        Pipe pipe = new();
        using var pipeline = Pipelines.Create(new ScriptedHandler().ThenStream(pipe.Reader.AsStream(), "application/json"));
        await using var stream = await pipeline.OpenAsync();
        await using var pieces = stream.GetAsyncEnumerator(Pipelines.Token);

        await pipe.Writer.WriteAsync("[{\"text\":\"first\"}\n,"u8.ToArray(), Pipelines.Token);
        Assert.True(await pieces.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), Pipelines.Token));
        Assert.Equal("first", pieces.Current.Text);

        await pipe.Writer.WriteAsync("{\"text\":\"second\"}]"u8.ToArray(), Pipelines.Token);
        await pipe.Writer.CompleteAsync();
        Assert.True(await pieces.MoveNextAsync());
        Assert.Equal("second", pieces.Current.Text);
        Assert.False(await pieces.MoveNextAsync());
    }

    [Fact]
    public async Task Events_are_yielded_as_they_arrive()
    {
        Pipe pipe = new();
        using var pipeline = Pipelines.Create(new ScriptedHandler().ThenStream(pipe.Reader.AsStream()));
        await using var stream = await pipeline.OpenAsync();
        await using var pieces = stream.GetAsyncEnumerator(Pipelines.Token);

        await pipe.Writer.WriteAsync("data: {\"text\":\"first\"}\r\n\r\n"u8.ToArray(), Pipelines.Token);
        Assert.True(await pieces.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), Pipelines.Token));
        Assert.Equal("first", pieces.Current.Text);
        await pipe.Writer.CompleteAsync();
    }

    public static TheoryData<string, int> ErrorsInside => new()
    {
        { "data: {\"text\":\"a\"}\r\n\r\ndata: " + ErrorJson.ReplaceLineEndings("") + "\r\n\r\n", 1 },
        { "data: {\"text\":\"a\"}\r\n\r\nevent: error\r\ndata: " + ErrorJson.ReplaceLineEndings("") + "\r\n\r\n", 1 },
        { "data: {\"text\":\"a\"}\r\n\r\n" + ErrorJson, 1 },
        { "data: {\"text\":\"a\"}\n\n" + ErrorJson.ReplaceLineEndings("\r\n") + "\r\n\r\ndata: {\"text\":\"never\"}\n\n", 1 },
        { "data: {\"text\":\"a\"}\n\n[" + ErrorJson + "]", 1 },
        { "data: {\"text\":\"a\"}\n" + ErrorJson, 1 },
        { "data: {\"extra\":{\"error\":1},\"text\":\"a\"}\n\ndata: {\"text\":\"x\"," + ErrorJson.ReplaceLineEndings("").TrimStart('{') + "\n\n", 1 },
        { ErrorJson, 0 },
        { "\n\n[" + ErrorJson + "]", 0 },
        { "[{\"text\":\"a\"},\n" + ErrorJson + "]", 1 },
    };

    [Theory]
    [MemberData(nameof(ErrorsInside))]
    public async Task An_error_inside_a_stream_is_thrown_typed_however_it_is_written_and_cut(string body, int piecesBefore)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        IEnumerable<CutStream> streams = [.. Enumerable.Range(0, bytes.Length).Select(cut => CutStream.At(bytes, cut)), CutStream.ByteByByte(bytes)];
        foreach (var stream in streams)
        {
            List<string?> pieces = [];
            var error = await Assert.ThrowsAsync<GeminiException>(() => ReadAsync(stream, pieces));

            Assert.Equal(Enumerable.Repeat("a", piecesBefore), pieces);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, error.StatusCode);
            Assert.Equal("UNAVAILABLE", error.Status);
            Assert.True(error.IsTransient);
            Assert.StartsWith("The model is overloaded.", error.Message, StringComparison.Ordinal);
            Assert.Contains("\"UNAVAILABLE\"", error.ResponseBody, StringComparison.Ordinal);
            Assert.Equal("/v1beta/models/gemini-test:streamGenerateContent", error.RequestPath);
        }
    }

    [Fact]
    public async Task A_naked_error_is_thrown_although_the_connection_stays_open()
    {
        var bytes = Encoding.UTF8.GetBytes("data: {\"text\":\"a\"}\n\n" + ErrorJson);
        var error = await Assert.ThrowsAsync<GeminiException>(
            () => ReadAsync(CutStream.ByteByByte(bytes, CutStream.Ending.Stall)).WaitAsync(TimeSpan.FromSeconds(30), Pipelines.Token));
        Assert.Equal("UNAVAILABLE", error.Status);
    }

    [Fact]
    public async Task A_naked_text_that_is_no_error_is_not_lost()
    {
        var error = await Assert.ThrowsAsync<GeminiException>(
            () => ReadAsync(new MemoryStream("data: {\"text\":\"a\"}\n\n{ what is this"u8.ToArray())));
        Assert.Equal("{ what is this", error.ResponseBody);
        Assert.Contains("{ what is this", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_named_error_deeper_down_is_no_error()
    {
        Assert.Equal(
            ["a", "b", "\"error\""],
            await ReadAsync(new MemoryStream("data: {\"args\":{\"error\":\"x\"},\"text\":\"a\"}\n\ndata: {\"error\":null,\"text\":\"b\"}\n\ndata: {\"text\":\"\\\"error\\\"\"}\n\n"u8.ToArray())));
    }

    [Theory]
    [InlineData("data: {\"text\":\"a\"}\n\ndata: {\"text\":\"cut he")]
    [InlineData("data: {\"text\":\"a\"}\n\ndata: nonsense\n\n")]
    [InlineData("[{\"text\":\"a\"},{\"text\":\"cut")]
    [InlineData("[{\"text\":\"a\"},")]
    [InlineData("[{\"text\":\"a\"}, }]")]
    public async Task A_cut_or_invalid_piece_is_a_broken_stream(string body)
    {
        List<string?> pieces = [];
        var error = await Assert.ThrowsAsync<GeminiException>(() => ReadAsync(CutStream.ByteByByte(Encoding.UTF8.GetBytes(body)), pieces));

        Assert.Equal(["a"], pieces);
        Assert.IsType<JsonException>(error.InnerException, exactMatch: false);
        Assert.Null(error.StatusCode);
        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task A_lost_connection_is_a_broken_stream()
    {
        List<string?> pieces = [];
        var error = await Assert.ThrowsAsync<GeminiException>(
            () => ReadAsync(CutStream.ByteByByte("data: {\"text\":\"a\"}\n\ndata: {"u8.ToArray(), CutStream.Ending.Failure), pieces));

        Assert.Equal(["a"], pieces);
        Assert.IsType<IOException>(error.InnerException, exactMatch: false);
        Assert.StartsWith("The stream broke", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_web_page_instead_of_a_stream_is_an_error()
    {
        var error = await Assert.ThrowsAsync<GeminiException>(() => ReadAsync(new MemoryStream("<html>Sign in</html>"u8.ToArray())));
        Assert.Equal("<html>Sign in</html>", error.ResponseBody);
    }

    [Fact]
    public async Task A_stream_is_read_once()
    {
        using var pipeline = Pipelines.Create(new ScriptedHandler().ThenStream(new MemoryStream()));
        await using var stream = await pipeline.OpenAsync();
        await using var first = stream.GetAsyncEnumerator(Pipelines.Token);

        Assert.Throws<InvalidOperationException>(() => stream.GetAsyncEnumerator(Pipelines.Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancelling_ends_a_waiting_read_with_the_callers_token(bool tokenOfOpening)
    {
        using CancellationTokenSource source = new();
        CutStream body = new(["data: {\"text\":\"a\"}\n\n"u8.ToArray()], CutStream.Ending.Stall);
        using var pipeline = Pipelines.Create(new ScriptedHandler().ThenStream(body));
        await using var stream = await pipeline.OpenAsync(tokenOfOpening ? source.Token : null);
        await using var pieces = stream.GetAsyncEnumerator(tokenOfOpening ? Pipelines.Token : source.Token);
        Assert.True(await pieces.MoveNextAsync());

        var next = pieces.MoveNextAsync().AsTask();
        await body.Stalled;
        await source.CancelAsync();

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        Assert.Equal(source.Token, cancelled.CancellationToken);
        Assert.True(body.IsDisposed);
    }

    [Fact]
    public async Task A_refused_stream_is_thrown_when_it_is_opened()
    {
        // As recorded: a bare JSON body that calls itself an event stream.
        using var pipeline = Pipelines.Create(new ScriptedHandler().Then(HttpStatusCode.NotFound, $"[{ErrorJson}]", "text/event-stream"));
        var error = await Assert.ThrowsAsync<GeminiException>(() => pipeline.OpenAsync());
        Assert.Equal(HttpStatusCode.NotFound, error.StatusCode);
        Assert.StartsWith("The model is overloaded.", error.Message, StringComparison.Ordinal);
    }

    private static async Task<List<string?>> ReadAsync(Stream body, List<string?>? pieces = null)
    {
        using var pipeline = Pipelines.Create(new ScriptedHandler().ThenStream(body));
        await using var stream = await pipeline.OpenAsync();
        pieces ??= [];
        await foreach (var piece in stream.WithCancellation(Pipelines.Token))
        {
            pieces.Add(piece.Text);
        }

        return pieces;
    }
}
