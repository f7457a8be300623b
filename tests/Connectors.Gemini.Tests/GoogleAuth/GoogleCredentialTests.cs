using Connectors.Gemini.GoogleAuth;
using Connectors.Gemini.Tests.Http;
using Google.Apis.Auth.OAuth2;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.GoogleAuth;

public class GoogleCredentialTests
{
    private const string Answer = """{"candidates":[{"content":{"role":"model","parts":[{"text":"Hi"}]},"finishReason":"STOP"}]}""";

    [Fact]
    public async Task Each_request_carries_the_token_that_is_valid_then()
    {
        var source = new Tokens("token-1", "token-2");

        var headers = await AskTwiceAsync(GeminiGoogleCredentials.From(source));

        Assert.Equal(["Bearer token-1", "Bearer token-2"], headers.Select(static h => h.Authorization));
        Assert.All(headers, static h => Assert.Null(h.QuotaProject));
    }

    [Fact]
    public async Task A_credentials_quota_project_is_sent_and_the_clients_own_wins()
    {
        var credential = GoogleCredential.FromAccessToken("token").CreateWithQuotaProject("theirs");

        var theirs = await AskTwiceAsync(GeminiGoogleCredentials.From(credential));
        var ours = await AskTwiceAsync(GeminiGoogleCredentials.From(credential), quotaProject: "ours");

        Assert.All(theirs, static h => Assert.Equal(("Bearer token", "theirs"), h));
        Assert.All(ours, static h => Assert.Equal(("Bearer token", "ours"), h));
    }

    [Fact]
    public async Task A_token_that_cannot_be_fetched_is_the_sources_error_and_nothing_is_sent()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => AskTwiceAsync(GeminiGoogleCredentials.From(new Tokens())));

        Assert.Contains("no more tokens", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_cancels_the_fetching_of_the_token()
    {
        using var cancellation = new CancellationTokenSource();
        var credential = GeminiGoogleCredentials.From(new Endless(cancellation));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AskTwiceAsync(credential, cancellation: cancellation.Token));
    }

    private static async Task<List<(string? Authorization, string? QuotaProject)>> AskTwiceAsync(GeminiCredential credential, string? quotaProject = null, CancellationToken? cancellation = null)
    {
        var seen = new List<(string?, string?)>();
        using var handler = new Recorder(seen);
        using var http = new HttpClient(handler);
        using var gemini = new GeminiClient(new GeminiClientOptions { Credential = credential, HttpClient = http, QuotaProject = quotaProject, Retry = new() { MaxAttempts = 1 } });
        for (var i = 0; i < 2; i++)
        {
            await gemini.AsIChatClient("gemini-3.8-flash").GetResponseAsync("Hi", cancellationToken: cancellation ?? Pipelines.Token);
        }

        return seen;
    }

    private sealed class Recorder(List<(string? Authorization, string? QuotaProject)> seen) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var project = request.Headers.TryGetValues("x-goog-user-project", out var values) ? string.Join(',', values) : null;
            seen.Add((request.Headers.Authorization?.ToString(), project));
            return Task.FromResult(new HttpResponseMessage { Content = new StringContent(Answer), RequestMessage = request });
        }
    }

    /// <summary>Gives one token after the other.</summary>
    private sealed class Tokens(params string[] tokens) : ITokenAccess
    {
        private int _next;

        public Task<string> GetAccessTokenForRequestAsync(string? authUri = null, CancellationToken cancellationToken = default) =>
            _next < tokens.Length ? Task.FromResult(tokens[_next++]) : throw new InvalidOperationException("There are no more tokens.");
    }

    /// <summary>Never gives a token: it has the caller give up.</summary>
    private sealed class Endless(CancellationTokenSource caller) : ITokenAccess
    {
        public async Task<string> GetAccessTokenForRequestAsync(string? authUri = null, CancellationToken cancellationToken = default)
        {
            await caller.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return "";
        }
    }
}
