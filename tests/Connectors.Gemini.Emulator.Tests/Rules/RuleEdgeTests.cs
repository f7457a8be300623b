using static Connectors.Gemini.Emulator.Tests.Rules.Verdict;

namespace Connectors.Gemini.Emulator.Tests.Rules;

/// <summary>The edges of the rules: one bad among good ones, the last value that is taken and the first that is not.</summary>
public class RuleEdgeTests
{
    private const string ResultOfF = """{"functionResponse":{"name":"f","response":{}}}""";

    private const string Call = """{"role":"model","parts":[{"functionCall":{"name":"f","args":{}}}]}""";

    [Fact]
    public void One_bad_role_among_good_ones_is_refused() =>
        Assert.Equal("role", OnContents($$"""{{User}},{"role":"tool","parts":[{"text":"a"}]},{{User}}""")[0].RuleId);

    [Fact]
    public void One_content_without_parts_among_others_is_refused_on_Vertex() =>
        Assert.Equal("contents-required", OnContents($$"""{{User}},{"role":"model","parts":[]},{{User}}""", isVertex: true)[0].RuleId);

    [Fact]
    public void A_response_schema_is_given_in_one_dialect() => Refuses(
        OnFields("""
            "tools":[{"functionDeclarations":[{"name":"f","response":{"type":"OBJECT"},"responseJsonSchema":{"type":"object"}}]}]
            """),
        "function-declaration",
        "* GenerateContentRequest.tools[0].function_declarations[0].response_json_schema: response and response_json_schema must not both be set.\n");

    [Theory]
    [InlineData("""{"name":"f","response":{"type":"OBJECT"}}""")]
    [InlineData("""{"name":"f","responseJsonSchema":{"type":"object"}}""")]
    public void Either_dialect_alone_is_taken(string declaration) => Accepts(OnFields($$"""
        "tools":[{"functionDeclarations":[{{declaration}}]}]
        """));

    [Fact]
    public void The_first_of_several_doubles_is_named() =>
        Assert.Contains("Duplicate function declaration found: f", OnFields("""
            "tools":[{"functionDeclarations":[{"name":"f"},{"name":"g"},{"name":"f"},{"name":"g"}]}]
            """).Select(refusal => refusal.Message));

    [Fact]
    public void Two_results_do_not_answer_one_call() =>
        Assert.Contains(
            OnContents($$"""{{User}},{"role":"model","parts":[{"functionCall":{"name":"f"} },{"functionCall":{"name":"g"} }]},{"role":"user","parts":[{{ResultOfF}},{{ResultOfF}}]}"""),
            refusal => refusal.Message.Contains("does not match a function call", StringComparison.Ordinal));

    [Fact]
    public void Results_that_follow_no_call_are_refused() =>
        Assert.NotEmpty(OnContents($$"""{{User}},{{Call}},{"role":"user","parts":[{{ResultOfF}}]},{{User}},{"role":"user","parts":[{{ResultOfF}}]}"""));

    [Theory]
    [InlineData("""{"startOffset":"0s","endOffset":"0s"}""", true)]
    [InlineData("""{"startOffset":"2s","endOffset":"2s"}""", true)]
    [InlineData("""{"startOffset":"2s","endOffset":"1.9s"}""", false)]
    [InlineData("""{"startOffset":"-1s"}""", false)]
    [InlineData("""{"endOffset":"-1s"}""", false)]
    [InlineData("""{"fps":0}""", true)]
    [InlineData("""{"fps":24}""", true)]
    [InlineData("""{"fps":24.1}""", false)]
    [InlineData("""{"fps":-0.1}""", false)]
    public void Video_metadata_has_edges(string metadata, bool isTaken) =>
        Assert.Equal(isTaken, OnContents($$"""{"role":"user","parts":[{"fileData":{"fileUri":"https://example.com/v.mp4","mimeType":"video/mp4"},"videoMetadata":{{metadata}}},{"text":"a"}]}""").Count == 0);

    [Theory]
    [InlineData("temperature", "0", true)]
    [InlineData("temperature", "2", true)]
    [InlineData("temperature", "2.1", false)]
    [InlineData("temperature", "-0.1", false)]
    [InlineData("topP", "0", true)]
    [InlineData("topP", "1", true)]
    [InlineData("topP", "1.1", false)]
    public void Sampling_has_edges(string name, string value, bool isTaken) => Assert.Equal(isTaken, OnConfig($$"""{"{{name}}":{{value}}}""").Count == 0);

    [Theory]
    [InlineData("gemini-2.5-flash-lite", 512, true)]
    [InlineData("gemini-2.5-flash-lite", 511, false)]
    [InlineData("gemini-2.5-pro", 128, true)]
    [InlineData("gemini-2.5-pro", 127, false)]
    public void The_smallest_budget_is_taken(string model, int budget, bool isTaken) => Assert.Equal(isTaken, OnConfig($$$"""{"thinkingConfig":{"thinkingBudget":{{{budget}}} }}""", model).Count == 0);

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void A_schema_is_64_levels_deep_at_most(int levels, bool isTaken)
    {
        var schema = """{"type":"string"}""";
        for (var level = 0; level < levels; level++)
        {
            schema = $$$"""{"type":"array","items":{{{schema}}}}""";
        }

        using var body = System.Text.Json.JsonDocument.Parse($$$"""{"contents":[{{{User}}}],"generationConfig":{"responseMimeType":"application/json","responseJsonSchema":{{{schema}}}}}""", new() { MaxDepth = 512 });
        var refusals = EmulatorRules.Check(new EmulatorRequest { Method = "POST", PathAndQuery = "/v1beta/models/gemini-2.5-flash:generateContent", Body = body.RootElement.Clone() });
        Assert.Equal(isTaken, refusals.Count == 0);
    }

    [Theory]
    [InlineData("""{"$ref":"#/prefixItems/0","prefixItems":[{"type":"string"}]}""", false)]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/anyOf/1"}},"anyOf":[{"type":"object"},{"type":"object"}]}""", true)]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/anyOf/2"}},"anyOf":[{"type":"object"},{"type":"object"}]}""", false)]
    [InlineData("""{"type":"object","properties":{"a":true,"b":{"$ref":"#here"}},"$defs":{"x":{"$anchor":"there"},"y":{"$anchor":"here"}}}""", true)]
    [InlineData("""{"type":"object","properties":{"b":{"$ref":"#nowhere"}},"$defs":{"x":{"$anchor":"there"}}}""", false)]
    [InlineData("""{"type":"object","properties":{"b":{"$ref":"#x"}},"$defs":{"a":{"$anchor":5}}}""", false)]
    [InlineData("""{"type":"object","properties":{"b":{"oneOf":[{"$ref":"#/nowhere"}]}}}""", false)]
    [InlineData("""{"type":"object","properties":{"b":{"anyOf":[{"$ref":"#/nowhere"}]}}}""", false)]
    public void References_lead_somewhere(string schema, bool isTaken) =>
        Assert.Equal(isTaken, OnConfig($$$"""{"responseMimeType":"application/json","responseJsonSchema":{{{schema}}}}""").Count == 0);

    [Theory]
    [InlineData("a b", false)]
    [InlineData("a\u0001", false)]
    [InlineData("klíč", false)]
    [InlineData("AIza-~", true)]
    [InlineData("!", true)]
    public void A_key_is_of_visible_ascii(string key, bool isTaken) =>
        Assert.Equal(isTaken, OnPath("/v1beta/models/gemini-2.5-flash:generateContent", $$"""{"contents":[{{User}}]}""", headers: new Dictionary<string, string> { ["x-goog-api-key"] = key }).Count == 0);

    [Fact]
    public void The_header_wins_over_the_query() =>
        Assert.Equal("api-key", OnPath("/v1beta/models/gemini-2.5-flash:generateContent?key=good", $$"""{"contents":[{{User}}]}""", headers: new Dictionary<string, string> { ["x-goog-api-key"] = "a b" })[0].RuleId);

    [Theory]
    [InlineData("user", 0)]
    [InlineData("model", 0)]
    public void What_users_sign_and_what_earlier_turns_carry_is_not_validated(string role, int refusals)
    {
        var signed = $$"""{"role":"{{role}}","parts":[{"text":"a","thoughtSignature":"no base64!"}]}""";
        Assert.Equal(refusals, OnContents($"{User},{signed},{User}", "gemini-3.8-flash").Count(refusal => refusal.RuleId == "corrupted-signature"));
    }
}
