using System.Net;
using System.Text.RegularExpressions;

namespace Connectors.Gemini.Tests.Http;

public partial class RequestTests
{
    [Fact]
    public async Task A_call_posts_json_with_key_and_client_headers_and_reads_the_answer()
    {
        var handler = new ScriptedHandler().Then(HttpStatusCode.OK, """{"text":"hi ž"}""", change: r => r.Headers.Add("x-gemini-service-tier", "standard"));
        using var pipeline = Pipelines.Create(handler);

        var reply = await pipeline.SendAsync(
            HttpMethod.Post, Pipelines.Path, new Piece { Text = "žluť" }, PieceJson.Default.Piece, PieceJson.Default.Piece, Pipelines.Token);

        Assert.Equal("hi ž", reply.Value.Text);
        Assert.Equal(["standard"], reply.Headers.GetValues("x-gemini-service-tier"));
        var asked = Assert.Single(handler.Requests);
        Assert.Equal(HttpMethod.Post, asked.Method);
        Assert.Equal("https://generativelanguage.googleapis.com/v1beta/models/gemini-test:generateContent", asked.Address.AbsoluteUri);
        Assert.Equal("application/json", asked.ContentType);
        Assert.Equal("žluť", System.Text.Json.JsonSerializer.Deserialize(asked.Body!, PieceJson.Default.Piece)!.Text);
        Assert.Equal(Pipelines.Canary, asked.Headers["x-goog-api-key"]);
        Assert.Matches(ClientTokens(), asked.Headers["x-goog-api-client"]);
        Assert.Matches(ClientTokens(), asked.Headers["User-Agent"]);
        Assert.DoesNotContain("X-Server-Timeout", asked.Headers.Keys);
        Assert.DoesNotContain("Authorization", asked.Headers.Keys);
    }

    [Fact]
    public async Task A_call_without_a_body_sends_none()
    {
        var handler = new ScriptedHandler().Then(HttpStatusCode.OK, "{}");
        using var pipeline = Pipelines.Create(handler);

        await pipeline.SendAsync(HttpMethod.Get, "models?pageSize=5", PieceJson.Default.Piece, Pipelines.Token);

        Assert.Null(handler.Requests[0].Body);
        Assert.Equal("?pageSize=5", handler.Requests[0].Address.Query);
    }

    [Fact]
    public async Task A_stream_asks_for_events_and_yields_them_in_order()
    {
        var handler = new ScriptedHandler().Then(
            HttpStatusCode.OK, "data: {\"text\":\"a\"}\r\n\r\ndata: {\"text\":\"b\"}\r\n\r\n", "text/event-stream");
        using var pipeline = Pipelines.Create(handler);

        Assert.Equal(["a", "b"], await pipeline.StreamAsync());
        Assert.Equal("?alt=sse", handler.Requests[0].Address.Query);
        Assert.Equal(HttpMethod.Post, handler.Requests[0].Method);
    }

    [GeneratedRegex(@"^connectors-gemini/\d+\.\d+\.\d+\S* gl-dotnet/10\.\S+ MEAI/10\.\S+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ClientTokens();
}
