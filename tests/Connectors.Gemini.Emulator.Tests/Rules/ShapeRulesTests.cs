using static Connectors.Gemini.Emulator.Tests.Rules.Verdict;

namespace Connectors.Gemini.Emulator.Tests.Rules;

public class ShapeRulesTests
{
    [Fact]
    public void An_unknown_field_is_named_with_its_path()
    {
        var refusal = Refuses(
            OnConfig("""{"thinkingConfig":{"x":1}}"""),
            "unknown-field",
            "Invalid JSON payload received. Unknown name \"x\" at 'generation_config.thinking_config': Cannot find field.");
        Assert.Equal(
            """[{"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[{"field":"generation_config.thinking_config","description":"Invalid JSON payload received. Unknown name \u0022x\u0022 at \u0027generation_config.thinking_config\u0027: Cannot find field."}]}]""",
            refusal.Details!.ToJsonString());
    }

    [Fact]
    public void Several_unknown_fields_come_in_one_answer_a_line_each()
    {
        var refusal = Refuses(
            On("""{"contents":[{"role":"user","parts":[{"text":"a"},{"text":"b","cacheControl":{}}]}],"stream":true}"""),
            "unknown-field",
            "Invalid JSON payload received. Unknown name \"cacheControl\" at 'contents[0].parts[1]': Cannot find field.\nInvalid JSON payload received. Unknown name \"stream\": Cannot find field.");
        Assert.Equal(2, refusal.Details![0]!["fieldViolations"]!.AsArray().Count);
        Assert.Null(refusal.Details[0]!["fieldViolations"]![1]!["field"]);
    }

    [Fact]
    public void Names_are_taken_in_camel_case_and_in_snake_case() => Accepts(On(
        """{"contents":[{"parts":[{"inline_data":{"mime_type":"image/png","data":"iVBORw=="}}]}],"system_instruction":{"parts":[{"text":"x"}]},"generation_config":{"thinkingConfig":{"include_thoughts":true}}}"""));

    [Fact]
    public void Nulls_count_as_absent() => Accepts(On(
        """{"contents":[{"parts":[{"text":"a","functionCall":null}],"role":"user"}],"generationConfig":null,"toolConfig":null,"tools":[{"codeExecution":null,"functionDeclarations":[{"name":"f"}]}]}"""));

    [Fact]
    public void A_single_value_is_taken_where_a_list_belongs() =>
        Accepts(OnFields("\"systemInstruction\":{\"parts\":{\"text\":\"Be brief\"}}"));

    [Fact]
    public void Fields_of_one_surface_are_unknown_on_the_other()
    {
        Refuses(
            OnFields("\"toolConfig\":{\"includeServerSideToolInvocations\":true}", "gemini-3-flash-preview", isVertex: true),
            "unknown-field",
            "Invalid JSON payload received. Unknown name \"includeServerSideToolInvocations\" at 'tool_config': Cannot find field.");
        Refuses(
            OnFields("\"tools\":[{\"enterpriseWebSearch\":{}}]"),
            "unknown-field",
            "Invalid JSON payload received. Unknown name \"enterpriseWebSearch\" at 'tools[0]': Cannot find field.");
        Accepts(OnFields("\"tools\":[{\"enterpriseWebSearch\":{}}]", isVertex: true));
        Accepts(OnFields("\"labels\":{\"team\":\"blue\"}"));
        Accepts(OnFields("\"labels\":{\"team\":\"blue\"}", isVertex: true));
    }

    [Theory]
    [InlineData("""{"contents":[{"role":"user","parts":[{"text":"a"}]}]}""", true)]
    [InlineData("""{"contents":[{"role":"user","parts":[{"text":"a"}]}],"tools":[]}""", false)]
    public void The_tokens_of_contents_alone_are_told(string body, bool passes) =>
        Assert.Equal(passes, OnPath("/v1beta1/publishers/google/models/gemini-2.5-flash:computeTokens", body, isVertex: true).Count == 0);

    [Fact]
    public void The_response_format_is_one_object_on_the_Gemini_API_and_a_list_on_Vertex()
    {
        const string One = """{"responseFormat":{"text":{"mimeType":"APPLICATION_JSON","schema":{"type":"object"}}}}""";
        const string List = """{"responseFormat":[{"text":{"mimeType":"APPLICATION_JSON","schema":{"type":"object"}}}]}""";
        Accepts(OnConfig(One));
        Accepts(OnConfig(List, isVertex: true));
        Refuses(
            OnConfig(List),
            "unknown-field",
            "Invalid JSON payload received. Unknown name \"responseFormat\" at 'generation_config': Proto field is not repeating, cannot start list.");
    }

    [Theory]
    [InlineData("""{"temperature":"abc"}""", "Invalid value at 'generation_config.temperature' (TYPE_FLOAT), \"abc\"")]
    [InlineData("""{"maxOutputTokens":1.5}""", "Invalid value at 'generation_config.max_output_tokens' (TYPE_INT32), 1.5")]
    [InlineData("""{"seed":3000000000}""", "Invalid value at 'generation_config.seed' (TYPE_INT32), 3000000000")]
    [InlineData("""{"responseMimeType":5}""", "Invalid value at 'generation_config.response_mime_type' (TYPE_STRING), 5")]
    [InlineData("""{"stopSequences":["a",{}]}""", "Invalid value at 'generation_config.stop_sequences[1]' (stopSequences), Starting an object on a scalar field")]
    [InlineData("""{"thinkingConfig":"high"}""", "Invalid value at 'generation_config.thinking_config' (type.googleapis.com/google.ai.generativelanguage.v1beta.ThinkingConfig), \"high\"")]
    [InlineData("""{"thinkingConfig":{"thinkingLevel":"EXTREME"}}""", "Invalid value at 'generation_config.thinking_config.thinking_level' (type.googleapis.com/google.ai.generativelanguage.v1beta.ThinkingConfig.ThinkingLevel), \"EXTREME\"")]
    [InlineData("""{"responseModalities":["SMELL"]}""", "Invalid value at 'generation_config.response_modalities[0]' (type.googleapis.com/google.ai.generativelanguage.v1beta.GenerationConfig.Modality), \"SMELL\"")]
    public void A_value_of_the_wrong_type_is_named_with_its_path_and_type(string config, string message) =>
        Refuses(OnConfig(config), "invalid-value", message);

    [Fact]
    public void An_enum_of_Vertex_is_named_by_its_own_package() => Refuses(
        OnFields("\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"SOMETIMES\"}}", isVertex: true),
        "invalid-value",
        "Invalid value at 'tool_config.function_calling_config.mode' (type.googleapis.com/google.cloud.aiplatform.v1beta1.FunctionCallingConfig.Mode), \"SOMETIMES\"");

    [Fact]
    public void Enums_are_taken_in_lower_case_and_as_numbers() => Accepts(On(
        $$$$$$"""{"contents":[{{{{{{User}}}}}}],"safetySettings":[{"category":10,"threshold":3}],"generationConfig":{"thinkingConfig":{"thinkingLevel":"low"}}}""", "gemini-3.5-flash"));

    [Theory]
    [InlineData("iVBORw==")]
    [InlineData("iVBORw")]
    [InlineData("_9j_4AAQ")]
    [InlineData("/9j/4AAQ")]
    [InlineData("\\/9j\\/4AAQ")]
    public void Both_alphabets_of_base64_are_taken(string data) =>
        Accepts(OnContents($$"""{"role":"user","parts":[{"inlineData":{"mimeType":"image/png","data":"{{data}}"} }]}"""));

    [Fact]
    public void Bytes_that_are_not_base64_are_refused() => Refuses(
        OnContents("""{"role":"user","parts":[{"inlineData":{"mimeType":"image/png","data":"not base64!"}}]}"""),
        "invalid-value",
        "Invalid value at 'contents[0].parts[0].inline_data.data' (TYPE_BYTES), Base64 decoding failed for \"not base64!\"");

    [Fact]
    public void The_OpenAPI_fields_take_no_JSON_Schema_keywords_and_the_JSON_Schema_fields_do()
    {
        const string Schema = """{"type":"object","additionalProperties":false,"properties":{"a":{"type":"string","const":"x"}}}""";
        Refuses(
            OnFields($$"""
                "tools":[{"functionDeclarations":[{"name":"f","parameters":{{Schema}}}]}]
                """),
            "unknown-field",
            "Invalid JSON payload received. Unknown name \"additionalProperties\" at 'tools[0].function_declarations[0].parameters': Cannot find field.\nInvalid JSON payload received. Unknown name \"const\" at 'tools[0].function_declarations[0].parameters.properties[0].value': Cannot find field.");
        Accepts(OnFields($$"""
            "tools":[{"functionDeclarations":[{"name":"f","parametersJsonSchema":{{Schema}}}]}]
            """));
    }

    [Fact]
    public void A_type_list_is_no_OpenAPI_schema() => Refuses(
        OnConfig("""{"responseMimeType":"application/json","responseSchema":{"type":["string","null"]}}"""),
        "unknown-field",
        "Invalid JSON payload received. Unknown name \"type\" at 'generation_config.response_schema': Proto field is not repeating, cannot start list.");

    [Fact]
    public void Arguments_and_results_are_free_objects_but_objects()
    {
        const string Call = """{"role":"model","parts":[{"functionCall":{"name":"f","args":{"any_thing":[1,{"x":null}]}}}]}""";
        Accepts(OnContents($$$$$"""{{{{{User}}}}},{{{{{Call}}}}},{"role":"user","parts":[{"functionResponse":{"name":"f","response":{"what ever":{"y":[]}}}}]}"""));
        Refuses(
            OnContents($$$"""{{{User}}},{{{Call}}},{"role":"user","parts":[{"functionResponse":{"name":"f","response":"4 °C"}}]}"""),
            "invalid-value",
            "Invalid value at 'contents[2].parts[0].function_response.response' (type.googleapis.com/google.protobuf.Struct), \"4 °C\"");
    }

    [Fact]
    public void A_part_with_two_payloads_is_refused() => Refuses(
        OnContents("""{"role":"user","parts":[{"text":"a","inlineData":{"mimeType":"image/png","data":""}}]}"""),
        "one-data-field",
        "Invalid value at 'contents[0].parts[0]' (oneof), oneof field 'data' is already set. Cannot set 'inlineData'");

    [Fact]
    public void What_a_script_emitted_is_taken_back()
    {
        const string Contents = $$$$$$"""{"contents":[{{{{{{User}}}}}},{"role":"model","parts":[{"hologram":{"x":1}},{"text":"a","mood":"calm"}]},{{{{{{User}}}}}}]}""";
        Assert.Equal("unknown-field", On(Contents)[0].RuleId);
        Accepts(On(Contents, options: new EmulatorRulesOptions { KnownExtraNames = new HashSet<string> { "hologram", "mood" } }));
    }

    [Fact]
    public void An_enum_value_that_a_script_emitted_is_taken_back()
    {
        const string Contents = """{"contents":[{"role":"user","parts":[{"text":"a"}]},{"role":"model","parts":[{"codeExecutionResult":{"outcome":"OUTCOME_NEW"}}]},{"role":"user","parts":[{"text":"b"}]}]}""";
        Assert.Equal("invalid-value", On(Contents)[0].RuleId);
        Accepts(On(Contents, options: new EmulatorRulesOptions { KnownExtraNames = new HashSet<string> { "OUTCOME_NEW" } }));
    }

    [Fact]
    public void The_loose_switch_leaves_the_body_alone()
    {
        var loose = new EmulatorRulesOptions { Loose = true };
        Accepts(On("""{"anything":1}""", options: loose));
        Assert.Equal("model", On("""{"anything":1}""", "no-such-model", options: loose)[0].RuleId);
    }

    [Fact]
    public void Token_counting_has_its_own_messages()
    {
        Accepts(OnPath("/v1beta/models/gemini-2.5-flash:countTokens", $$"""{"contents":[{{User}}]}"""));
        Accepts(OnPath("/v1beta/models/gemini-2.5-flash:countTokens", $$$$$$"""{"generateContentRequest":{"model":"models/gemini-2.5-flash","contents":[{{{{{{User}}}}}}],"tools":[{"codeExecution":{}}]}}"""));
        Refuses(
            OnPath("/v1beta/models/gemini-2.5-flash:countTokens", $$"""{"contents":[{{User}}],"tools":[]}"""),
            "unknown-field",
            "Invalid JSON payload received. Unknown name \"tools\": Cannot find field.");
    }
}
