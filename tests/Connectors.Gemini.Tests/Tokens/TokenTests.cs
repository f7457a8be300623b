using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Tokens;

public class TokenTests
{
    private const string Model = "gemini-3.8-flash";

    private static readonly ChatMessage[] Messages =
    [
        new(ChatRole.System, "You know every currency."),
        new(ChatRole.User, [new TextContent("What is the rate of the crown?"), new DataContent(new byte[] { 137, 80, 78, 71 }, "image/png")]),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_count_is_what_the_request_is_billed_for(bool isVertex)
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = Client(emulator, isVertex);
        var chat = gemini.AsIChatClient(Model);

        var response = await chat.GetResponseAsync(Messages, Options(), Cancellation);
        var count = await gemini.Tokens.CountAsync(Model, Messages, Options(), Cancellation);
        var bare = await gemini.Tokens.CountAsync(Model, Messages, cancellationToken: Cancellation);

        Assert.Equal(response.Usage!.InputTokenCount, count.TotalTokens);
        Assert.Equal(count.TotalTokens, count.PromptTokensDetails!.Sum(static detail => detail.TokenCount));
        Assert.Contains(count.PromptTokensDetails!, static detail => detail.Modality == Connectors.Gemini.Wire.Modality.Image);
        Assert.True(bare.TotalTokens < count.TotalTokens);
        Assert.Equal(isVertex, count.TotalBillableCharacters is > 0);
    }

    [Fact]
    public async Task The_Gemini_API_gets_the_very_request_of_the_chat_with_its_model()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = Client(emulator);

        await gemini.AsIChatClient(Model).GetResponseAsync(Messages, Options(), Cancellation);
        await gemini.Tokens.CountAsync(Model, Messages, Options(), Cancellation);

        var (sent, counted) = (Body(emulator, 0), Body(emulator, 1)["generateContentRequest"]!.AsObject());
        Assert.Equal("models/" + Model, counted["model"]!.GetValue<string>());
        counted.Remove("model");
        Assert.True(JsonNode.DeepEquals(sent, counted), counted.ToJsonString());
    }

    [Fact]
    public async Task Vertex_gets_the_fields_that_count()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = Client(emulator, isVertex: true);
        var options = Options();
        options.AsGemini().Labels = new Dictionary<string, string> { ["team"] = "a" };

        await gemini.Tokens.CountAsync(Model, Messages, options, Cancellation);

        Assert.Equal(["contents", "systemInstruction", "tools", "generationConfig"], Body(emulator, 0).Select(static field => field.Key));
    }

    [Fact]
    public async Task A_chat_client_counts_through_its_middleware()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = Client(emulator);
        using var chat = gemini.AsIChatClient(Model).AsBuilder().UseFunctionInvocation().ConfigureOptions(static options => options.Temperature = 1).Build();

        var count = await chat.CountTokensAsync(Messages, cancellationToken: Cancellation);
        await chat.CountTokensAsync(Messages, new ChatOptions { ModelId = "gemini-2.5-pro" }, Cancellation);

        Assert.True(count.TotalTokens > 0);
        Assert.Equal([Model, "gemini-2.5-pro"], emulator.Journal.Entries.Select(static entry => entry.Model));
    }

    [Fact]
    public async Task A_raw_request_is_counted_as_it_would_be_sent()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = Client(emulator);
        IChatClient? asked = null;
        var options = new ChatOptions
        {
            RawRepresentationFactory = client =>
            {
                asked = client;
                return new Connectors.Gemini.Wire.GenerateContentRequest { SystemInstruction = new() { Parts = [new() { Text = "Raw." }] } };
            },
        };

        await gemini.Tokens.CountAsync(Model, [new(ChatRole.User, "Hi")], options, Cancellation);

        Assert.Equal("Raw.", Body(emulator, 0)["generateContentRequest"]!["systemInstruction"]!["parts"]![0]!["text"]!.GetValue<string>());
        Assert.Equal(Model, asked!.GetService<ChatClientMetadata>()!.DefaultModelId);
    }

    [Fact]
    public async Task The_tokens_themselves_are_told_on_Vertex_only()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var vertex = Client(emulator, isVertex: true);
        using var gemini = Client(emulator);

        var tokens = await vertex.Tokens.ComputeAsync(Model, [new(ChatRole.User, "Ahoj, světe! 🎈")], Cancellation);
        var error = await Assert.ThrowsAsync<NotSupportedException>(() => gemini.Tokens.ComputeAsync(Model, Messages, Cancellation));

        var info = Assert.Single(tokens.TokensInfo!);
        Assert.Equal("user", info.Role);
        Assert.Equal(info.Tokens!.Count, info.TokenIds!.Count);
        Assert.Equal("Ahoj, světe! 🎈", Encoding.UTF8.GetString([.. info.Tokens.SelectMany(Convert.FromBase64String)]));
        Assert.Contains("Vertex", error.Message, StringComparison.Ordinal);
        Assert.Single(emulator.Journal.Entries);
    }

    [Fact]
    public async Task A_client_that_is_not_Geminis_and_messages_that_are_none_are_refused_before_anything_is_sent()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = Client(emulator);
        using var other = new OtherClient();

        await Assert.ThrowsAsync<ArgumentException>(() => other.CountTokensAsync(Messages, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => gemini.Tokens.CountAsync(Model, [], cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => gemini.Tokens.CountAsync(" ", Messages, cancellationToken: Cancellation));
        Assert.Empty(emulator.Journal.Entries);
    }

    [Fact]
    public async Task A_model_that_does_not_exist_is_the_services_error()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = Client(emulator);

        var error = await Assert.ThrowsAsync<GeminiException>(() => gemini.Tokens.CountAsync("gemini-0", Messages, cancellationToken: Cancellation));

        Assert.Equal(System.Net.HttpStatusCode.NotFound, error.StatusCode);
    }

    private static ChatOptions Options() => new()
    {
        Instructions = "Be short.",
        Temperature = 0.5f,
        Tools = [AIFunctionFactory.CreateDeclaration("rate", "The rate of a currency.", JsonElement.Parse("""{"type":"object","properties":{"currency":{"type":"string"}}}"""))],
    };

    private static GeminiClient Client(GeminiEmulator emulator, bool isVertex = false) => new(new GeminiClientOptions
    {
        ApiKey = "test-key",
        BaseAddress = emulator.BaseAddress,
        Retry = new() { MaxAttempts = 1 },
        Vertex = isVertex ? new() { Project = "p", Location = "global" } : null,
    });

    private static JsonObject Body(GeminiEmulator emulator, int index)
    {
        var entry = emulator.Journal.Entries[index];
        Assert.Empty(entry.Refusals);
        return JsonObject.Create(entry.Body!.Value)!;
    }

    private sealed class OtherClient : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ChatResponse());

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            AsyncEnumerable.Empty<ChatResponseUpdate>();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
