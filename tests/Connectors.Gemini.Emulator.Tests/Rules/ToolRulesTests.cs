using System.Globalization;
using static Connectors.Gemini.Emulator.Tests.Rules.Verdict;

namespace Connectors.Gemini.Emulator.Tests.Rules;

public class ToolRulesTests
{
    private const string New = "gemini-3.8-flash";
    private const string Functions = """{"functionDeclarations":[{"name":"f"},{"name":"g"}]}""";

    [Theory]
    [InlineData("get_weather", true)]
    [InlineData("_a.b:c-d", true)]
    [InlineData("2fast", false)]
    [InlineData("with space", false)]
    [InlineData("größe", false)]
    [InlineData("", false)]
    [InlineData("f\\n", false)]
    public void A_function_name_is_legal(string name, bool legal)
    {
        var refusals = OnFields($$$"""
            "tools":[{"functionDeclarations":[{"name":"{{{name}}}"}]}]
            """);
        if (legal)
        {
            Accepts(refusals);
        }
        else
        {
            Refuses(
                refusals,
                "function-declaration",
                "* GenerateContentRequest.tools[0].function_declarations[0].name: [FIELD_INVALID] Invalid function name. Must start with a letter or an underscore. Must be alphameric (a-z, A-Z, 0-9), underscores (_), dots (.), colons (:), or dashes (-), with a maximum length of 128.\n");
        }
    }

    [Fact]
    public void A_function_name_has_128_characters_at_most()
    {
        Accepts(Declare(new string('a', 128)));
        Assert.Equal("function-declaration", Declare(new string('a', 129))[0].RuleId);
    }

    [Fact]
    public void Functions_are_declared_once() =>
        Refuses(Declare("f", "g", "f"), "function-declaration", "Duplicate function declaration found: f");

    [Fact]
    public void There_are_512_functions_at_most()
    {
        Accepts(Declare([.. Enumerable.Range(0, 512).Select(Name)]));
        Refuses(
            Declare([.. Enumerable.Range(0, 513).Select(Name)]),
            "function-declaration",
            "The number of function declarations (513) exceeds the maximum of 512.");

        static string Name(int index) => "f" + index.ToString(CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Parameters_come_in_one_dialect() => Refuses(
        OnFields("""
            "tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":"OBJECT"},"parametersJsonSchema":{"type":"object"}}]}]
            """),
        "function-declaration",
        "* GenerateContentRequest.tools[0].function_declarations[0].parameters_json_schema: parameters and parameters_json_schema must not both be set.\n");

    [Fact]
    public void A_calling_configuration_wants_functions()
    {
        Accepts(Calling("""{"mode":"ANY"}"""));
        Accepts(Calling("{}"));
        Refuses(
            OnFields("\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"AUTO\"}}"),
            "function-calling-config",
            "Function calling config is set without function_declarations.");
    }

    [Theory]
    [InlineData("ANY", true)]
    [InlineData("VALIDATED", true)]
    [InlineData("AUTO", false)]
    [InlineData("NONE", false)]
    public void Allowed_names_come_with_a_mode_that_uses_them(string mode, bool uses)
    {
        var refusals = Calling($$"""{"mode":"{{mode}}","allowedFunctionNames":["f"]}""");
        if (uses)
        {
            Accepts(refusals);
        }
        else
        {
            Refuses(refusals, "function-calling-config", "Allowed function names can only be set when the function calling mode is ANY or VALIDATED.");
        }
    }

    [Fact]
    public void Allowed_names_are_declared() => Refuses(
        Calling("""{"mode":"ANY","allowedFunctionNames":["f","x","y"]}"""),
        "function-calling-config",
        "Allowed function names are not declared as functions: x, y");

    [Fact]
    public void Before_generation_3_built_in_tools_and_functions_exclude_each_other()
    {
        Refuses(Tools(Functions, """{"googleSearch":{}}"""), "tool-combination", "Tool use with function calling is unsupported");
        Refuses(
            Tools(Functions, """{"googleSearch":{}}""", isVertex: true), "tool-combination", "Multiple tools are supported only when they are all search tools.");
        Accepts(Tools("""{"googleSearch":{}}""", """{"urlContext":{}}"""));
    }

    [Fact]
    public void From_generation_3_they_want_the_switch()
    {
        Refuses(
            Tools(Functions, """{"googleSearch":{}}""", New),
            "tool-combination",
            "Please enable tool_config.include_server_side_tool_invocations to use Built-in tools with Function calling.");
        Accepts(OnFields($$$"""
            "tools":[{{{Functions}}},{"googleSearch":{} }],"toolConfig":{"includeServerSideToolInvocations":true}
            """, New));
    }

    [Fact]
    public void The_switch_is_unknown_to_older_models() => Refuses(
        OnFields("\"tools\":[{\"googleSearch\":{}}],\"toolConfig\":{\"includeServerSideToolInvocations\":true}"),
        "tool-combination",
        "Tool call context circulation is not enabled for models/gemini-2.5-flash");

    [Fact]
    public void Before_generation_3_JSON_mode_excludes_tools()
    {
        const string Json = "\"generationConfig\":{\"responseMimeType\":\"application/json\"}";
        Refuses(
            OnFields($"\"tools\":[{Functions}],{Json}"),
            "tool-combination",
            "Function calling with a response mime type: 'application/json' is unsupported");
        Refuses(
            OnFields($$"""
                "tools":[{"codeExecution":{} }],{{Json}}
                """),
            "tool-combination",
            "Tool use with a response mime type: 'application/json' is unsupported");
        Accepts(OnFields($"\"tools\":[{Functions}],{Json}", New));
    }

    [Fact]
    public void Forced_calls_and_JSON_mode_exclude_each_other_on_every_model() => Refuses(
        OnFields($"\"tools\":[{Functions}],\"toolConfig\":{{\"functionCallingConfig\":{{\"mode\":\"ANY\"}}}},\"generationConfig\":{{\"responseMimeType\":\"application/json\"}}", New),
        "tool-combination",
        "Forced function calling (mode ANY) with a response mime type: 'application/json' is unsupported");

    [Fact]
    public void Models_without_tools_JSON_or_instruction_say_so()
    {
        Refuses(OnFields($"\"tools\":[{Functions}]", "gemma-3-27b-it"), "model-feature", "Function calling is not enabled for models/gemma-3-27b-it");
        Refuses(OnFields("\"generationConfig\":{\"responseMimeType\":\"application/json\"}", "gemma-3-27b-it"), "model-feature", "JSON mode is not enabled for models/gemma-3-27b-it");
        Refuses(OnFields("\"systemInstruction\":{\"parts\":[{\"text\":\"x\"}]}", "gemma-3-27b-it"), "model-feature", "Developer instruction is not enabled for models/gemma-3-27b-it");
        Refuses(OnFields("\"tools\":[{\"googleSearchRetrieval\":{}}]"), "model-feature", "google_search_retrieval is not supported; please use google_search tool instead.");
    }

    [Fact]
    public void Calls_and_results_have_names()
    {
        const string Call = """{"role":"model","parts":[{"functionCall":{"args":{}}}]}""";
        const string Result = """{"role":"user","parts":[{"functionResponse":{"response":{}}}]}""";
        Refuses(
            OnContents($"{User},{Call},{Result}"),
            "function-name",
            "* GenerateContentRequest.contents[1].parts[0].function_call.name: Name cannot be empty.\n* GenerateContentRequest.contents[2].parts[0].function_response.name: Name cannot be empty.\n");
    }

    [Fact]
    public void Media_in_results_want_generation_3()
    {
        const string Media = ",\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AAAA\",\"displayName\":\"chart.png\"}}]";
        Accepts(Result("""{"image":{"$ref":"chart.png"}}""", Media, New));
        Refuses(
            Result("{}", Media, "gemini-2.5-flash"),
            "function-response-media",
            "* GenerateContentRequest.contents[2].parts[0].function_response.parts: multimodal function responses are not supported by models/gemini-2.5-flash.\n");
    }

    [Fact]
    public void A_reference_in_a_result_names_a_part() => Refuses(
        Result("""{"schema":{"$ref":"#/$defs/x"}}""", "", New),
        "function-response-media",
        "* GenerateContentRequest.contents[2].parts[0].function_response.response: the reference \"#/$defs/x\" does not match the display_name of a part.\n");

    private static IReadOnlyList<EmulatorRefusal> Result(string response, string media, string model) => OnContents(
        $$$$"""{{{{User}}}},{"role":"model","parts":[{"functionCall":{"name":"f"},"thoughtSignature":"{{{{Signature}}}}"}]},{"role":"user","parts":[{"functionResponse":{"name":"f","response":{{{{response}}}}{{{{media}}}} }}]}""",
        model);

    private static IReadOnlyList<EmulatorRefusal> Declare(params string[] names) => OnFields($$"""
        "tools":[{"functionDeclarations":[{{string.Join(',', names.Select(name => $"{{\"name\":\"{name}\"}}"))}}]}]
        """);

    private static IReadOnlyList<EmulatorRefusal> Calling(string config) =>
        OnFields($"\"tools\":[{Functions}],\"toolConfig\":{{\"functionCallingConfig\":{config}}}");

    private static IReadOnlyList<EmulatorRefusal> Tools(string first, string second, string model = "gemini-2.5-flash", bool isVertex = false) =>
        OnFields($"\"tools\":[{first},{second}]", model, isVertex);
}
