using System.Diagnostics;
using System.Net;
using Connectors.Gemini.Http;

namespace Connectors.Gemini.Tests.Http;

public class ConnectionTests
{
    private const string StreamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    private const string Event = "data: {\"text\":\"a\"}\r\n\r\n";

    /// <summary>An abandoned connection that is drained closes after two seconds, so one second tells the two apart.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    public enum Leaving
    {
        AfterThePiece,
        BeforeReading,
        Cancelled,
        AtAnError,
    }

    [Theory]
    [InlineData(true, Leaving.AfterThePiece)]
    [InlineData(true, Leaving.BeforeReading)]
    [InlineData(true, Leaving.Cancelled)]
    [InlineData(true, Leaving.AtAnError)]
    [InlineData(false, Leaving.AfterThePiece)]
    [InlineData(false, Leaving.BeforeReading)]
    [InlineData(false, Leaving.Cancelled)]
    [InlineData(false, Leaving.AtAnError)]
    public async Task An_abandoned_stream_closes_its_connection_at_once(bool ownClient, Leaving leaving)
    {
        TaskCompletionSource<long> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RawServer server = new(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync(StreamHead);
            await connection.WriteChunkAsync(Event);
            if (leaving == Leaving.AtAnError)
            {
                await connection.WriteChunkAsync("{\"error\":{\"code\":500,\"message\":\"m\"}}");
            }

            await connection.ClosedAsync();
            closed.TrySetResult(Stopwatch.GetTimestamp());
        });
        using HttpClient? callers = ownClient ? null : new(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var pipeline = Create(server, callers);

        var left = await LeaveAsync(pipeline, leaving);

        var seen = await closed.Task.WaitAsync(Hang, Pipelines.Token);
        Assert.True(Stopwatch.GetElapsedTime(left, seen) < AtOnce, $"It took {Stopwatch.GetElapsedTime(left, seen)}.");
    }

    [Fact]
    public async Task A_stream_read_to_its_end_leaves_the_connection_for_the_next_call()
    {
        var connections = 0;
        await using RawServer server = new(async connection =>
        {
            Interlocked.Increment(ref connections);
            while (true)
            {
                await connection.ReadRequestAsync();
                await connection.WriteAsync(StreamHead);
                await connection.WriteChunkAsync(Event);
                await connection.WriteAsync("0\r\n\r\n");
            }
        });
        using var pipeline = Create(server);

        Assert.Equal(["a"], await pipeline.StreamAsync());
        Assert.Equal(["a"], await pipeline.StreamAsync());

        Assert.Equal(1, connections);
    }

    [Fact]
    public async Task A_stream_cut_by_the_connection_keeps_what_came()
    {
        await using RawServer server = new(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync(StreamHead);
            await connection.WriteChunkAsync(Event);
            await connection.WriteChunkAsync("data: {\"te");
        });
        using var pipeline = Create(server);
        await using var stream = await pipeline.OpenAsync();
        await using var pieces = stream.GetAsyncEnumerator(Pipelines.Token);

        Assert.True(await pieces.MoveNextAsync());
        Assert.Equal("a", pieces.Current.Text);
        var error = await Assert.ThrowsAsync<GeminiException>(async () => await pieces.MoveNextAsync());
        Assert.StartsWith("The stream broke", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_body_is_sent_as_it_is_written_and_anew_for_each_attempt()
    {
        List<string> requests = [];
        await using RawServer server = new(async connection =>
        {
            requests.Add(await connection.ReadRequestAsync());
            await connection.WriteAsync("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
            requests.Add(await connection.ReadRequestAsync());
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{\"text\":\"ok\"}");
            await connection.ClosedAsync();
        });
        using GeminiPipeline pipeline = new(new()
        {
            ApiKey = Pipelines.Canary,
            BaseAddress = server.Address,
            Retry = new() { MaxAttempts = 2, BaseDelay = TimeSpan.Zero },
        });
        string text = new('z', 300_000);

        Assert.Equal("ok", (await pipeline.AskAsync(text)).Text);

        Assert.Equal(2, requests.Count);
        Assert.All(requests, r => Assert.Contains("Transfer-Encoding: chunked", r, StringComparison.Ordinal));
        Assert.All(requests, r => Assert.Equal(text.Length, r[r.IndexOf("\r\n\r\n", StringComparison.Ordinal)..].Count(c => c == 'z')));
    }

    [Fact]
    public async Task A_redirect_is_an_error_and_the_key_stays_here()
    {
        var elsewhere = 0;
        await using RawServer other = new(async connection =>
        {
            Interlocked.Increment(ref elsewhere);
            await connection.ClosedAsync();
        });
        await using RawServer server = new(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync($"HTTP/1.1 307 Temporary Redirect\r\nLocation: {other.Address}x?key=1\r\nContent-Length: 0\r\n\r\n");
            await connection.ClosedAsync();
        });
        using var pipeline = Create(server);

        var error = await Assert.ThrowsAsync<GeminiException>(() => pipeline.AskAsync());

        Assert.Equal(HttpStatusCode.TemporaryRedirect, error.StatusCode);
        Assert.Contains($"redirect to {other.Address.GetLeftPart(UriPartial.Authority)}.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("key=1", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, elsewhere);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_from_another_origin_is_refused(bool streamed)
    {
        await using RawServer other = new(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{\"text\":\"ok\"}");
            await connection.ClosedAsync();
        });
        await using RawServer server = new(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync($"HTTP/1.1 307 Temporary Redirect\r\nLocation: {other.Address}x\r\nContent-Length: 0\r\n\r\n");
            await connection.ClosedAsync();
        });
        using HttpClient callers = new(new SocketsHttpHandler());
        using var pipeline = Create(server, callers);

        var error = await Assert.ThrowsAsync<GeminiException>(() => streamed ? pipeline.OpenAsync() : (Task)pipeline.AskAsync());

        Assert.Contains("AllowAutoRedirect = false", error.Message, StringComparison.Ordinal);
        Assert.Null(error.ResponseBody);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public async Task A_callers_client_is_neither_reconfigured_nor_disposed()
    {
        var handler = new ScriptedHandler().Then(HttpStatusCode.OK, "{}").Then(HttpStatusCode.OK, "{}");
        using HttpClient client = new(handler) { BaseAddress = new Uri("http://elsewhere.test"), Timeout = TimeSpan.FromSeconds(7) };
        var options = Pipelines.Options(handler, o => o.HttpClient = client);

        using (GeminiPipeline pipeline = new(options))
        {
            await pipeline.AskAsync();
        }

        Assert.False(handler.IsDisposed);
        Assert.Empty(client.DefaultRequestHeaders);
        Assert.Equal((new Uri("http://elsewhere.test"), TimeSpan.FromSeconds(7)), (client.BaseAddress, client.Timeout));
        using var still = await client.GetAsync(new Uri("http://elsewhere.test"), Pipelines.Token);
    }

    [Fact]
    public async Task The_timeout_of_a_callers_client_is_named()
    {
        await using RawServer server = new(connection => connection.ClosedAsync());
        using HttpClient callers = new(new SocketsHttpHandler()) { Timeout = TimeSpan.FromMilliseconds(50) };
        using var pipeline = Create(server, callers);

        var error = await Assert.ThrowsAsync<GeminiException>(() => pipeline.AskAsync());

        Assert.Contains("within 0.05 s (Timeout of the HttpClient that was passed in)", error.Message, StringComparison.Ordinal);
        Assert.IsType<TimeoutException>(error.InnerException);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_clear_error()
    {
        Uri address;
        await using (RawServer server = new(_ => Task.CompletedTask))
        {
            address = server.Address;
        }

        using GeminiPipeline pipeline = new(new() { ApiKey = Pipelines.Canary, BaseAddress = address, Retry = new() { MaxAttempts = 1 } });
        var error = await Assert.ThrowsAsync<GeminiException>(() => pipeline.AskAsync());

        Assert.StartsWith("The service could not be reached", error.Message, StringComparison.Ordinal);
        Assert.True(error.IsTransient);
    }

    private static async Task<long> LeaveAsync(GeminiPipeline pipeline, Leaving leaving)
    {
        await using var stream = await pipeline.OpenAsync();
        if (leaving == Leaving.BeforeReading)
        {
            return Stopwatch.GetTimestamp();
        }

        using CancellationTokenSource source = new();
        await using var pieces = stream.GetAsyncEnumerator(source.Token);
        Assert.True(await pieces.MoveNextAsync());
        switch (leaving)
        {
            case Leaving.Cancelled:
                var next = pieces.MoveNextAsync().AsTask();
                await source.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
                break;
            case Leaving.AtAnError:
                await Assert.ThrowsAsync<GeminiException>(async () => await pieces.MoveNextAsync());
                break;
            default:
                break;
        }

        return Stopwatch.GetTimestamp();
    }

    private static GeminiPipeline Create(RawServer server, HttpClient? client = null) =>
        new(new() { ApiKey = Pipelines.Canary, BaseAddress = server.Address, HttpClient = client, Retry = new() { MaxAttempts = 1 } });
}
