using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Scripts;
using Connectors.Gemini.Wire;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Connectors.Gemini.SemanticKernel.Tests;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("as set")]
    [InlineData("cloned")]
    [InlineData("frozen")]
    [InlineData("through JSON")]
    [InlineData("through JSON as plain settings")]
    [InlineData("in a JSON prompt template")]
    [InlineData("as YAML reads them")]
    [InlineData("converted")]
    [InlineData("through a chat completion service")]
    public async Task Every_setting_reaches_the_request(string how)
    {
        await using var stage = await Stage.StartAsync("gemini-3-flash-preview");
        stage.Emulator.Script.Otherwise(Reply.Text("{}"));
        var settings = Full();
        if (how == "in a JSON prompt template")
        {
            var template = PromptTemplateConfig.FromJson($$"""{"template":"Hi","execution_settings":{"default": {{JsonSerializer.Serialize(settings)}} } }""");
            await stage.Kernel.InvokeAsync(KernelFunctionFactory.CreateFromPrompt(template), cancellationToken: TestContext.Current.CancellationToken);
        }
        else if (how == "through a chat completion service")
        {
            await stage.Completion.GetChatMessageContentAsync(new ChatHistory("Hi", AuthorRole.User), settings, stage.Kernel, TestContext.Current.CancellationToken);
        }
        else
        {
            var used = how switch
            {
                "cloned" => settings.Clone(),
                "frozen" => Frozen(settings),
                "through JSON" => JsonSerializer.Deserialize<GeminiPromptExecutionSettings>(JsonSerializer.Serialize(settings))!,
                "through JSON as plain settings" => JsonSerializer.Deserialize<PromptExecutionSettings>(JsonSerializer.Serialize(settings))!,
                "as YAML reads them" => new PromptExecutionSettings { ExtensionData = JsonNode.Parse(JsonSerializer.Serialize(settings))!.AsObject().Where(static entry => entry.Value is not null).ToDictionary(static entry => entry.Key, static entry => AsYaml(entry.Value)) },
                "converted" => GeminiPromptExecutionSettings.FromExecutionSettings(new PromptExecutionSettings { ExtensionData = settings.ExtensionData }),
                _ => settings,
            };
            await stage.Kernel.InvokePromptAsync("Hi", new KernelArguments(used), cancellationToken: TestContext.Current.CancellationToken);
        }

        var request = stage.LastRequest;
        var config = request["generationConfig"]!;
        Assert.Equal(0.5, config["temperature"]!.GetValue<double>());
        Assert.Equal(0.25, config["topP"]!.GetValue<double>());
        Assert.Equal(10, config["topK"]!.GetValue<double>());
        Assert.Equal(100, config["maxOutputTokens"]!.GetValue<int>());
        Assert.Equal(7, config["seed"]!.GetValue<int>());
        Assert.Equal("""["END","STOP"]""", config["stopSequences"]!.ToJsonString());
        Assert.Equal("application/json", config["responseMimeType"]!.GetValue<string>());
        Assert.Equal("integer", config["responseJsonSchema"]!["properties"]!["degrees"]!["type"]!.GetValue<string>());
        Assert.Equal("LOW", config["thinkingConfig"]!["thinkingLevel"]!.GetValue<string>());
        Assert.True(config["thinkingConfig"]!["includeThoughts"]!.GetValue<bool>());
        Assert.Equal("MEDIA_RESOLUTION_LOW", config["mediaResolution"]!.GetValue<string>());
        Assert.Equal("""[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"BLOCK_NONE"}]""", request["safetySettings"]!.ToJsonString());
        Assert.Equal("flex", request["serviceTier"]!.GetValue<string>());
        Assert.False(request["store"]!.GetValue<bool>());
        Assert.Equal("", stage.Refusals());
    }

    [Fact]
    public void Frozen_settings_cannot_be_changed()
    {
        var settings = Frozen(Full());
        Assert.Throws<InvalidOperationException>(() => settings.Temperature = 1);
        Assert.Throws<InvalidOperationException>(() => settings.ThinkingConfig = null);
        Assert.Equal(0.5, settings.Temperature);
        Assert.Equal(0.75, ((GeminiPromptExecutionSettings)WithTemperature(settings.Clone(), 0.75)).Temperature);
    }

    [Fact]
    public void A_clone_stands_by_itself_and_keeps_service_model_and_function_choice()
    {
        var settings = new GeminiPromptExecutionSettings { ServiceId = "s", ModelId = "m", Temperature = 0.5, FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
        var clone = Assert.IsType<GeminiPromptExecutionSettings>(settings.Clone());
        clone.Temperature = 1;
        Assert.Equal(("s", "m", 0.5), (clone.ServiceId, clone.ModelId, settings.Temperature));
        Assert.Same(settings.FunctionChoiceBehavior, clone.FunctionChoiceBehavior);
    }

    [Fact]
    public void The_keys_of_Semantic_Kernels_own_connector_are_understood()
    {
        var settings = JsonSerializer.Deserialize<GeminiPromptExecutionSettings>(
            """
            {"temperature":"0.5","top_p":0.9,"top_k":4,"max_tokens":10,"candidate_count":2,"stop_sequences":["a"],
            "safety_settings":[{"category":"HARM_CATEGORY_DANGEROUS_CONTENT","threshold":"BLOCK_ONLY_HIGH"}],"audio_timestamp":"true",
            "response_mimetype":"application/json","response_schema":{"type":"object"},"cached_content":"cachedContents/1","labels":{"team":"a"},
            "thinking_config":{"thinking_budget":128,"thinking_level":"low"}}
            """)!;
        Assert.Equal((0.5, 0.9, 4, 10, 2), (settings.Temperature, settings.TopP, settings.TopK, settings.MaxTokens, settings.CandidateCount));
        Assert.Equal(["a"], settings.StopSequences!);
        Assert.Equal(HarmCategory.DangerousContent, Assert.Single(settings.SafetySettings!).Category);
        Assert.True(settings.AudioTimestamp);
        Assert.Equal(("application/json", "cachedContents/1", "a"), (settings.ResponseMimeType, settings.CachedContent, settings.Labels!["team"]));
        Assert.Equal((128, "low"), (settings.ThinkingConfig!.ThinkingBudget, settings.ThinkingConfig.ThinkingLevel));
        Assert.Equal(JsonValueKind.Object, Assert.IsType<JsonElement>(settings.ResponseSchema).ValueKind);
    }

    [Fact]
    public void The_old_names_of_function_choice_set_the_new_one()
    {
        var settings = new GeminiPromptExecutionSettings { ToolCallBehavior = GeminiToolCallBehavior.AutoInvokeKernelFunctions };
        Assert.IsType<AutoFunctionChoiceBehavior>(settings.FunctionChoiceBehavior);
        Assert.Same(GeminiToolCallBehavior.AutoInvokeKernelFunctions, settings.ToolCallBehavior);
        settings.FunctionChoiceBehavior = FunctionChoiceBehavior.None();
        Assert.Null(settings.ToolCallBehavior);
    }

    [Theory]
    [InlineData("temperature", "hot")]
    [InlineData("max_tokens", "many")]
    [InlineData("thinking_config", "deep")]
    [InlineData("safety_settings", "none")]
    [InlineData("store", "perhaps")]
    [InlineData("response_schema", "schema")]
    public async Task A_value_of_the_wrong_kind_throws_before_the_request_and_names_its_setting(string key, string value)
    {
        await using var stage = await Stage.StartAsync();
        foreach (var settings in new[] { new PromptExecutionSettings(), new GeminiPromptExecutionSettings() })
        {
            settings.ExtensionData = new Dictionary<string, object> { [key] = value };
            var exception = await Assert.ThrowsAnyAsync<Exception>(() => stage.Kernel.InvokePromptAsync("Hi", new KernelArguments(settings), cancellationToken: TestContext.Current.CancellationToken));
            Assert.Contains($"'{key}'", exception.Message, StringComparison.Ordinal);
        }

        Assert.Empty(stage.Requests);
    }

    [Fact]
    public async Task Unknown_keys_are_not_sent()
    {
        await using var stage = await Stage.StartAsync();
        stage.Emulator.Script.Otherwise(Reply.Text("Hello."));
        var settings = new GeminiPromptExecutionSettings { ExtensionData = new Dictionary<string, object> { ["of_another"] = new Dictionary<string, object> { ["a"] = 1 }, ["max_output_tokens"] = 50 } };
        await stage.Kernel.InvokePromptAsync("Hi", new KernelArguments(settings), cancellationToken: TestContext.Current.CancellationToken);
        Assert.DoesNotContain("of_another", stage.LastRequest.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(50, stage.LastRequest["generationConfig"]!["maxOutputTokens"]!.GetValue<int>());
        Assert.Equal("", stage.Refusals());
    }

    [Fact]
    public async Task An_enum_as_text_and_a_schema_in_the_services_dialect_go_into_their_own_fields()
    {
        await using var stage = await Stage.StartAsync("gemini-2.5-flash");
        stage.Emulator.Script.Otherwise(Reply.Text("red"));
        var settings = new GeminiPromptExecutionSettings { ResponseMimeType = "text/x.enum", ResponseSchema = JsonNode.Parse("""{"type":"STRING","enum":["red","blue"]}""") };
        await stage.Kernel.InvokePromptAsync("Colour?", new KernelArguments(settings), cancellationToken: TestContext.Current.CancellationToken);
        var config = stage.LastRequest["generationConfig"]!;
        Assert.Equal("text/x.enum", config["responseMimeType"]!.GetValue<string>());
        Assert.Equal("STRING", config["responseSchema"]!["type"]!.GetValue<string>());
        Assert.Equal("", stage.Refusals());
    }

    [Fact]
    public async Task Audio_timestamps_are_refused_where_only_Vertex_takes_them()
    {
        await using var stage = await Stage.StartAsync();
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => stage.Kernel.InvokePromptAsync(
            "Hi", new KernelArguments(new GeminiPromptExecutionSettings { AudioTimestamp = true }), cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains("audio_timestamp", exception.Message, StringComparison.Ordinal);
        Assert.Empty(stage.Requests);
    }

    private static GeminiPromptExecutionSettings Full() => new()
    {
        Temperature = 0.5,
        TopP = 0.25,
        TopK = 10,
        MaxTokens = 100,
        Seed = 7,
        StopSequences = ["END", "STOP"],
        ResponseSchema = typeof(Weather),
        ThinkingConfig = new GeminiThinkingConfig { ThinkingLevel = "low" },
        IncludeThoughts = true,
        MediaResolution = MediaResolution.Low,
        SafetySettings = [new GeminiSafetySetting(HarmCategory.Harassment, HarmBlockThreshold.BlockNone)],
        ServiceTier = ServiceTier.Flex,
        Store = false,
    };

    private static GeminiPromptExecutionSettings Frozen(GeminiPromptExecutionSettings settings)
    {
        settings.Freeze();
        return settings;
    }

    private static PromptExecutionSettings WithTemperature(PromptExecutionSettings settings, double temperature)
    {
        ((GeminiPromptExecutionSettings)settings).Temperature = temperature;
        return settings;
    }

    /// <summary>A YAML reader without a schema gives texts, lists of objects and dictionaries of objects.</summary>
    private static object AsYaml(JsonNode? node) => node switch
    {
        JsonObject obj => obj.ToDictionary(static entry => (object)entry.Key, static entry => AsYaml(entry.Value)),
        JsonArray array => array.Select(AsYaml).ToList(),
        _ => node!.ToString(),
    };

    private sealed record Weather(int Degrees, string Sky);
}
