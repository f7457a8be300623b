using Connectors.Gemini.Tests.Chat;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;
using static Connectors.Gemini.Tests.Chat.Conversation;

namespace Connectors.Gemini.Tests.Mapping;

public class OptionTests
{
    private readonly FakeService _service = new FakeService().Answer("""{"text":"ok"}""").Answer("""{"text":"ok"}""");

    [Fact]
    public async Task Without_options_only_the_contents_are_sent()
    {
        await _service.Chat().GetResponseAsync([User("hi")], null, Token);
        AssertJson("""{"contents":[{"role":"user","parts":[{"text":"hi"}]}]}""", _service.Last);
    }

    [Fact]
    public async Task Neutral_options_map_to_the_generation_config()
    {
        await AskAsync(new()
        {
            Temperature = 0.5f,
            TopP = 0.25f,
            TopK = 10,
            MaxOutputTokens = 100,
            PresencePenalty = 0.5f,
            FrequencyPenalty = -0.5f,
            Seed = 7,
            StopSequences = ["a", "b"],
        });

        AssertJson("""{"temperature":0.5,"topP":0.25,"topK":10,"maxOutputTokens":100,"presencePenalty":0.5,"frequencyPenalty":-0.5,"seed":7,"stopSequences":["a","b"]}""", Config);
    }

    [Fact]
    public async Task An_empty_list_of_stop_sequences_is_none()
    {
        await AskAsync(new() { StopSequences = [] });
        Assert.False(_service.Last.TryGetProperty("generationConfig", out _));
    }

    [Fact]
    public async Task Penalties_that_a_model_does_not_take_are_left_out_and_logged()
    {
        await AskAsync(new() { PresencePenalty = 0.5f, FrequencyPenalty = 0.5f, Temperature = 1 }, FakeService.Older);

        AssertJson("""{"temperature":1}""", Config);
        Assert.Contains(_service.Warnings, line => line.Contains("PresencePenalty", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_seed_that_does_not_fit_is_refused_before_sending()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => AskAsync(new() { Seed = long.MaxValue }));
        Assert.Empty(_service.Requests);
    }

    [Fact]
    public async Task Typed_options_for_media_are_sent()
    {
        await AskAsync(new GeminiChatOptions { ResponseModalities = [ResponseModality.Text, ResponseModality.Image], AspectRatio = "16:9", ImageSize = "2K" }, "gemini-3.1-flash-image");
        AssertJson("""{"responseModalities":["TEXT","IMAGE"],"imageConfig":{"aspectRatio":"16:9","imageSize":"2K"}}""", Config);
    }

    [Fact]
    public async Task A_voice_is_sent_as_speech_config()
    {
        await AskAsync(new GeminiChatOptions { ResponseModalities = [ResponseModality.Audio], VoiceName = "Kore" }, "gemini-3.8-flash-tts");
        AssertJson("""{"responseModalities":["AUDIO"],"speechConfig":{"voiceConfig":{"prebuiltVoiceConfig":{"voiceName":"Kore"}}}}""", Config);
    }

    [Fact]
    public async Task Keys_of_strangers_are_not_sent()
    {
        await AskAsync(new() { AdditionalProperties = new() { ["max_output_tokens"] = 5, ["gemini.unknown"] = "x", ["thing"] = new object() } });
        Assert.False(_service.Last.TryGetProperty("generationConfig", out _));
    }

    [Fact]
    public async Task Typed_options_survive_a_copy_into_plain_options_and_json()
    {
        GeminiChatOptions typed = new() { ThinkingLevel = ThinkingLevel.Low, IncludeThoughts = true };
        ChatOptions plain = new() { AdditionalProperties = typed.Clone().AdditionalProperties };
        var options = System.Text.Json.JsonSerializer.Deserialize<ChatOptions>(System.Text.Json.JsonSerializer.Serialize(plain, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;

        await AskAsync(options);

        AssertJson("""{"thinkingConfig":{"thinkingLevel":"LOW","includeThoughts":true}}""", Config);
        Assert.Equal(ThinkingLevel.Low, options.AsGemini().ThinkingLevel);
    }

    [Fact]
    public async Task A_view_of_plain_options_sets_what_is_sent()
    {
        ChatOptions options = new();
        options.AsGemini().ThinkingLevel = ThinkingLevel.High;

        await AskAsync(options);

        AssertJson("""{"thinkingConfig":{"thinkingLevel":"HIGH"}}""", Config);
    }

    [Fact]
    public async Task The_model_of_the_options_is_asked_instead_of_the_clients()
    {
        var response = await AskAsync(new() { ModelId = "gemini-2.5-pro", Reasoning = new() { Effort = ReasoningEffort.Low } });

        Assert.Equal("/v1beta/models/gemini-2.5-pro:generateContent", _service.Addresses[0].AbsolutePath);
        AssertJson("""{"thinkingConfig":{"thinkingBudget":1024}}""", Config);
        Assert.Equal("gemini-test-001", response.ModelId);
    }

    [Fact]
    public async Task A_raw_request_is_used_and_what_it_sets_is_not_overwritten()
    {
        GenerateContentRequest raw = new()
        {
            SafetySettings = [new SafetySetting { Category = new("HARM_CATEGORY_HARASSMENT"), Threshold = new("BLOCK_NONE") }],
            GenerationConfig = new GenerationConfig { Temperature = 0, CandidateCount = 1 },
            Labels = new Dictionary<string, string> { ["team"] = "a" },
        };
        var chat = _service.Chat();
        object? seen = null;

        await chat.GetResponseAsync([User("hi")], new()
        {
            Temperature = 1,
            TopK = 3,
            RawRepresentationFactory = client =>
            {
                seen = client;
                return raw;
            },
        }, Token);

        Assert.Same(chat, seen);
        AssertJson("""
            {"contents":[{"role":"user","parts":[{"text":"hi"}]}],"safetySettings":[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"BLOCK_NONE"}],
             "generationConfig":{"temperature":0,"topK":3,"candidateCount":1},"labels":{"team":"a"}}
            """, _service.Last);
    }

    [Fact]
    public async Task Nothing_that_a_raw_request_sets_is_overwritten_by_options()
    {
        var service = new FakeService { RulesDoNotApplyBecause = "no model takes all of it" }.Answer("""{"text":"ok"}""").Answer("""{"text":"ok"}""");
        GeminiChatOptions Options(GenerateContentRequest? raw, string? cache) => new()
        {
            Instructions = "options",
            TopP = 0.5f,
            TopK = 5,
            MaxOutputTokens = 5,
            Seed = 5,
            PresencePenalty = 0.5f,
            FrequencyPenalty = 0.5f,
            ResponseLogprobs = true,
            Logprobs = 5,
            ThinkingLevel = ThinkingLevel.High,
            ResponseModalities = [ResponseModality.Image],
            Store = true,
            CachedContent = cache,
            RawRepresentationFactory = _ => raw,
        };
        GenerateContentRequest Raw(string? cache) => new()
        {
            SystemInstruction = new Content { Parts = [new Part { Text = "raw" }] },
            Store = false,
            CachedContent = cache,
            GenerationConfig = new GenerationConfig
            {
                TopP = 1,
                TopK = 1,
                MaxOutputTokens = 1,
                Seed = 1,
                PresencePenalty = 1,
                FrequencyPenalty = 1,
                ResponseLogprobs = true,
                Logprobs = 1,
                ThinkingConfig = new ThinkingConfig { ThinkingLevel = ThinkingLevel.Low },
                ResponseModalities = [ResponseModality.Text],
            },
        };

        await service.Chat("gemini-9-unheard-of").GetResponseAsync([User("hi")], Options(Raw(null), null), Token);
        AssertJson("""
            {"contents":[{"role":"user","parts":[{"text":"hi"}]}],"systemInstruction":{"parts":[{"text":"raw"}]},"store":false,
             "generationConfig":{"topP":1,"topK":1,"maxOutputTokens":1,"seed":1,"presencePenalty":1,"frequencyPenalty":1,"responseLogprobs":true,"logprobs":1,
               "thinkingConfig":{"thinkingLevel":"LOW"},"responseModalities":["TEXT"]}}
            """, service.Last);

        await service.Chat("gemini-9-unheard-of").GetResponseAsync([User("hi")], Options(Raw("cachedContents/raw"), "cachedContents/options"), Token);
        Assert.Equal("cachedContents/raw", service.Last.GetProperty("cachedContent").GetString());
        Assert.False(service.Last.TryGetProperty("systemInstruction", out _));
    }

    [Theory]
    [InlineData("16:9", null, """{"imageConfig":{"aspectRatio":"16:9"}}""")]
    [InlineData(null, "2K", """{"imageConfig":{"imageSize":"2K"}}""")]
    public async Task A_shape_or_a_size_alone_is_sent_alone(string? aspectRatio, string? size, string config)
    {
        await AskAsync(new GeminiChatOptions { AspectRatio = aspectRatio, ImageSize = size }, "gemini-3.1-flash-image");
        AssertJson(config, Config);
    }

    [Fact]
    public async Task A_raw_request_with_contents_of_its_own_keeps_them()
    {
        await AskAsync(new() { RawRepresentationFactory = _ => new GenerateContentRequest { Contents = [new Content { Role = "user", Parts = [new Part { Text = "raw" }] }] } });
        AssertJson("""[{"role":"user","parts":[{"text":"raw"}]}]""", _service.LastContents);
    }

    [Fact]
    public async Task A_raw_object_of_another_provider_is_ignored()
    {
        await AskAsync(new() { RawRepresentationFactory = _ => new object() });
        AssertJson("""{"contents":[{"role":"user","parts":[{"text":"hi"}]}]}""", _service.Last);
    }

    [Theory]
    [InlineData("gemma-4-31b-it", "penalty")]
    [InlineData("gemini-2.0-flash", "penalty")]
    [InlineData("gemini-2.5-flash", "")]
    [InlineData("gemini-3.8-flash", "signature media resolution penalty combines")]
    [InlineData("gemini-4-argon", "signature media resolution penalty combines")]
    [InlineData("gemini-9-unheard-of", "signature media resolution penalty combines")]
    public async Task Each_generation_is_sent_what_it_takes(string model, string takes)
    {
        var service = new FakeService { RulesDoNotApplyBecause = "one of the models does not exist" }.Answer("""{"text":"ok"}""").Answer("""{"text":"ok"}""");
        DataContent Picture() => new(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10 }, "image/png") { AdditionalProperties = new() { ["gemini.mediaResolution"] = "MEDIA_RESOLUTION_LOW" } };
        await service.Chat(model).GetResponseAsync(
            [new ChatMessage(ChatRole.User, [Picture()]), Model(Call("c")), Tool(Result("c", Picture()))], new() { PresencePenalty = 1 }, Token);
        var combines = true;
        try
        {
            await service.Chat(model).GetResponseAsync([User("hi")], new() { Tools = [new HostedWebSearchTool(), AIFunctionFactory.Create(() => 1, "one")] }, Token);
        }
        catch (NotSupportedException)
        {
            combines = false;
        }

        var body = service.Requests[0];
        var contents = body.GetProperty("contents");
        (string Name, bool IsTaken)[] seen =
        [
            ("signature", contents[1].GetProperty("parts")[0].TryGetProperty("thoughtSignature", out _)),
            ("media", contents[2].GetProperty("parts")[0].GetProperty("functionResponse").TryGetProperty("parts", out _)),
            ("resolution", contents[0].GetProperty("parts")[0].TryGetProperty("mediaResolution", out _)),
            ("penalty", body.TryGetProperty("generationConfig", out var config) && config.TryGetProperty("presencePenalty", out _)),
            ("combines", combines),
        ];
        Assert.Equal(takes, string.Join(' ', seen.Where(static one => one.IsTaken).Select(static one => one.Name)));
    }

    [Fact]
    public async Task Of_a_model_that_nobody_knows_nothing_that_is_asked_for_is_refused()
    {
        var service = new FakeService { RulesDoNotApplyBecause = "the model does not exist" }.Answer("""{"text":"ok"}""").Answer("""{"text":"ok"}""");
        var chat = service.Chat("gemini-9-unheard-of");

        await chat.GetResponseAsync([User("hi")], new GeminiChatOptions { ThinkingLevel = new ThinkingLevel("HUGE"), AspectRatio = "7:1", ImageSize = "16K" }, Token);
        AssertJson("""{"thinkingConfig":{"thinkingLevel":"HUGE"},"imageConfig":{"aspectRatio":"7:1","imageSize":"16K"}}""", service.Last.GetProperty("generationConfig"));

        await chat.GetResponseAsync([User("hi")], new GeminiChatOptions { ThinkingBudget = 5 }, Token);
        AssertJson("""{"thinkingConfig":{"thinkingBudget":5}}""", service.Last.GetProperty("generationConfig"));
    }

    private System.Text.Json.JsonElement Config => _service.Last.GetProperty("generationConfig");

    private Task<ChatResponse> AskAsync(ChatOptions options, string model = FakeService.Newest) => _service.Chat(model).GetResponseAsync([User("hi")], options, Token);
}
