using System.Globalization;
using static Connectors.Gemini.Emulator.Tests.Rules.Verdict;

namespace Connectors.Gemini.Emulator.Tests.Rules;

public class ConfigRulesTests
{
    [Theory]
    [InlineData("gemini-3.8-flash", "LOW", true)]
    [InlineData("gemini-3.8-flash", "low", true)]
    [InlineData("gemini-3.8-flash", "MINIMAL", false)]
    [InlineData("gemini-3.7-flash", "MINIMAL", false)]
    [InlineData("gemini-3.1-pro-preview", "MINIMAL", false)]
    [InlineData("gemini-flash-latest", "MINIMAL", false)]
    [InlineData("gemini-3.6-flash", "MINIMAL", true)]
    [InlineData("gemini-3.6-flash", "XHIGH", false)]
    [InlineData("gemini-4-hydrogen", "XHIGH", true)]
    public void A_thinking_level_is_one_that_the_model_has(string model, string level, bool has)
    {
        var refusals = OnConfig($$$"""{"thinkingConfig":{"thinkingLevel":"{{{level}}}"}}""", model);
        if (has)
        {
            Accepts(refusals);
        }
        else
        {
            Refuses(refusals, "thinking", $"Thinking level {level} is not supported for this model. Please retry with other thinking level.");
        }
    }

    [Fact]
    public void Level_and_budget_exclude_each_other() => Refuses(
        OnConfig("""{"thinkingConfig":{"thinkingLevel":"LOW","thinkingBudget":1024}}""", "gemini-3.8-flash"),
        "thinking",
        "You can only set only one of thinking budget and thinking level.");

    [Fact]
    public void Models_with_budgets_have_no_levels() => Refuses(
        OnConfig("""{"thinkingConfig":{"thinkingLevel":"LOW"}}"""), "thinking", "Thinking level is not supported for this model.");

    [Theory]
    [InlineData("gemini-2.5-flash", 0, null)]
    [InlineData("gemini-2.5-flash", -1, null)]
    [InlineData("gemini-2.5-flash", 24576, null)]
    [InlineData("gemini-2.5-flash", 24577, "The thinking budget 24577 is invalid. Please choose a value between 1 and 24576.")]
    [InlineData("gemini-2.5-flash-lite", 100, "The thinking budget 100 is invalid. Please choose a value between 512 and 24576.")]
    [InlineData("gemini-2.5-pro", 32768, null)]
    [InlineData("gemini-2.5-pro", 0, "Budget 0 is invalid. This model only works in thinking mode.")]
    [InlineData("gemini-3.5-flash", 1024, null)]
    [InlineData("gemini-4-argon", 1024, "Thinking budget is not supported for this model. Please use thinking level instead.")]
    public void A_thinking_budget_is_in_the_models_range(string model, int budget, string? message)
    {
        var refusals = OnConfig($$$"""{"thinkingConfig":{"thinkingBudget":{{{budget.ToString(CultureInfo.InvariantCulture)}}} }}""", model);
        if (message is null)
        {
            Accepts(refusals);
        }
        else
        {
            Refuses(refusals, "thinking", message);
        }
    }

    [Theory]
    [InlineData("gemini-2.0-flash")]
    [InlineData("gemini-2.5-flash-image")]
    [InlineData("gemma-4-31b-it")]
    public void Models_that_do_not_think_take_no_thinking(string model) => Refuses(
        OnConfig("""{"thinkingConfig":{"thinkingBudget":512}}""", model), "thinking", "Thinking is not supported by this model.");

    [Fact]
    public void Thoughts_are_not_included_where_there_are_none() => Refuses(
        OnConfig("""{"thinkingConfig":{"includeThoughts":true}}""", "gemini-2.0-flash"),
        "thinking",
        "Thinking_config.include_thoughts is only enabled when thinking is enabled.");

    [Theory]
    [InlineData("""{"temperature":2.1}""", "* GenerateContentRequest.generation_config.temperature: temperature must be in the range [0.0, 2.0].\n")]
    [InlineData("""{"topP":-0.1}""", "* GenerateContentRequest.generation_config.top_p: top_p must be in the range [0.0, 1.0].\n")]
    [InlineData("""{"candidateCount":9}""", "* GenerateContentRequest.generation_config.candidate_count: candidate_count must be in the range [1, 8].\n")]
    [InlineData("""{"stopSequences":["a","b","c","d","e","f"]}""", "* GenerateContentRequest.generation_config.stop_sequences: stop_sequences must not have more than 5 entries.\n")]
    [InlineData("""{"logprobs":5}""", "* GenerateContentRequest.generation_config.logprobs: logprobs is only allowed when response_logprobs is set.\n")]
    public void Sampling_out_of_range_is_refused(string config, string message) => Refuses(OnConfig(config), "sampling", message);

    [Fact]
    public void Sampling_in_range_is_accepted() => Accepts(OnConfig(
        """{"temperature":2,"topP":0.95,"topK":40,"candidateCount":2,"stopSequences":["a","b","c","d","e"],"seed":7,"responseLogprobs":true,"logprobs":20,"maxOutputTokens":100}"""));

    [Fact]
    public void Penalties_are_refused_by_2_5_on_the_Gemini_API()
    {
        Refuses(OnConfig("""{"presencePenalty":0.5}"""), "sampling", "Penalty is not enabled for models/gemini-2.5-flash");
        Accepts(OnConfig("""{"presencePenalty":0.5}""", isVertex: true));
        Accepts(OnConfig("""{"frequencyPenalty":0.5}""", "gemini-2.0-flash"));
    }

    [Fact]
    public void A_schema_needs_a_media_type_and_one_dialect()
    {
        Accepts(OnConfig("""{"responseMimeType":"application/json","responseSchema":{"type":"OBJECT","properties":{"a":{"type":"STRING"}}}}"""));
        Accepts(OnConfig("""{"responseMimeType":"text/x.enum","responseSchema":{"type":"STRING","enum":["a","b"]}}"""));
        Refuses(
            OnConfig("""{"responseJsonSchema":{"type":"object"}}"""),
            "response-schema",
            "* GenerateContentRequest.generation_config.response_json_schema: only allowed when response_mime_type is `application/json` or `text/x.enum`.\n");
        Refuses(
            OnConfig("""{"responseMimeType":"application/json","responseSchema":{"type":"OBJECT"},"responseJsonSchema":{"type":"object"}}"""),
            "response-schema",
            "* GenerateContentRequest.generation_config.response_json_schema: response_schema and response_json_schema must not both be set.\n");
        Assert.Equal("response-schema", OnConfig("""{"responseMimeType":"image/png"}""")[0].RuleId);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"c":{"$ref":"#"}}}""", null)]
    [InlineData("""{"$defs":{"n":{"type":"string"}},"type":"object","properties":{"c":{"$ref":"#/$defs/n"}},"additionalProperties":false}""", null)]
    [InlineData("""{"$defs":{"n":{"$anchor":"here","type":"string"}},"type":"array","items":{"$ref":"#here"}}""", null)]
    [InlineData("""{"type":"object","properties":{"c":{"$ref":"#/$defs/gone"}}}""", "reference to undefined schema \"#/$defs/gone\".")]
    [InlineData("""{"type":"object","properties":{"c":{"$ref":"https://example.org/s.json"}}}""", "reference to undefined schema \"https://example.org/s.json\".")]
    [InlineData("""{"type":"object","properties":{"c":{"$ref":"#","description":"x"}}}""", "a schema with $ref may only have other fields that begin with $, found \"description\".")]
    [InlineData("\"object\"", "a schema must be an object.")]
    public void References_of_a_JSON_schema_lead_somewhere_and_stand_alone(string schema, string? problem)
    {
        var refusals = OnConfig($$"""{"responseMimeType":"application/json","responseJsonSchema":{{schema}} }""");
        if (problem is null)
        {
            Accepts(refusals);
        }
        else
        {
            Refuses(refusals, "json-schema", $"* GenerateContentRequest.generation_config.response_json_schema: {problem}\n");
        }
    }

    [Fact]
    public void A_schema_that_is_too_deep_is_refused_and_does_not_overflow()
    {
        const int Levels = 2000;
        var schema = string.Concat(Enumerable.Repeat("""{"type":"array","items":""", Levels)) + "{}" + new string('}', Levels);
        using var document = System.Text.Json.JsonDocument.Parse(
            $$"""{"contents":[{{User}}],"generationConfig":{"responseMimeType":"application/json","responseJsonSchema":{{schema}} } }""",
            new System.Text.Json.JsonDocumentOptions { MaxDepth = 5000 });
        var refusals = EmulatorRules.Check(new EmulatorRequest
        {
            Method = "POST",
            PathAndQuery = "/v1beta/models/gemini-3.8-flash:generateContent",
            Body = document.RootElement,
        });
        Refuses(
            refusals,
            "json-schema",
            "* GenerateContentRequest.generation_config.response_json_schema: the schema exceeds the maximum allowed nesting depth of 64.\n");
    }

    [Fact]
    public void Modalities_are_those_of_the_model()
    {
        Refuses(OnConfig("""{"responseModalities":["AUDIO"]}"""), "response-modalities", "This model only supports text output.");
        Accepts(OnConfig("""{"responseModalities":["TEXT"]}"""));
        Accepts(OnConfig("""{"responseModalities":[]}"""));
        Accepts(OnConfig("""{"responseModalities":["TEXT","IMAGE"]}""", "gemini-3.1-flash-image"));
        Accepts(OnConfig("""{"responseModalities":["IMAGE"]}""", "gemini-2.5-flash-image"));
        Accepts(OnConfig("""{"responseModalities":["AUDIO"]}""", "gemini-3.8-flash-tts"));
        Refuses(
            OnConfig("{}", "gemini-3.8-flash-tts"),
            "response-modalities",
            "The requested combination of response modalities (TEXT) is not supported by the model. models/gemini-3.8-flash-tts accepts the following combination of response modalities:\n* AUDIO\n");
        Accepts(OnConfig("{}", "lyria-3.5"));
    }

    [Fact]
    public void Cached_content_brings_its_own_tools_and_instruction()
    {
        Accepts(OnFields("\"cachedContent\":\"cachedContents/c1\""));
        Refuses(
            OnFields("\"cachedContent\":\"cachedContents/c1\",\"tools\":[{\"codeExecution\":{}}]"),
            "cached-content",
            "CachedContent can not be used with GenerateContent request setting system_instruction, tools or tool_config.\n\nProposed fix: move those values to CachedContent from GenerateContent request.");
        const string Full = "\"cachedContent\":\"projects/p/locations/l/cachedContents/c1\"";
        Assert.Equal("cached-content", OnFields(Full + ",\"systemInstruction\":{\"parts\":[{\"text\":\"x\"}]}", isVertex: true)[0].RuleId);
        Accepts(OnFields(Full, isVertex: true));
        Assert.Equal("cached-content", Assert.Single(OnFields("\"cachedContent\":\"cachedContents/c1\"", isVertex: true)).RuleId);
    }

    [Fact]
    public void Media_types_are_those_that_the_service_reads()
    {
        static string Inline(string type) => $$$"""{"role":"user","parts":[{"inlineData":{"mimeType":"{{{type}}}","data":"AAAA"} }]}""";
        Accepts(OnContents(Inline("audio/L16;codec=pcm;rate=24000")));
        Accepts(OnContents(Inline("application/pdf")));
        Refuses(OnContents(Inline("application/zip")), "media-type", "Unsupported MIME type: application/zip");
        Assert.StartsWith(
            "Unable to submit request because it has a mimeType parameter with value image/x-icon, which is not supported.",
            OnContents(Inline("image/x-icon"), isVertex: true)[0].Message,
            StringComparison.Ordinal);

        const string Bare = """{"role":"user","parts":[{"fileData":{"fileUri":"gs://bucket/a"}}]}""";
        Accepts(OnContents(Bare));
        Assert.Equal("media-type", Assert.Single(OnContents(Bare, isVertex: true)).RuleId);
        Accepts(OnContents(Bare.Replace("\"fileUri\"", "\"mimeType\":\"video/mp4\",\"fileUri\"", StringComparison.Ordinal), isVertex: true));
    }

    [Theory]
    [InlineData("""{"startOffset":"12s","endOffset":"40.5s","fps":24}""", null)]
    [InlineData("""{"startOffset":"-1s"}""", "start_offset: start_offset must not be negative.")]
    [InlineData("""{"startOffset":"5s","endOffset":"4s"}""", "end_offset: end_offset must not be before start_offset.")]
    [InlineData("""{"fps":25}""", "fps: fps must be in the range (0.0, 24.0].")]
    public void Video_metadata_is_in_range(string metadata, string? problem)
    {
        var refusals = OnContents($$"""{"role":"user","parts":[{"fileData":{"fileUri":"https://youtu.be/abcdefghijk"},"videoMetadata":{{metadata}} }]}""");
        if (problem is null)
        {
            Accepts(refusals);
        }
        else
        {
            Refuses(refusals, "video-metadata", $"* GenerateContentRequest.contents[0].parts[0].video_metadata.{problem}\n");
        }
    }

    [Fact]
    public void Labels_are_lower_case()
    {
        Accepts(OnFields("\"labels\":{\"safety_identifier\":\"u-1\",\"größe\":\"\"}"));
        Assert.Equal("labels", OnFields("\"labels\":{\"Team\":\"a\"}")[0].RuleId);
        Assert.Equal("labels", OnFields("\"labels\":{\"1a\":\"a\"}")[0].RuleId);
        Assert.Equal("labels", OnFields("\"labels\":{\"a\":\"B\"}", isVertex: true)[0].RuleId);
    }

    [Theory]
    [InlineData(100 * 1024 * 1024, false)]
    [InlineData(20 * 1024 * 1024, true)]
    public void A_body_over_the_limit_is_refused(int limit, bool isVertex)
    {
        Accepts(OfSize(limit));
        Refuses(
            OfSize(limit + 1),
            "request-size",
            $"Request payload size exceeds the limit: {limit} bytes. Please use the files API to upload files instead of inlining them to prompt.");

        IReadOnlyList<EmulatorRefusal> OfSize(int size)
        {
            var bytes = new byte[size];
            bytes.AsSpan().Fill((byte)' ');
            System.Text.Encoding.UTF8.GetBytes($$"""{"contents":[{{User}}]""", bytes);
            bytes[^1] = (byte)'}';
            using var document = System.Text.Json.JsonDocument.Parse(bytes);
            return EmulatorRules.Check(new EmulatorRequest
            {
                Method = "POST",
                PathAndQuery = isVertex ? "/v1/publishers/google/models/gemini-2.5-flash:generateContent" : "/v1/models/gemini-2.5-flash:generateContent",
                Body = document.RootElement,
                IsVertex = isVertex,
            });
        }
    }
}
