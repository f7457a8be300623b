using System.Net;
using Connectors.Gemini.Http;

namespace Connectors.Gemini.Tests.Http;

public class ErrorTests
{
    [Fact]
    public async Task An_error_gives_status_message_reason_and_every_detail()
    {
        var error = await FailAsync(
            HttpStatusCode.BadRequest,
            """
            {"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT","details":[
              {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com","metadata":{"service":"generativelanguage.googleapis.com"}},
              {"@type":"type.googleapis.com/google.rpc.LocalizedMessage","locale":"en-US","message":"Please check the key."},
              {"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[{"field":"generation_config","description":"Cannot find field."}]},
              {"@type":"type.googleapis.com/google.rpc.Help","links":[{"description":"Docs","url":"https://example.test/docs"}]},
              {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaMetric":"m","quotaId":"PerMinute","quotaDimensions":{"model":"g","n":1},"quotaValue":"20","subject":"s","description":"d"}]},
              {"@type":"type.googleapis.com/google.rpc.Novelty","x":[1]},
              "nonsense", {"no":"type"}]}}
            """);

        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        Assert.Equal("INVALID_ARGUMENT", error.Status);
        Assert.Equal("API_KEY_INVALID", error.Reason);
        Assert.Equal("googleapis.com", error.Domain);
        Assert.Equal("generativelanguage.googleapis.com", error.Metadata["service"]);
        Assert.Equal("Please check the key.", error.LocalizedMessage);
        var field = Assert.Single(error.FieldViolations);
        Assert.Equal(("generation_config", "Cannot find field."), (field.Field, field.Description));
        var link = Assert.Single(error.HelpLinks);
        Assert.Equal(("Docs", "https://example.test/docs"), (link.Description, link.Url));
        var quota = Assert.Single(error.QuotaViolations);
        Assert.Equal(("m", "PerMinute", "20", "s", "d", "g", "1"), (quota.Metric, quota.Id, quota.Value, quota.Subject, quota.Description, quota.Dimensions["model"], quota.Dimensions["n"]));
        Assert.Equal(8, error.Details.Count);
        Assert.Equal("POST", error.RequestMethod);
        Assert.Equal("/v1beta/models/gemini-test:generateContent", error.RequestPath);
        Assert.Equal("API key not valid. (400 INVALID_ARGUMENT API_KEY_INVALID at POST /v1beta/models/gemini-test:generateContent)", error.Message);
        Assert.False(error.IsTransient);
        Assert.False(error.IsContextOverflow);
    }

    [Theory]
    [InlineData("""[{"error":{"code":400,"message":"bad","status":"INVALID_ARGUMENT"}}]""", "INVALID_ARGUMENT", "bad")]
    [InlineData("""{"error":{"code":"invalid_request","message":"bad"}}""", "invalid_request", "bad")]
    [InlineData("""{"error":{"code":"400","message":"bad"}}""", null, "bad")]
    [InlineData("""{"error":"bad"}""", null, "bad")]
    [InlineData("""{"message":"bad","code":400}""", null, "bad")]
    [InlineData("""{"error":{"message":"bad","details":"none"}}""", null, "bad")]
    [InlineData("bad\nrequest", null, "The service answered 400 BadRequest: bad request")]
    [InlineData("""{"x":1}""", null, """The service answered 400 BadRequest: {"x":1}""")]
    [InlineData("""{"error":{"message":"cut""", null, """The service answered 400 BadRequest: {"error":{"message":"cut""")]
    [InlineData("<!doctype html><p>no</p>", null, "The service, or a proxy before it, answered 400 BadRequest with a web page (see ResponseBody).")]
    [InlineData("", null, "The service answered 400 BadRequest with an empty body.")]
    public async Task Every_form_of_body_is_understood(string body, string? status, string message)
    {
        var error = await FailAsync(HttpStatusCode.BadRequest, body);

        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        Assert.Equal(status, error.Status);
        Assert.StartsWith(message + " (400 ", error.Message, StringComparison.Ordinal);
        Assert.Equal(body, error.ResponseBody);
    }

    [Theory]
    [InlineData("RESOURCE_EXHAUSTED", 429, true)]
    [InlineData("UNAVAILABLE", 503, true)]
    [InlineData("DEADLINE_EXCEEDED", 504, true)]
    [InlineData("INTERNAL", 500, true)]
    [InlineData("INVALID_ARGUMENT", 400, false)]
    [InlineData("NOT_FOUND", 404, false)]
    public async Task The_name_of_a_status_stands_in_for_a_missing_code(string name, int code, bool isTransient)
    {
        using var pipeline = Pipelines.Create(new ScriptedHandler().Then(HttpStatusCode.OK, "data: {\"error\":{\"status\":\"" + name + "\",\"message\":\"m\"}}\n\n", "text/event-stream"));
        var error = await Assert.ThrowsAsync<GeminiException>(() => pipeline.StreamAsync());
        Assert.Equal((code, isTransient), ((int)error.StatusCode!, error.IsTransient));
    }

    [Fact]
    public async Task An_error_that_comes_with_status_200_is_an_error_all_the_same()
    {
        var error = await FailAsync(HttpStatusCode.OK, """{ "error": {"code": 429, "message": "quota", "status": "RESOURCE_EXHAUSTED"} }""");
        Assert.Equal(HttpStatusCode.TooManyRequests, error.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("nonsense")]
    [InlineData("{\"text\":\"cu")]
    [InlineData("<html>Sign in</html>")]
    public async Task An_answer_that_is_none_is_an_error(string body)
    {
        var error = await FailAsync(HttpStatusCode.OK, body);
        Assert.Equal(HttpStatusCode.OK, error.StatusCode);
        Assert.Contains("POST /v1beta/models/gemini-test:generateContent", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_placeholder_for_a_key_does_not_garble_an_error()
    {
        using var pipeline = Pipelines.Create(
            new ScriptedHandler().Then(HttpStatusCode.BadRequest, """{"error":{"code":400,"message":"a bad code"}}"""), o => o.ApiKey = "code");
        var error = await Assert.ThrowsAsync<GeminiException>(() => pipeline.AskAsync());
        Assert.StartsWith("a bad code (400", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_body_of_an_error_is_read_up_to_a_limit()
    {
        var error = await FailAsync(HttpStatusCode.BadGateway, new string('x', 1024 * 1024));
        Assert.Equal(64 * 1024, error.ResponseBody!.Length);
        Assert.True(error.Message.Length < 600);
    }

    [Theory]
    [InlineData("The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).", true)]
    [InlineData("Unable to submit request because the input token count is 40000 but the model supports up to 32768; it exceeds it.", true)]
    [InlineData("Request contains an invalid argument.", false)]
    public async Task A_context_that_is_too_long_is_told_apart(string message, bool expected)
    {
        var error = await FailAsync(HttpStatusCode.BadRequest, $$$"""{"error":{"code":400,"message":"{{{message}}}","status":"INVALID_ARGUMENT"}}""");
        Assert.Equal(expected, error.IsContextOverflow);
    }

    [Theory]
    [InlineData("gemini-3.8-falsh", "Did you mean 'gemini-3.8-flash'?")]
    [InlineData("models/gemini3.8-flash", "Did you mean 'gemini-3.8-flash'?")]
    [InlineData("something-else-entirely", null)]
    [InlineData("gemini-3.8-flash", null)]
    public async Task A_model_that_is_not_found_comes_with_a_suggestion(string model, string? suggestion)
    {
        var handler = new ScriptedHandler().Then(HttpStatusCode.NotFound, """{"error":{"code":404,"message":"There is no such model.","status":"NOT_FOUND"}}""");
        using GeminiPipeline pipeline = new(Pipelines.Options(handler), ["gemini-3.8-flash", "gemini-embedding-001"]);

        var error = await Assert.ThrowsAsync<GeminiException>(() => pipeline.SendAsync(
            HttpMethod.Post, pipeline.ModelPath(model, "generateContent"), new Piece(), PieceJson.Default.Piece, PieceJson.Default.Piece, Pipelines.Token));

        Assert.Contains("ListModels", error.Message, StringComparison.Ordinal);
        Assert.Equal(suggestion is not null, error.Message.Contains("Did you mean", StringComparison.Ordinal));
        Assert.Contains(suggestion ?? "", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_found_does_not_blame_the_model()
    {
        var error = await FailAsync(HttpStatusCode.NotFound, """{"error":{"code":404,"message":"File abc does not exist."}}""");
        Assert.DoesNotContain("ListModels", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_lost_within_an_answer_is_an_error()
    {
        using var pipeline = Pipelines.Create(new ScriptedHandler().ThenStream(CutStream.ByteByByte("{\"text\":"u8.ToArray(), CutStream.Ending.Failure), "application/json"));
        var error = await Assert.ThrowsAsync<GeminiException>(() => pipeline.AskAsync());
        Assert.True(error.IsTransient);
        Assert.IsType<IOException>(error.InnerException, exactMatch: false);
    }

    private static async Task<GeminiException> FailAsync(HttpStatusCode status, string body)
    {
        using var pipeline = Pipelines.Create(new ScriptedHandler().Then(status, body));
        return await Assert.ThrowsAsync<GeminiException>(() => pipeline.AskAsync());
    }
}
