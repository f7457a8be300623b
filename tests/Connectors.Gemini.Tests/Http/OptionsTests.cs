using System.Net;
using Connectors.Gemini.Http;

namespace Connectors.Gemini.Tests.Http;

public class OptionsTests
{
    [Theory]
    [InlineData(null, null, "https://generativelanguage.googleapis.com/v1beta/x")]
    [InlineData(null, "v1alpha", "https://generativelanguage.googleapis.com/v1alpha/x")]
    [InlineData("http://127.0.0.1:8080", null, "http://127.0.0.1:8080/v1beta/x")]
    [InlineData("http://127.0.0.1:8080/", "v1", "http://127.0.0.1:8080/v1/x")]
    [InlineData("https://proxy.test/a/b", null, "https://proxy.test/a/b/v1beta/x")]
    [InlineData("https://proxy.test/a/b///", null, "https://proxy.test/a/b/v1beta/x")]
    [InlineData("https://proxy.test/a/v1beta", null, "https://proxy.test/a/v1beta/x")]
    [InlineData("https://proxy.test/v1/", null, "https://proxy.test/v1/x")]
    [InlineData("https://proxy.test/v1/", "v1", "https://proxy.test/v1/x")]
    [InlineData("https://proxy.test/v1/", "v1beta", "https://proxy.test/v1/v1beta/x")]
    [InlineData("https://proxy.test/a?tenant=7", null, "https://proxy.test/a/v1beta/x?tenant=7")]
    public async Task Base_address_and_version_combine(string? baseAddress, string? version, string expected)
    {
        Assert.Equal(expected, (await SendAsync("x", o => (o.BaseAddress, o.ApiVersion) = (baseAddress is null ? null : new(baseAddress), version))).AbsoluteUri);
    }

    [Fact]
    public async Task A_query_of_the_path_and_one_of_the_base_address_are_both_sent()
    {
        Assert.Equal("?pageSize=5&tenant=7", (await SendAsync("models?pageSize=5", o => o.BaseAddress = new("https://proxy.test?tenant=7"))).Query);
    }

    [Theory]
    [InlineData("p1", "us-central1", "https://us-central1-aiplatform.googleapis.com/v1beta1/projects/p1/locations/us-central1/publishers/google/models/m:generateContent")]
    [InlineData("p1", "eu", "https://aiplatform.eu.rep.googleapis.com/v1beta1/projects/p1/locations/eu/publishers/google/models/m:generateContent")]
    [InlineData("p1", null, "https://aiplatform.googleapis.com/v1beta1/projects/p1/locations/global/publishers/google/models/m:generateContent")]
    [InlineData("example.com:p1", "global", "https://aiplatform.googleapis.com/v1beta1/projects/example.com:p1/locations/global/publishers/google/models/m:generateContent")]
    [InlineData(null, null, "https://aiplatform.googleapis.com/v1beta1/publishers/google/models/m:generateContent")]
    [InlineData(null, "global", "https://aiplatform.googleapis.com/v1beta1/publishers/google/models/m:generateContent")]
    public async Task Vertex_has_a_host_and_a_path_for_each_location(string? project, string? location, string expected)
    {
        var handler = new ScriptedHandler().Then(HttpStatusCode.OK, "{}");
        using var pipeline = Pipelines.Create(handler, o => o.Vertex = new() { Project = project, Location = location });

        await pipeline.SendAsync(HttpMethod.Get, pipeline.ModelPath("m", "generateContent"), PieceJson.Default.Piece, Pipelines.Token);

        Assert.True(pipeline.IsVertex);
        Assert.Equal(expected, handler.Requests[0].Address.AbsoluteUri);
    }

    [Theory]
    [InlineData("gemini-3.8-flash", "models/gemini-3.8-flash:m")]
    [InlineData("  gemini-3.8-flash\n", "models/gemini-3.8-flash:m")]
    [InlineData("models/x", "models/x:m")]
    [InlineData("tunedModels/x-1", "tunedModels/x-1:m")]
    [InlineData("vendor/x", "models/vendor/x:m")]
    [InlineData("x:y%é", "models/x%3Ay%25%C3%A9:m")]
    public void A_model_becomes_a_path_on_the_gemini_api(string model, string expected)
    {
        using var pipeline = Pipelines.Create(new ScriptedHandler());
        Assert.Equal(expected, pipeline.ModelPath(model, "m"));
    }

    [Theory]
    [InlineData("models/x", "projects/p/locations/global/publishers/google/models/x:m")]
    [InlineData("publishers/v/models/x", "projects/p/locations/global/publishers/v/models/x:m")]
    [InlineData("v/x@001", "projects/p/locations/global/publishers/v/models/x@001:m")]
    [InlineData("endpoints/42", "projects/p/locations/global/endpoints/42:m")]
    [InlineData("projects/q/locations/eu/endpoints/42", "projects/q/locations/eu/endpoints/42:m")]
    public void A_model_becomes_a_path_on_vertex(string model, string expected)
    {
        using var pipeline = Pipelines.Create(new ScriptedHandler(), o => o.Vertex = new() { Project = "p" });
        Assert.Equal(expected, pipeline.ModelPath(model, "m"));
    }

    [Theory]
    [InlineData("x", "publishers/google/models/x:m")]
    [InlineData("endpoints/42", "endpoints/42:m")]
    public void In_express_mode_a_path_has_no_project(string model, string expected)
    {
        using var pipeline = Pipelines.Create(new ScriptedHandler(), o => o.Vertex = new());
        Assert.Equal(expected, pipeline.ModelPath(model, "m"));
    }

    [Theory]
    [InlineData("x", "publishers/google/models/x")]
    [InlineData("v/x", "publishers/v/models/x")]
    [InlineData("projects/p/locations/global/publishers/google/models/x", "publishers/google/models/x")]
    [InlineData("projects/q/locations/eu/models/42", "projects/q/locations/eu/models/42")]
    [InlineData("endpoints/42", "projects/p/locations/global/endpoints/42")]
    public void A_publishers_model_is_described_outside_of_projects(string model, string expected)
    {
        using var pipeline = Pipelines.Create(new ScriptedHandler(), o => o.Vertex = new() { Project = "p" });
        Assert.Equal(expected, pipeline.DescriptionPath(model));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("../files/x")]
    [InlineData("models/../files")]
    [InlineData("models//x")]
    [InlineData("./x")]
    [InlineData("x/")]
    [InlineData("x?key=1")]
    [InlineData("x#y")]
    [InlineData("x y")]
    [InlineData("x\ny")]
    [InlineData("x\\y")]
    public void A_model_that_leads_elsewhere_is_refused(string model)
    {
        using var pipeline = Pipelines.Create(new ScriptedHandler());
        Assert.ThrowsAny<ArgumentException>(() => pipeline.ModelPath(model, "generateContent"));
    }

    public static TheoryData<string, Action<GeminiClientOptions>> Unusable => new()
    {
        { "ApiKey", o => o.ApiKey = null },
        { "ApiKey", o => o.ApiKey = "  " },
        { "ApiKey", o => o.ApiKey = "one\ntwo" },
        { "ApiKey", o => o.ApiKey = "klíč" },
        { "Credential", o => o.Credential = GeminiCredential.ApiKey("b") },
        { "BaseAddress", o => o.BaseAddress = new("proxy/x", UriKind.Relative) },
        { "BaseAddress", o => o.BaseAddress = new("ftp://proxy.test") },
        { "BaseAddress", o => o.BaseAddress = new($"https://user:{Pipelines.Canary}@proxy.test") },
        { "BaseAddress", o => o.BaseAddress = new($"https://proxy.test?key={Pipelines.Canary}") },
        { "ApiVersion", o => o.ApiVersion = "" },
        { "ApiVersion", o => o.ApiVersion = "v1/../v2" },
        { "Headers", o => o.Headers["bad name"] = "x" },
        { "Headers", o => o.Headers["x-secret"] = $"a\r\n{Pipelines.Canary}" },
        { "Headers", o => o.Headers["x-null"] = null! },
        { "Headers", o => o.Headers["Content-Type"] = "text/plain" },
        { "QuotaProject", o => o.QuotaProject = "a b" },
        { "Timeout", o => o.Timeout = TimeSpan.Zero },
        { "Timeout", o => o.Timeout = TimeSpan.FromSeconds(-5) },
        { "Timeout", o => o.Timeout = TimeSpan.MaxValue },
        { "Retry", o => o.Retry = null! },
        { "Retry.MaxAttempts", o => o.Retry.MaxAttempts = -1 },
        { "Retry.MaxDelay", o => o.Retry.MaxDelay = TimeSpan.FromSeconds(-1) },
        { "Retry.BaseDelay", o => o.Retry.BaseDelay = TimeSpan.MaxValue },
        { "Retry.TotalBudget", o => o.Retry.TotalBudget = TimeSpan.FromSeconds(-1) },
        { "Vertex.Project", o => o.Vertex = new() { Project = "a/b" } },
        { "Vertex.Location", o => o.Vertex = new() { Project = "p", Location = "evil.test/" } },
        { "Vertex.Project", o => o.Vertex = new() { Location = "us-central1" } },
        { "Vertex.Project", o => (o.ApiKey, o.Credential, o.Vertex) = (null, GeminiCredential.BearerToken(_ => new("t")), new()) },
    };

    [Theory]
    [MemberData(nameof(Unusable), DisableDiscoveryEnumeration = true)]
    public void An_option_that_cannot_be_used_is_refused_by_name_and_without_its_secret(string named, Action<GeminiClientOptions> change)
    {
        Exception error = Assert.ThrowsAny<ArgumentException>(() => Pipelines.Create(new ScriptedHandler(), change));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Pipelines.Canary, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task White_space_around_a_key_is_ignored()
    {
        var handler = new ScriptedHandler().Then(HttpStatusCode.OK, "{}");
        using var pipeline = Pipelines.Create(handler, o => o.ApiKey = " key\r\n");
        await pipeline.AskAsync();
        Assert.Equal("key", handler.Requests[0].Headers["x-goog-api-key"]);
    }

    [Fact]
    public async Task The_callers_headers_come_last_and_client_names_are_added_to()
    {
        var handler = new ScriptedHandler().Then(HttpStatusCode.OK, "{}");
        using var pipeline = Pipelines.Create(handler, o =>
        {
            o.QuotaProject = "billing";
            o.Timeout = TimeSpan.FromSeconds(30.5);
            o.Headers["X-Server-Timeout"] = "9";
            o.Headers["user-agent"] = "app/2";
            o.Headers["x-tenant"] = "7";
        });

        await pipeline.SendAsync<Piece, Piece>(
            HttpMethod.Post, "x", new Piece(), PieceJson.Default.Piece, PieceJson.Default.Piece, [new("x-tenant", "8")], Pipelines.Token);

        var sent = handler.Requests[0].Headers;
        Assert.Equal(("billing", "9", "8"), (sent["x-goog-user-project"], sent["X-Server-Timeout"], sent["x-tenant"]));
        Assert.EndsWith(" app/2", sent["User-Agent"], StringComparison.Ordinal);
        Assert.StartsWith("connectors-gemini/", sent["User-Agent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_of_the_callers_can_take_the_place_of_a_key()
    {
        var handler = new ScriptedHandler().Then(HttpStatusCode.Forbidden, $"no {Pipelines.Canary} here", "text/plain");
        using var pipeline = Pipelines.Create(handler, o =>
        {
            o.ApiKey = null;
            o.Headers["Authorization"] = $"Gateway {Pipelines.Canary}";
        });

        var error = await Assert.ThrowsAsync<GeminiException>(() => pipeline.AskAsync());

        Assert.Equal($"Gateway {Pipelines.Canary}", handler.Requests[0].Headers["Authorization"]);
        Assert.DoesNotContain("x-goog-api-key", handler.Requests[0].Headers.Keys);
        Assert.DoesNotContain(Pipelines.Canary, error.ToString() + error.ResponseBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_are_copied_when_the_client_is_made()
    {
        var handler = new ScriptedHandler().Then(HttpStatusCode.OK, "{}");
        var options = Pipelines.Options(handler, o => o.Headers["x-a"] = "1");
        using GeminiPipeline pipeline = new(options);

        options.ApiKey = "other";
        options.BaseAddress = new("https://elsewhere.test");
        options.Headers["x-a"] = "2";
        options.HttpClient = null;
        await pipeline.AskAsync();

        var asked = Assert.Single(handler.Requests);
        Assert.Equal((Pipelines.Canary, "1", "generativelanguage.googleapis.com"), (asked.Headers["x-goog-api-key"], asked.Headers["x-a"], asked.Address.Host));
    }

    [Theory]
    [InlineData("no\ntoken")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_bearer_callback_without_a_usable_token_is_named(string? token)
    {
        using var pipeline = Pipelines.Create(new ScriptedHandler(), o => (o.ApiKey, o.Credential) = (null, GeminiCredential.BearerToken(_ => new(token!))));
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => pipeline.AskAsync());
        Assert.Contains("bearer token callback", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ephemeral_token_is_refused_before_anything_is_sent()
    {
        ScriptedHandler handler = new();
        using var pipeline = Pipelines.Create(handler, o => (o.ApiKey, o.Credential) = (null, GeminiCredential.Ephemeral("auth_tokens/x")));
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => pipeline.AskAsync());
        Assert.Contains("Live", error.Message, StringComparison.Ordinal);
        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task What_a_bearer_callback_throws_is_the_callers_own()
    {
        using var pipeline = Pipelines.Create(new ScriptedHandler(), o =>
        {
            o.Retry.MaxAttempts = 3;
            (o.ApiKey, o.Credential) = (null, GeminiCredential.BearerToken(_ => throw new HttpRequestException("metadata server")));
        });
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => pipeline.AskAsync());
        Assert.Equal("metadata server", error.Message);
    }

    [Fact]
    public async Task No_secret_is_shown_by_any_exception_log_line_or_text_form()
    {
        var echoing = $$$"""{"error":{"code":503,"message":"Consumer 'api_key:{{{Pipelines.Canary}}}' is suspended.","status":"UNAVAILABLE","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"R","metadata":{"consumer":"api_key:{{{Pipelines.Canary}}}"}}]}}""";
        using LogLines log = new();
        var handler = new ScriptedHandler()
            .Then(HttpStatusCode.ServiceUnavailable, echoing)
            .Then(HttpStatusCode.ServiceUnavailable, echoing)
            .Then(HttpStatusCode.OK, $"data: {echoing}\n\n", "text/event-stream")
            .ThenThrow(new HttpRequestException("refused"));
        var options = Pipelines.Options(handler, o =>
        {
            o.LoggerFactory = log;
            o.Retry = new() { MaxAttempts = 2, BaseDelay = TimeSpan.Zero };
        });
        using GeminiPipeline pipeline = new(options);

        var unary = await Assert.ThrowsAsync<GeminiException>(() => pipeline.AskAsync());
        var streamed = await Assert.ThrowsAsync<GeminiException>(() => pipeline.StreamAsync());

        Assert.Equal("api_key:[redacted]", unary.Metadata["consumer"]);
        var shown = string.Join(
            "\n",
            [
                .. log.Lines,
                .. new[] { unary, streamed }.SelectMany(IEnumerable<string?> (e) => [e.ToString(), e.ResponseBody, .. e.Metadata.Values, .. e.Details.Select(d => d.GetRawText())]),
                GeminiCredential.ApiKey(Pipelines.Canary).ToString(),
                GeminiCredential.Ephemeral(Pipelines.Canary).ToString(),
                GeminiCredential.BearerToken(_ => new(Pipelines.Canary)).ToString(),
                Assert.ThrowsAny<ArgumentException>(() => GeminiCredential.ApiKey($"{Pipelines.Canary}\n{Pipelines.Canary}")).ToString(),
            ]);
        Assert.NotEmpty(log.Lines);
        Assert.DoesNotContain(Pipelines.Canary, shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("g", "m", "g")]
    [InlineData(null, " m\n", "m")]
    [InlineData("  ", "m", "m")]
    [InlineData(null, null, null)]
    public void The_environment_is_asked_for_the_google_key_first(string? google, string? gemini, string? expected)
    {
        Assert.Equal(expected, EnvironmentKeys.Find(name => name == "GOOGLE_API_KEY" ? google : name == "GEMINI_API_KEY" ? gemini : null));
    }

    private static async Task<Uri> SendAsync(string path, Action<GeminiClientOptions> change)
    {
        var handler = new ScriptedHandler().Then(HttpStatusCode.OK, "{}");
        using var pipeline = Pipelines.Create(handler, change);
        await pipeline.SendAsync(HttpMethod.Get, path, PieceJson.Default.Piece, Pipelines.Token);
        return handler.Requests[0].Address;
    }
}
