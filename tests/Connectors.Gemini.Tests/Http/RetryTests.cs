using System.Net;
using System.Net.Http.Headers;
using Connectors.Gemini.Http;

namespace Connectors.Gemini.Tests.Http;

public sealed class RetryTests : IDisposable
{
    private const string Overloaded = """{"error":{"code":503,"message":"overloaded","status":"UNAVAILABLE"}}""";
    private const string Answer = """{"text":"ok"}""";

    private readonly WaitingTime _time = new();
    private readonly LogLines _log = new();
    private readonly ScriptedHandler _handler = new();

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_passing_failure_is_repeated_with_the_same_body_after_a_growing_random_wait(int status)
    {
        _handler.Then((HttpStatusCode)status, "x").Then((HttpStatusCode)status, "").Then(HttpStatusCode.OK, Answer);
        using var pipeline = Create(attempts: 3);

        var call = pipeline.AskAsync("again");
        await _time.PassAsync(TimeSpan.FromSeconds(0.5));
        await _time.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal("ok", (await call).Text);
        Assert.Equal(Enumerable.Repeat("""{"text":"again"}""", 3), _handler.Requests.Select(r => r.Body));
        Assert.Equal(2, _log.Lines.Count(l => l.Contains($"({status})", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(501)]
    public async Task Other_failures_are_final(int status)
    {
        _handler.Then((HttpStatusCode)status, "{}");
        using var pipeline = Create(attempts: 3);

        var error = await Assert.ThrowsAsync<GeminiException>(() => pipeline.AskAsync());

        Assert.Equal(status, (int)error.StatusCode!);
        Assert.False(error.IsTransient);
        Assert.Single(_handler.Requests);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Zero_and_one_attempts_mean_one(int attempts)
    {
        _handler.Then(HttpStatusCode.ServiceUnavailable, Overloaded);
        using var pipeline = Create(attempts);

        var error = await Assert.ThrowsAsync<GeminiException>(() => pipeline.AskAsync());

        Assert.True(error.IsTransient);
        Assert.Single(_handler.Requests);
    }

    [Theory]
    [InlineData("0.1s", 0.1)]
    [InlineData("34.4s", 34.4)]
    [InlineData("45.837906927s", 45.838)]
    [InlineData("0s", 0)]
    public async Task The_delay_that_the_service_asks_for_is_waited_to_the_millisecond(string asked, double seconds)
    {
        _handler.Then(HttpStatusCode.TooManyRequests, Quota(asked)).Then(HttpStatusCode.OK, Answer);
        using var pipeline = Create(attempts: 2);

        var call = pipeline.AskAsync();
        if (seconds > 0)
        {
            await _time.PassAsync(TimeSpan.FromSeconds(seconds));
        }

        Assert.Equal("ok", (await call).Text);
    }

    [Fact]
    public async Task A_delay_in_words_or_in_a_header_is_waited_too()
    {
        _handler
            .Then(HttpStatusCode.TooManyRequests, """{"error":{"code":429,"message":"Quota exceeded. Please retry in 7.25s."}}""")
            .Then(HttpStatusCode.ServiceUnavailable, "busy", "text/plain", r => r.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(3)))
            .Then(HttpStatusCode.OK, Answer);
        using var pipeline = Create(attempts: 3);

        var call = pipeline.AskAsync();
        await _time.PassAsync(TimeSpan.FromSeconds(7.25));
        await _time.PassAsync(TimeSpan.FromSeconds(3));

        Assert.Equal("ok", (await call).Text);
    }

    [Fact]
    public async Task A_delay_over_the_ceiling_is_final_and_says_so()
    {
        _handler.Then(HttpStatusCode.TooManyRequests, Quota("61.5s"));
        using var pipeline = Create(attempts: 3);

        var error = await Assert.ThrowsAsync<GeminiException>(() => pipeline.AskAsync());

        Assert.Equal(TimeSpan.FromSeconds(61.5), error.RetryDelay);
        Assert.Contains("61.5 s", error.Message, StringComparison.Ordinal);
        Assert.Contains("60 s (Retry.MaxDelay)", error.Message, StringComparison.Ordinal);
        Assert.Single(_handler.Requests);
    }

    [Theory]
    [InlineData("GenerateRequestsPerDayPerProjectPerModel-FreeTier")]
    [InlineData("DailyTokens")]
    public async Task A_quota_of_the_day_is_final_even_with_a_short_delay(string quotaId)
    {
        _handler.Then(HttpStatusCode.TooManyRequests, Quota("1s", quotaId));
        using var pipeline = Create(attempts: 3);

        var error = await Assert.ThrowsAsync<GeminiException>(() => pipeline.AskAsync());

        Assert.False(error.IsTransient);
        Assert.True(Assert.Single(error.QuotaViolations).IsDaily);
        Assert.Contains("quota of the day", error.Message, StringComparison.Ordinal);
        Assert.Single(_handler.Requests);
    }

    [Fact]
    public async Task A_wait_beyond_the_total_budget_is_not_begun()
    {
        _handler.Then(HttpStatusCode.TooManyRequests, Quota("20s")).Then(HttpStatusCode.TooManyRequests, Quota("11s"));
        using var pipeline = Create(attempts: 5, o => o.Retry.TotalBudget = TimeSpan.FromSeconds(30));

        var call = pipeline.AskAsync();
        await _time.PassAsync(TimeSpan.FromSeconds(20));

        var error = await Assert.ThrowsAsync<GeminiException>(() => call);
        Assert.Equal(TimeSpan.FromSeconds(11), error.RetryDelay);
        Assert.Contains("Retry.TotalBudget", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, _handler.Requests.Count);
    }

    [Fact]
    public async Task The_last_failure_says_how_often_it_was_tried()
    {
        _handler.Then(HttpStatusCode.ServiceUnavailable, Overloaded).Then(HttpStatusCode.BadGateway, "<html>gateway</html>", "text/html");
        using var pipeline = Create(attempts: 2);

        var call = pipeline.AskAsync();
        await _time.PassAsync(TimeSpan.FromSeconds(0.5));

        var error = await Assert.ThrowsAsync<GeminiException>(() => call);
        Assert.Equal(HttpStatusCode.BadGateway, error.StatusCode);
        Assert.Contains("tried 2 times", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_fails_is_repeated()
    {
        _handler.ThenThrow(new HttpRequestException(HttpRequestError.ConnectionError, "refused")).Then(HttpStatusCode.OK, Answer);
        using var pipeline = Create(attempts: 2);

        var call = pipeline.AskAsync();
        await _time.PassAsync(TimeSpan.FromSeconds(0.5));

        Assert.Equal("ok", (await call).Text);
    }

    [Fact]
    public async Task A_connection_that_cannot_be_trusted_is_final()
    {
        _handler.ThenThrow(new HttpRequestException(HttpRequestError.SecureConnectionError, "certificate"));
        using var pipeline = Create(attempts: 2);

        var error = await Assert.ThrowsAsync<GeminiException>(() => pipeline.AskAsync());

        Assert.False(error.IsTransient);
        Assert.IsType<HttpRequestException>(error.InnerException);
    }

    [Fact]
    public async Task Each_attempt_has_its_own_timeout()
    {
        _handler.Then(NeverAsync).Then(NeverAsync).Then(HttpStatusCode.OK, Answer);
        using var pipeline = Create(attempts: 3, o => o.Timeout = TimeSpan.FromSeconds(30.5));

        var call = pipeline.AskAsync();
        await _time.PassAsync(TimeSpan.FromSeconds(30.5));
        await _time.PassAsync(TimeSpan.FromSeconds(0.5));
        await _time.PassAsync(TimeSpan.FromSeconds(30.5));
        await _time.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal("ok", (await call).Text);
        Assert.Equal(["31", "31", "31"], _handler.Requests.Select(r => r.Headers["X-Server-Timeout"]));
    }

    [Fact]
    public async Task The_time_for_a_token_counts_in_the_attempt()
    {
        using var pipeline = Create(attempts: 1, o =>
        {
            o.Timeout = TimeSpan.FromSeconds(2);
            o.ApiKey = null;
            o.Credential = GeminiCredential.BearerToken(async token =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return "never";
            });
        });

        var call = pipeline.AskAsync();
        await _time.PassAsync(TimeSpan.FromSeconds(2));

        var error = await Assert.ThrowsAsync<GeminiException>(() => call);
        Assert.Contains("(Timeout)", error.Message, StringComparison.Ordinal);
        Assert.Empty(_handler.Requests);
    }

    [Fact]
    public async Task A_timeout_names_its_option()
    {
        _handler.Then(NeverAsync);
        using var pipeline = Create(attempts: 1, o => o.Timeout = TimeSpan.FromSeconds(30.5));

        var call = pipeline.AskAsync();
        await _time.PassAsync(TimeSpan.FromSeconds(30.5));

        var error = await Assert.ThrowsAsync<GeminiException>(() => call);
        Assert.Contains("within 30.5 s (Timeout)", error.Message, StringComparison.Ordinal);
        Assert.IsType<TimeoutException>(error.InnerException);
        Assert.True(error.IsTransient);
        Assert.Null(error.StatusCode);
    }

    [Fact]
    public async Task Cancelling_ends_a_wait_at_once_with_the_callers_token()
    {
        using CancellationTokenSource source = new();
        _handler.Then(HttpStatusCode.TooManyRequests, Quota("30s"));
        using var pipeline = Create(attempts: 3);

        var call = pipeline.AskAsync(token: source.Token);
        await _time.BeginsAsync(TimeSpan.FromSeconds(30));
        await source.CancelAsync();

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(source.Token, cancelled.CancellationToken);
        Assert.Single(_handler.Requests);
    }

    [Fact]
    public async Task Cancelling_ends_an_attempt_with_the_callers_token_and_is_not_repeated()
    {
        using CancellationTokenSource source = new();
        _handler.Then(async (request, token) =>
        {
            await source.CancelAsync();
            return await NeverAsync(request, token);
        });
        using var pipeline = Create(attempts: 3, o => o.Timeout = TimeSpan.FromSeconds(10));

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pipeline.AskAsync(token: source.Token));

        Assert.Equal(source.Token, cancelled.CancellationToken);
        Assert.Single(_handler.Requests);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pipeline.AskAsync(token: source.Token));
        Assert.Single(_handler.Requests);
    }

    [Fact]
    public async Task A_stream_is_repeated_until_it_begins_and_never_after()
    {
        _handler
            .Then(HttpStatusCode.ServiceUnavailable, $"[{Overloaded}]", "text/event-stream")
            .Then(HttpStatusCode.OK, $"data: {Answer}\n\ndata: {Overloaded}\n\n", "text/event-stream");
        using var pipeline = Create(attempts: 5);

        var opening = pipeline.OpenAsync();
        await _time.PassAsync(TimeSpan.FromSeconds(0.5));
        await using var stream = await opening;
        await using var pieces = stream.GetAsyncEnumerator(Pipelines.Token);

        Assert.True(await pieces.MoveNextAsync());
        var error = await Assert.ThrowsAsync<GeminiException>(async () => await pieces.MoveNextAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, error.StatusCode);
        Assert.Equal(2, _handler.Requests.Count);
    }

    [Fact]
    public async Task The_body_of_an_error_that_stalls_is_given_up_and_what_came_is_kept()
    {
        CutStream body = new(["half a mess"u8.ToArray()], CutStream.Ending.Stall);
        _handler.Then((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = new StreamContent(body) }));
        using var pipeline = Create(attempts: 1);

        var call = pipeline.AskAsync();
        await body.Stalled;
        await _time.PassAsync(TimeSpan.FromSeconds(5));

        var error = await Assert.ThrowsAsync<GeminiException>(() => call);
        Assert.Equal(HttpStatusCode.Forbidden, error.StatusCode);
        Assert.Equal("half a mess", error.ResponseBody);
    }

    [Fact]
    public async Task A_refused_bearer_token_is_renewed_once()
    {
        var asked = 0;
        _handler.Then(HttpStatusCode.Unauthorized, "{}").Then(HttpStatusCode.OK, Answer).Then(HttpStatusCode.Unauthorized, "{}").Then(HttpStatusCode.Unauthorized, "{}");
        using var pipeline = Create(attempts: 3, o =>
        {
            o.ApiKey = null;
            o.Credential = GeminiCredential.BearerToken(_ => new($"token-{++asked}"));
        });

        Assert.Equal("ok", (await pipeline.AskAsync()).Text);
        var error = await Assert.ThrowsAsync<GeminiException>(() => pipeline.AskAsync());

        Assert.Equal(HttpStatusCode.Unauthorized, error.StatusCode);
        Assert.Equal(["Bearer token-1", "Bearer token-2", "Bearer token-3", "Bearer token-4"], _handler.Requests.Select(r => r.Headers["Authorization"]));
    }

    public void Dispose()
    {
        _handler.Dispose();
        _log.Dispose();
    }

    private static async Task<HttpResponseMessage> NeverAsync(HttpRequestMessage request, CancellationToken token)
    {
        await Task.Delay(Timeout.Infinite, token);
        throw new InvalidOperationException("Waiting ended without a cancellation.");
    }

    private static string Quota(string delay, string quotaId = "GenerateRequestsPerMinutePerProjectPerModel") =>
        $$$"""
        {"error":{"code":429,"message":"You exceeded your current quota.","status":"RESOURCE_EXHAUSTED","details":[
          {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaMetric":"m","quotaId":"{{{quotaId}}}","quotaDimensions":{"model":"gemini-test"},"quotaValue":"20"}]},
          {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"{{{delay}}}"}]}}
        """;

    private GeminiPipeline Create(int attempts, Action<GeminiClientOptions>? change = null) =>
        Pipelines.Create(_handler, o =>
        {
            o.Retry.MaxAttempts = attempts;
            o.TimeProvider = _time;
            o.LoggerFactory = _log;
            change?.Invoke(o);
        });
}
