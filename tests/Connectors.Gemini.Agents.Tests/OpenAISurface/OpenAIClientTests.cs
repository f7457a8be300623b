using System.ClientModel;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Scripts;
using Microsoft.Extensions.AI;
using OpenAI;

namespace Connectors.Gemini.Agents.Tests.OpenAISurface;

/// <summary>OpenAI's own client on the emulator's OpenAI-compatible endpoint: what an app has before it swaps.</summary>
public class OpenAIClientTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_function_is_called_and_its_result_is_told(bool streamed)
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        emulator.Script.OnFunctionResult("get_weather").Reply(request => Reply.Text(request.FunctionResults[0].Response.GetRawText()));
        emulator.Script.Otherwise(Reply.Call("get_weather"));
        using var chat = Client(emulator, "gemini-2.5-flash").AsBuilder().UseFunctionInvocation().Build();
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create(() => "sunny", "get_weather")] };

        var answer = streamed
            ? await chat.GetStreamingResponseAsync("Weather?", options, TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken)
            : await chat.GetResponseAsync("Weather?", options, TestContext.Current.CancellationToken);

        Assert.Contains("sunny", answer.Text, StringComparison.Ordinal);
        Assert.All(emulator.Journal.Entries, entry => Assert.Empty(entry.Refusals));
    }

    [Fact]
    public async Task On_a_model_that_wants_its_signatures_back_the_client_that_drops_them_is_refused()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        emulator.Script.Otherwise(Reply.Call("get_weather"));
        using var chat = Client(emulator, "gemini-3.8-flash").AsBuilder().UseFunctionInvocation().Build();

        var refused = await Assert.ThrowsAsync<ClientResultException>(() => chat.GetResponseAsync(
            "Weather?", new ChatOptions { Tools = [AIFunctionFactory.Create(() => "sunny", "get_weather")] }, TestContext.Current.CancellationToken));

        Assert.Equal(400, refused.Status);
    }

    [Fact]
    public async Task Embeddings_are_the_same_numbers_as_on_Geminis_own_paths()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = new GeminiClient(new GeminiClientOptions { ApiKey = "any", BaseAddress = emulator.BaseAddress });
        string[] texts = ["A cat.", "A dog."];
        var options = new EmbeddingGenerationOptions { Dimensions = 256 };

        var theirs = await OpenAI(emulator).GetEmbeddingClient("gemini-embedding-2").AsIEmbeddingGenerator().GenerateAsync(texts, options, TestContext.Current.CancellationToken);
        var ours = await gemini.AsIEmbeddingGenerator("gemini-embedding-2").GenerateAsync(texts, options, TestContext.Current.CancellationToken);

        Assert.Equal(ours.Select(embedding => embedding.Vector.ToArray()), theirs.Select(embedding => embedding.Vector.ToArray()));
        Assert.Equal(ours.Usage!.InputTokenCount, theirs.Usage!.InputTokenCount);
        Assert.All(emulator.Journal.Entries, entry => Assert.Empty(entry.Refusals));
    }

    [Fact]
    public async Task Models_are_listed()
    {
        await using var emulator = await GeminiEmulator.StartAsync();

        var models = await OpenAI(emulator).GetOpenAIModelClient().GetModelsAsync(TestContext.Current.CancellationToken);

        Assert.Contains(models.Value, model => model.Id == "models/gemini-3.8-flash");
    }

    private static IChatClient Client(GeminiEmulator emulator, string model) => OpenAI(emulator).GetChatClient(model).AsIChatClient();

    private static OpenAIClient OpenAI(GeminiEmulator emulator) =>
        new(new ApiKeyCredential("any"), new OpenAIClientOptions { Endpoint = new Uri(emulator.BaseAddress, "v1beta/openai/") });
}
