using static Connectors.Gemini.Emulator.Tests.Rules.Verdict;

namespace Connectors.Gemini.Emulator.Tests.Rules;

public class TurnRulesTests
{
    private const string CallTurn = "Please ensure that function call turn comes immediately after a user turn or after a function response turn.";
    private const string ResponseTurn = "Please ensure that function response turn comes immediately after a function call turn.";
    private const string Count = "Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.";

    [Fact]
    public void Contents_are_required()
    {
        Refuses(On("{}"), "contents-required", "* GenerateContentRequest.contents: contents is not specified\n");
        Refuses(On("""{"contents":[]}"""), "contents-required", "* GenerateContentRequest.contents: contents is not specified\n");
        Assert.Equal("contents-required", On("{}", isVertex: true)[0].RuleId);
    }

    [Fact]
    public void Parts_are_required() => Refuses(
        OnContents($$"""{{User}},{"role":"model"},{{User}}"""),
        "contents-required",
        "* GenerateContentRequest.contents[1].parts: contents.parts must not be empty.\n");

    [Fact]
    public void A_part_needs_a_payload() => Refuses(
        OnContents("""{"role":"user","parts":[{"text":"a"},{"thought":true},{}]}"""),
        "part-data",
        "* GenerateContentRequest.contents[0].parts[1].data: required oneof field 'data' must have one initialized field\n* GenerateContentRequest.contents[0].parts[2].data: required oneof field 'data' must have one initialized field\n");

    [Fact]
    public void Empty_texts_are_taken_beside_others_and_from_the_model_but_not_as_a_whole_question()
    {
        Accepts(OnContents("""{"role":"user","parts":[{"text":""},{"text":"a"}]}"""));
        Accepts(OnContents($$"""{{User}},{"role":"model","parts":[{"text":""}]},{{User}}"""));
        Accepts(OnContents("""{"role":"user","parts":[{"text":""}]},{"role":"model","parts":[{"text":"b"}]},{"role":"user","parts":[{"text":"c"}]}"""));
        Assert.Equal("part-data", OnContents("""{"role":"user","parts":[{"text":""}]}""")[0].RuleId);
        Assert.Equal("part-data", OnContents("""{"role":"user","parts":[{"text":""}]}""", isVertex: true)[0].RuleId);
    }

    [Theory]
    [InlineData("system")]
    [InlineData("assistant")]
    [InlineData("tool")]
    public void Other_roles_are_refused(string role) => Refuses(
        OnContents($$"""{"role":"{{role}}","parts":[{"text":"a"}]}"""), "role", "Please use a valid role: user, model.");

    [Fact]
    public void Only_the_Gemini_API_takes_a_content_without_role()
    {
        Accepts(OnContents("""{"parts":[{"text":"a"}]}"""));
        Assert.Equal("role", OnContents("""{"parts":[{"text":"a"}]}""", isVertex: true)[0].RuleId);
    }

    [Fact]
    public void The_user_begins_and_on_generation_3_ends()
    {
        Assert.Equal("first-and-last-turn", OnContents($$"""{"role":"model","parts":[{"text":"a"}]},{{User}}""")[0].RuleId);
        Accepts(OnContents($$"""{{User}},{"role":"model","parts":[{"text":"The"}]}"""));
        Assert.Equal("first-and-last-turn", OnContents($$"""{{User}},{"role":"model","parts":[{"text":"The"}]}""", "gemini-3.8-flash")[0].RuleId);
    }

    [Fact]
    public void A_turn_may_be_spread_over_several_contents() => Accepts(OnContents(
        $"{User},{Text("model", "Let me")},{Text("model", " see.")},{Calls("f")},{Results("f")},{User},{Text("model", "ok")},{User}"));

    [Fact]
    public void Calls_at_the_beginning_or_from_the_user_are_refused()
    {
        Refuses(OnContents($"{Calls("f")},{Results("f")}"), "function-call-turn", CallTurn);
        Refuses(OnContents("""{"role":"user","parts":[{"functionCall":{"name":"f"}}]}"""), "function-call-turn", CallTurn);
    }

    [Fact]
    public void Results_without_calls_are_refused()
    {
        Refuses(OnContents($"{User},{Results("f")}"), "function-response-turn", ResponseTurn);
        Refuses(OnContents($"{User},{Calls("f")},{User},{Results("f")}"), "function-response-turn", ResponseTurn);
    }

    [Fact]
    public void Results_stand_alone_in_their_content()
    {
        const string Mixed = """{"role":"user","parts":[{"functionResponse":{"name":"f","response":{}}},{"text":"and now?"}]}""";
        Refuses(OnContents($"{User},{Calls("f")},{Mixed}"), "function-response-turn", ResponseTurn);
        Accepts(OnContents($"{User},{Calls("f")},{Results("f")},{User}"));
    }

    [Fact]
    public void There_is_one_result_for_each_call()
    {
        Accepts(OnContents($"{User},{Calls("f", "g")},{Results("f", "g")}"));
        Accepts(OnContents($"{User},{Calls("f", "g")},{Results("g", "f")}"));
        Accepts(OnContents($"{User},{Calls("f", "g")},{Results("f")},{Results("g")}"));
        Refuses(OnContents($"{User},{Calls("f", "g")},{Results("f")}"), "function-response-count", Count);
        Refuses(OnContents($"{User},{Calls("f")},{Results("f", "f")}"), "function-response-count", Count);
        Refuses(OnContents($"{User},{Calls("f")},{User}"), "function-response-count", Count);
    }

    [Fact]
    public void Models_before_2_5_take_a_call_without_any_result()
    {
        Accepts(OnContents($"{User},{Calls("f")},{User}", "gemini-2.0-flash"));
        Refuses(OnContents($"{User},{Calls("f", "g")},{Results("f")}", "gemini-2.0-flash"), "function-response-count", Count);
    }

    [Fact]
    public void Results_that_the_service_wrote_itself_are_part_of_the_models_turn() => Accepts(OnContents(
        $$$$$$"""{{{{{{User}}}}}},{"role":"model","parts":[{"functionCall":{"name":"mcp_f"}},{"functionResponse":{"name":"mcp_f","response":{}}},{"text":"done"}]},{{{{{{User}}}}}}"""));

    [Fact]
    public void A_result_bears_the_name_of_a_call() => Refuses(
        OnContents($"{User},{Calls("f")},{Results("g")}"),
        "function-response-match",
        "Function response `g` in contents[2] does not match a function call of the preceding function call turn.");

    [Fact]
    public void A_result_bears_the_id_of_a_call()
    {
        static string Call(string id) => $$$"""{"role":"model","parts":[{"functionCall":{"id":"{{{id}}}","name":"f"},"thoughtSignature":"{{{Signature}}}"}]}""";
        static string Result(string member) => $$$$$$"""{"role":"user","parts":[{"functionResponse":{{{{{{{member}}}}}}"name":"f","response":{}}}]}""";
        Accepts(OnContents($"{User},{Call("a1")},{Result("\"id\":\"a1\",")}", "gemini-3.8-flash"));
        Refuses(
            OnContents($"{User},{Call("a1")},{Result("\"id\":\"a2\",")}", "gemini-3.8-flash"),
            "function-response-match",
            "Function response `f` with id `a2` in contents[2] does not match a function call of the preceding function call turn.");
        Assert.Equal("function-response-match", OnContents($"{User},{Call("a1")},{Result("")}", "gemini-3.8-flash")[0].RuleId);
        Accepts(OnContents($"{User},{Call("a1")},{Result("")}"));
    }

    [Fact]
    public void Results_of_the_services_own_tools_follow_their_calls()
    {
        static string Turn(string role, string responseId) =>
            $$$"""{"role":"{{{role}}}","parts":[{"toolCall":{"id":"k1","toolType":"GOOGLE_SEARCH_WEB"} },{"toolResponse":{"id":"{{{responseId}}}","toolType":"GOOGLE_SEARCH_WEB"} }]}""";
        Accepts(OnContents($"{User},{Turn("model", "k1")},{User}", "gemini-3.8-flash"));
        Refuses(
            OnContents($"{User},{Turn("model", "k2")},{User}", "gemini-3.8-flash"),
            "server-tool-response",
            "Tool response with id `k2` in contents[1] does not match a preceding tool call.");
        Refuses(
            OnContents(Turn("user", "k1"), "gemini-3.8-flash"),
            "server-tool-response",
            "Please ensure that server side tool calls and responses are in a model turn.");
    }

    private static string Text(string role, string text) => $$"""{"role":"{{role}}","parts":[{"text":"{{text}}"}]}""";

    private static string Calls(params string[] names) =>
        Content("model", names.Select(name => $$$"""{"functionCall":{"name":"{{{name}}}","args":{} }}"""));

    private static string Results(params string[] names) =>
        Content("user", names.Select(name => $$$"""{"functionResponse":{"name":"{{{name}}}","response":{"output":1} }}"""));

    private static string Content(string role, IEnumerable<string> parts) => $$"""{"role":"{{role}}","parts":[{{string.Join(',', parts)}}]}""";
}
