using static Connectors.Gemini.Emulator.Tests.Rules.Verdict;

namespace Connectors.Gemini.Emulator.Tests.Rules;

public class RouteRulesTests
{
    private const string Path = "/v1beta/models/gemini-2.5-flash:generateContent";

    private static readonly string Body = $$"""{"contents":[{{User}}]}""";

    [Fact]
    public void An_unknown_model_is_not_found() => Refuses(
        On(Body, "wrong-model-name"),
        "model",
        "models/wrong-model-name is not found for API version v1beta, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods.",
        404,
        "NOT_FOUND");

    [Fact]
    public void A_model_without_the_method_is_not_found() => Refuses(
        OnPath("/v1/models/gemini-embedding-001:streamGenerateContent?alt=sse", Body),
        "model",
        "models/gemini-embedding-001 is not found for API version v1, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods.",
        404,
        "NOT_FOUND");

    [Fact]
    public void An_unknown_model_of_Vertex_is_named_in_full() => Refuses(
        On(Body, "wrong-model-name", isVertex: true),
        "model",
        "Publisher Model `projects/p/locations/global/publishers/google/models/wrong-model-name` not found.",
        404,
        "NOT_FOUND");

    [Theory]
    [InlineData("/v1/models/gemini-2.5-flash:generateContent", false, true)]
    [InlineData("/v1alpha/models/gemini-2.5-flash:generateContent", false, true)]
    [InlineData("/v2/models/gemini-2.5-flash:generateContent", false, false)]
    [InlineData("/v1beta1/models/gemini-2.5-flash:generateContent", false, false)]
    [InlineData("/v1/publishers/google/models/gemini-2.5-flash:generateContent", true, true)]
    [InlineData("/v1beta/publishers/google/models/gemini-2.5-flash:generateContent", true, false)]
    public void Each_surface_has_its_versions(string path, bool isVertex, bool exists)
    {
        var refusals = OnPath(path, Body, isVertex);
        if (exists)
        {
            Accepts(refusals);
        }
        else
        {
            Refuses(refusals, "api-version", $"The requested URL {path} was not found on this server.", 404, "NOT_FOUND");
        }
    }

    [Fact]
    public void A_missing_key_is_forbidden_where_one_is_required()
    {
        Accepts(OnPath(Path, Body));
        Refuses(
            OnPath(Path, Body, options: new EmulatorRulesOptions { RequireApiKey = true }),
            "api-key",
            "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
            403,
            "PERMISSION_DENIED");
        Assert.Equal(401, OnPath("/v1/publishers/google/models/gemini-2.5-flash:generateContent", Body, isVertex: true, options: new EmulatorRulesOptions { RequireApiKey = true })[0].HttpStatus);
    }

    [Fact]
    public void A_key_is_taken_from_the_header_or_the_query_and_a_token_stands_for_it()
    {
        var options = new EmulatorRulesOptions { RequireApiKey = true, ValidApiKeys = new HashSet<string> { "good" } };
        Accepts(OnPath(Path, Body, headers: new Dictionary<string, string> { ["X-Goog-Api-Key"] = "good" }, options: options));
        Accepts(OnPath(Path + "?alt=sse&key=good", Body, options: options));
        Accepts(OnPath(Path, Body, headers: new Dictionary<string, string> { ["Authorization"] = "Bearer t" }, options: options));
    }

    [Theory]
    [InlineData("Bearer ")]
    [InlineData("Basic dTpw")]
    public void A_malformed_token_is_unauthenticated(string authorization) => Refuses(
        OnPath(Path, Body, headers: new Dictionary<string, string> { ["authorization"] = authorization }),
        "api-key",
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.",
        401,
        "UNAUTHENTICATED");

    [Fact]
    public void An_invalid_key_is_a_bad_request_with_its_reason()
    {
        var refusal = Refuses(
            OnPath(Path, """{"nonsense":1}""", headers: new Dictionary<string, string> { ["x-goog-api-key"] = "bad" }, options: new EmulatorRulesOptions { ValidApiKeys = new HashSet<string> { "good" } }),
            "api-key",
            "API key not valid. Please pass a valid API key.");
        Assert.Equal(
            """[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com","metadata":{"service":"generativelanguage.googleapis.com"}},{"@type":"type.googleapis.com/google.rpc.LocalizedMessage","locale":"en-US","message":"API key not valid. Please pass a valid API key."}]""",
            refusal.Details!.ToJsonString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("line\nbreak")]
    public void A_malformed_key_is_invalid(string key) =>
        Assert.Equal("api-key", OnPath(Path, Body, headers: new Dictionary<string, string> { ["x-goog-api-key"] = key })[0].RuleId);

    [Fact]
    public void Every_rule_has_an_id_of_its_own_and_a_description()
    {
        Assert.Equal(EmulatorRules.All.Count, EmulatorRules.All.Select(rule => rule.Id).Distinct().Count());
        Assert.All(EmulatorRules.All, rule => Assert.NotEmpty(rule.Description));
    }
}
