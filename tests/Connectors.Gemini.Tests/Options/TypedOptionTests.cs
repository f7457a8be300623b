using System.Text.Json;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Options;

public class TypedOptionTests
{
    private static GeminiChatOptions All => new()
    {
        ThinkingLevel = ThinkingLevel.Low,
        IncludeThoughts = true,
        FunctionCallingMode = FunctionCallingMode.Validated,
        AllowedFunctionNames = ["f"],
        ResponseModalities = [ResponseModality.Text],
        AspectRatio = "16:9",
        ImageSize = "2K",
        VoiceName = "Kore",
        CandidateCount = 2,
        ResponseLogprobs = true,
        Logprobs = 3,
        SafetySettings = [new SafetySetting { Category = HarmCategory.DangerousContent, Threshold = HarmBlockThreshold.BlockOnlyHigh }],
        ServiceTier = ServiceTier.Flex,
        Labels = new Dictionary<string, string> { ["team"] = "a" },
        MediaResolution = MediaResolution.High,
        Store = false,
        AllowPrefill = true,
    };

    [Fact]
    public async Task Everything_that_is_not_a_number_reaches_its_field()
    {
        var options = All;
        options.Tools = [AIFunctionFactory.Create(() => 1, "f")];

        var body = await Wire.SendAsync(options);

        Wire.AssertEqual(
            """
            {"candidateCount":2,"responseLogprobs":true,"logprobs":3,"responseModalities":["TEXT"],"mediaResolution":"MEDIA_RESOLUTION_HIGH","thinkingConfig":{"thinkingLevel":"LOW","includeThoughts":true},
             "imageConfig":{"aspectRatio":"16:9","imageSize":"2K"},"speechConfig":{"voiceConfig":{"prebuiltVoiceConfig":{"voiceName":"Kore"}}}}
            """,
            body.GetProperty("generationConfig"));
        Wire.AssertEqual("""{"functionCallingConfig":{"mode":"VALIDATED","allowedFunctionNames":["f"]}}""", body.GetProperty("toolConfig"));
        Wire.AssertEqual("""[{"category":"HARM_CATEGORY_DANGEROUS_CONTENT","threshold":"BLOCK_ONLY_HIGH"}]""", body.GetProperty("safetySettings"));
        Wire.AssertEqual("\"flex\"", body.GetProperty("serviceTier"));
        Wire.AssertEqual("""{"team":"a"}""", body.GetProperty("labels"));
        Wire.AssertEqual("false", body.GetProperty("store"));
    }

    [Fact]
    public void Every_property_is_a_view_of_an_entry_whose_name_begins_with_gemini()
    {
        var options = All;
        options.ThinkingBudget = 5;
        options.CachedContent = "cachedContents/x";
        options.MaxContinuations = 2;
        options.UseOpenApiSchemas = true;
        options.ResponseMimeType = "text/x.enum";
        var own = typeof(GeminiChatOptions).GetProperties().Where(property => property.DeclaringType == typeof(GeminiChatOptions)).ToList();

        Assert.All(own, property => Assert.NotNull(property.GetValue(options)));
        Assert.Equal(own.Count, options.AdditionalProperties!.Count);
        Assert.All(options.AdditionalProperties, entry =>
        {
            Assert.StartsWith("gemini.", entry.Key, StringComparison.Ordinal);
            Assert.True(entry.Value is string or bool or int or JsonElement or string[], $"{entry.Key} holds a {entry.Value?.GetType()}.");
        });

        foreach (var property in own)
        {
            property.SetValue(options, null);
        }

        Assert.Empty(options.AdditionalProperties);
        Assert.All(own, property => Assert.Null(property.GetValue(options)));
    }

    [Fact]
    public async Task They_survive_a_clone_of_the_class_and_of_a_plain_copy()
    {
        var expected = await Wire.SendAsync(All);

        var clone = Assert.IsType<GeminiChatOptions>(All.Clone());
        Assert.True(JsonElement.DeepEquals(expected, await Wire.SendAsync(clone)));

        var plain = new ChatOptions { AdditionalProperties = All.AdditionalProperties!.Clone() };
        Assert.True(JsonElement.DeepEquals(expected, await Wire.SendAsync(plain.Clone())));
    }

    [Fact]
    public void A_clone_does_not_change_with_its_original()
    {
        var options = new GeminiChatOptions { CandidateCount = 1 };
        var clone = (GeminiChatOptions)options.Clone();
        options.CandidateCount = 2;

        Assert.Equal(1, clone.CandidateCount);
    }

    [Fact]
    public async Task They_survive_json()
    {
        var info = AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(ChatOptions));
        var json = JsonSerializer.Serialize(new ChatOptions { Temperature = 1, AdditionalProperties = All.AdditionalProperties }, info);
        var read = (ChatOptions)JsonSerializer.Deserialize(json, info)!;

        var options = All;
        options.Temperature = 1;
        Assert.True(JsonElement.DeepEquals(await Wire.SendAsync(options), await Wire.SendAsync(read)));
        var view = read.AsGemini();
        Assert.Equal(ThinkingLevel.Low, view.ThinkingLevel);
        Assert.Equal(["f"], view.AllowedFunctionNames);
        Assert.Equal(HarmBlockThreshold.BlockOnlyHigh, Assert.Single(view.SafetySettings!).Threshold);
        Assert.Equal("a", view.Labels!["team"]);
        Assert.Equal([ResponseModality.Text], view.ResponseModalities);
        Assert.False(view.Store);
    }

    [Fact]
    public void A_view_writes_through_to_the_options()
    {
        var options = new ChatOptions();
        options.AsGemini().ThinkingLevel = ThinkingLevel.High;
        options.AsGemini().CandidateCount = 3;

        Assert.Equal("HIGH", options.AdditionalProperties!["gemini.thinkingLevel"]);
        Assert.Equal(3, options.AsGemini().CandidateCount);

        options.AsGemini().CandidateCount = null;
        Assert.Null(options.AsGemini().CandidateCount);
        Assert.Single(options.AdditionalProperties);
    }

    [Fact]
    public void The_view_of_typed_options_is_themselves()
    {
        var options = new GeminiChatOptions();

        Assert.Same(options, options.AsGemini());
        Assert.Throws<ArgumentNullException>(() => ((ChatOptions)null!).AsGemini());
    }

    [Fact]
    public async Task On_vertex_the_service_tier_goes_into_headers()
    {
        var handler = new WireHandler();

        var body = await Wire.SendAsync(
            [new TextContent("Hello")], new GeminiChatOptions { ServiceTier = ServiceTier.Flex }, handler: handler, change: options => options.Vertex = new GeminiVertexOptions { Project = "p" });

        Wire.AssertAbsent("serviceTier", body);
        Assert.Equal("shared", handler.Requests[0].Headers["X-Vertex-AI-LLM-Request-Type"]);
        Assert.Equal("flex", handler.Requests[0].Headers["X-Vertex-AI-LLM-Shared-Request-Type"]);
    }

    [Fact]
    public async Task Cached_content_keeps_instructions_and_tools_out_of_the_request_with_a_warning()
    {
        var handler = new WireHandler();

        var body = await Wire.SendAsync(
            new GeminiChatOptions { CachedContent = "cachedContents/abc", Instructions = "Be short.", Tools = [AIFunctionFactory.Create(() => 1, "f")], ToolMode = ChatToolMode.Auto }, handler: handler);

        Wire.AssertEqual("""{"contents":[{"role":"user","parts":[{"text":"Hello"}]}],"cachedContent":"cachedContents/abc"}""", body);
        Assert.True(handler.Warned("cached content"));
    }

    [Fact]
    public async Task Level_and_budget_together_are_refused() =>
        Assert.Contains("ThinkingBudget", (await Wire.RefusedAsync(new GeminiChatOptions { ThinkingLevel = ThinkingLevel.Low, ThinkingBudget = 100 })).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Two_calls_with_the_same_options_send_the_same_and_leave_them_as_they_were()
    {
        var options = All;
        options.Tools = [AIFunctionFactory.Create((int x) => x, "f")];
        options.ResponseFormat = ChatResponseFormat.Json;
        var before = JsonSerializer.Serialize(options.AdditionalProperties, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(AdditionalPropertiesDictionary)));

        var first = await Wire.SendAsync(options);
        var second = await Wire.SendAsync(options);

        Assert.True(JsonElement.DeepEquals(first, second));
        Assert.Equal(before, JsonSerializer.Serialize(options.AdditionalProperties, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(AdditionalPropertiesDictionary))));
    }

    [Fact]
    public async Task Values_of_another_type_count_as_absent()
    {
        var body = await Wire.SendAsync(new ChatOptions
        {
            AdditionalProperties = new() { ["gemini.candidateCount"] = "two", ["gemini.store"] = 1, ["gemini.labels"] = "x", ["gemini.safetySettings"] = 3, ["seed"] = 1 },
        });

        Wire.AssertEqual("""{"contents":[{"role":"user","parts":[{"text":"Hello"}]}]}""", body);
    }
}
