using System.Text.Json;
using Connectors.Gemini.Emulator.Scripts;
using Connectors.Gemini.Tests.Hosted;
using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Options;

/// <summary>What requests to Vertex AI say otherwise than those to the Gemini API.</summary>
public class VertexTests
{
    private static readonly JsonElement Empty = JsonElement.Parse("{}"u8);

    [Theory]
    [InlineData("standard", null)]
    [InlineData("priority", "priority")]
    [InlineData("a-tier-of-tomorrow", "a-tier-of-tomorrow")]
    public async Task No_service_tier_is_left_out_in_silence(string tier, string? header)
    {
        var handler = new WireHandler();

        var body = await SendAsync([new TextContent("Hello")], new GeminiChatOptions { ServiceTier = new ServiceTier(tier) }, handler);

        Wire.AssertAbsent("serviceTier", body);
        Assert.Equal(header, handler.Requests[0].Headers.GetValueOrDefault("X-Vertex-AI-LLM-Shared-Request-Type"));
        Assert.Equal(header is not null, handler.Requests[0].Headers.ContainsKey("X-Vertex-AI-LLM-Request-Type"));
    }

    [Theory]
    [InlineData("cachedContents/7", "projects/p/locations/global/cachedContents/7")]
    [InlineData("projects/q/locations/eu/cachedContents/7", "projects/q/locations/eu/cachedContents/7")]
    public async Task Cached_content_is_named_in_full(string name, string expected) =>
        Assert.Equal(expected, (await SendAsync([new TextContent("Hello")], new GeminiChatOptions { CachedContent = name })).GetProperty("cachedContent").GetString());

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Store_is_the_Gemini_APIs(bool store)
    {
        var handler = new WireHandler();

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => SendAsync([new TextContent("Hello")], new GeminiChatOptions { Store = store }, handler));

        Assert.Contains("Store", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(handler.Requests);
        Assert.Equal(store, (await Wire.SendAsync(new GeminiChatOptions { Store = store })).GetProperty("store").GetBoolean());
    }

    [Fact]
    public async Task Uploaded_files_are_the_Gemini_APIs_and_addresses_are_anyones()
    {
        var handler = new WireHandler();

        var refusal = await Assert.ThrowsAsync<NotSupportedException>(() => SendAsync([new HostedFileContent("files/abc")], handler: handler));
        Assert.Contains("files/abc", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(handler.Requests);

        var body = await SendAsync([new HostedFileContent("gs://bucket/a.pdf") { MediaType = "application/pdf" }], handler: handler);
        Assert.Equal("gs://bucket/a.pdf", FileData(body).GetProperty("fileUri").GetString());
    }

    [Fact]
    public async Task A_video_of_YouTube_has_a_type_that_the_Gemini_API_does_not_want()
    {
        AIContent[] video = [new UriContent("https://youtu.be/abc", "video/*")];

        Assert.Equal("video/mp4", FileData(await SendAsync(video)).GetProperty("mimeType").GetString());
        Wire.AssertAbsent("mimeType", FileData(await Wire.SendAsync(video)));
    }

    [Fact]
    public async Task A_conversation_that_began_on_the_Gemini_API_goes_on_without_what_only_that_knows()
    {
        await using var before = await EmulatedChat.StartAsync();
        before.Emulator.Script.Next(Reply.Empty()
            .ThenServerTool("GOOGLE_SEARCH_WEB", """{"queries":["q"]}""", """{"results":[]}""")
            .ThenPart("""{"text":"Found it.","thoughtSignature":"c2ln","partMetadata":{"a":1}}"""));
        var question = new ChatMessage(ChatRole.User, "Question?");
        var answer = await before.AskAsync([question], streamed: false, new ChatOptions { Tools = [new HostedWebSearchTool()] });
        List<ChatMessage> history = [question, .. EmulatedChat.ThroughJson(answer.Messages), new(ChatRole.User, "And?")];

        await using var after = await EmulatedChat.StartAsync(isVertex: true);
        await after.AskAsync(history, streamed: false);
        await before.AskAsync(history, streamed: false);

        var part = Assert.Single(EmulatedChat.ModelParts(after.Requests[0]));
        Wire.AssertEqual("""{"text":"Found it.","thoughtSignature":"c2ln"}""", part);
        Assert.Equal(3, EmulatedChat.ModelParts(before.Requests[1]).Count());
        Assert.True(EmulatedChat.ModelParts(before.Requests[1]).Last().TryGetProperty("partMetadata", out _));
    }

    /// <summary>The handler holds each request to the emulator's rules of Vertex AI.</summary>
    [Fact]
    public async Task What_only_Vertex_takes_has_its_fields()
    {
        var given = new GenerateContentRequest
        {
            Tools =
            [
                new Tool { GoogleMaps = new GoogleMaps { GroundingTypes = new GoogleMapsGroundingTypes { Places = Empty, Routing = Empty } } },
                new Tool { GoogleSearch = new GoogleSearch { ExcludeDomains = ["example.com"], BlockingConfidence = "BLOCK_HIGH_AND_ABOVE" } },
                new Tool { Retrieval = JsonElement.Parse("""{"vertexRagStore":{"ragResources":[{"ragCorpus":"c"}]}}""") },
                new Tool { EnterpriseWebSearch = Empty, ParallelAiSearch = JsonElement.Parse("""{"enableZeroDataRetention":true}"""), ExaAiSearch = JsonElement.Parse("""{"apiKey":"k"}""") },
            ],
            ToolConfig = new ToolConfig { FunctionCallingConfig = new FunctionCallingConfig { StreamFunctionCallArguments = true } },
            SafetySettings = [new SafetySetting { Category = HarmCategory.ImageHate, Threshold = HarmBlockThreshold.Off, Method = "SEVERITY" }],
            ModelArmorConfig = JsonElement.Parse("""{"promptTemplateName":"t"}"""),
            OutputConfig = JsonElement.Parse("""{"outputUriPrefix":"gs://b/p/"}"""),
            Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = "blue" },
            GenerationConfig = new GenerationConfig
            {
                AudioTimestamp = true,
                RoutingConfig = JsonElement.Parse("""{"autoMode":{"modelRoutingPreference":"BALANCED"}}"""),
                ModelSelectionConfig = JsonElement.Parse("""{"featureSelectionPreference":"BALANCED"}"""),
                AudioTranscriptionConfig = new AudioTranscriptionConfig { LanguageAuto = Empty },
                ImageConfig = new ImageConfig { PersonGeneration = "ALLOW_NONE", ProminentPeople = "BLOCK_PROMINENT_PEOPLE", ImageOutputOptions = new ImageOutputOptions { CompressionQuality = 80 } },
            },
        };

        var body = await SendAsync(
            [new TextContent("Hello")], new ChatOptions { RawRepresentationFactory = _ => given, Tools = [AIFunctionFactory.Create(() => 1, "one")], ToolMode = ChatToolMode.RequireAny });

        Wire.AssertEqual("""{"functionCallingConfig":{"mode":"ANY","streamFunctionCallArguments":true}}""", body.GetProperty("toolConfig"));
        Wire.AssertEqual("""{"places":{},"routing":{}}""", body.GetProperty("tools")[1].GetProperty("googleMaps").GetProperty("groundingTypes"));
        Wire.AssertEqual("""[{"category":"HARM_CATEGORY_IMAGE_HATE","threshold":"OFF","method":"SEVERITY"}]""", body.GetProperty("safetySettings"));
        Wire.AssertEqual("""{"languageAuto":{}}""", body.GetProperty("generationConfig").GetProperty("audioTranscriptionConfig"));
    }

    private static JsonElement FileData(JsonElement body) => body.GetProperty("contents")[0].GetProperty("parts")[0].GetProperty("fileData");

    private static Task<JsonElement> SendAsync(IList<AIContent> contents, ChatOptions? options = null, WireHandler? handler = null) =>
        Wire.SendAsync(contents, options, handler: handler, change: static client => client.Vertex = new GeminiVertexOptions { Project = "p" });
}
