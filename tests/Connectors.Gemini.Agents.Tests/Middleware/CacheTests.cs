using Connectors.Gemini.Emulator.Scripts;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Connectors.Gemini.Agents.Tests.Middleware;

public class CacheTests
{
    private readonly IDistributedCache _cache = new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_same_question_is_asked_once_and_its_replay_says_the_same(bool streaming)
    {
        await using var scene = await Scene.StartAsync(Reply.Thought("Hm.").ThenText("A long answer in pieces.").InPieces(4));
        var client = Cached(scene);

        var asked = await client.AskAsync(streaming, [new(ChatRole.User, "Hi")], Trip.Options());
        var replayed = await client.AskAsync(streaming, [new(ChatRole.User, "Hi")], Trip.Options());

        Assert.Single(scene.Journal);
        Assert.Equal(asked.Text, replayed.Text);
        Assert.Equal(asked.ResponseId, replayed.ResponseId);
        Assert.Equal(asked.Messages.Single().MessageId, replayed.Messages.Single().MessageId);
        Assert.Equal(asked.FinishReason, replayed.FinishReason);
        Assert.Equal(asked.ModelId, replayed.ModelId);
        Assert.Equal(asked.Usage!.TotalTokenCount, replayed.Usage!.TotalTokenCount);
        Assert.Equal(asked.Usage.ReasoningTokenCount, replayed.Usage.ReasoningTokenCount);
        Assert.Equal(Signatures(asked), Signatures(replayed));
        Assert.NotEmpty(Signatures(replayed));
    }

    [Fact]
    public async Task What_changes_the_answer_changes_the_key()
    {
        await using var scene = await Scene.StartAsync();
        scene.Emulator.Script.Otherwise(Reply.Text("Yes."));
        var client = Cached(scene);
        ChatOptions[] different =
        [
            new(),
            new() { Temperature = 0.5f },
            new() { ModelId = Scene.ModelWithoutIds },
            new GeminiChatOptions { IncludeThoughts = true },
            new GeminiChatOptions { ThinkingLevel = Wire.ThinkingLevel.Low },
            new() { ResponseFormat = ChatResponseFormat.Json },
        ];

        foreach (var options in different)
        {
            await client.AskAsync(streaming: false, [new(ChatRole.User, "Hi")], options);
            await client.AskAsync(streaming: false, [new(ChatRole.User, "Hi")], options.Clone());
        }

        Assert.Equal(different.Length, scene.Journal.Count);
        // Unary and streamed answers are kept apart.
        await client.AskAsync(streaming: true, [new(ChatRole.User, "Hi")], different[0]);
        Assert.Equal(different.Length + 1, scene.Journal.Count);
    }

    /// <summary>M.E.AI's key holds neither the client's model nor the tools: the documented way round is ModelId in the options, and a key of the tools' names.</summary>
    [Fact]
    public async Task Clients_of_two_models_on_one_store_share_answers_unless_the_options_name_the_model()
    {
        await using var scene = await Scene.StartAsync();
        scene.Emulator.Script.Otherwise(request => Reply.Text(request.Model));
        var (one, two) = (Cached(scene), Cached(scene, Scene.ModelWithoutIds));

        await one.AskAsync(streaming: false, [new(ChatRole.User, "Hi")]);
        var shared = await two.AskAsync(streaming: false, [new(ChatRole.User, "Hi")]);
        await one.AskAsync(streaming: false, [new(ChatRole.User, "Hi")], new ChatOptions { ModelId = Scene.Model });
        var own = await two.AskAsync(streaming: false, [new(ChatRole.User, "Hi")], new ChatOptions { ModelId = Scene.ModelWithoutIds });

        Assert.Equal(Scene.Model, shared.Text);
        Assert.Equal(Scene.ModelWithoutIds, own.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cut_or_failed_answer_is_not_kept(bool streaming)
    {
        await using var scene = await Scene.StartAsync(
            streaming ? Reply.Text("Half an answer").InPieces(4).CutAfter(2) : Reply.Error(Emulator.ServiceError.Internal()),
            Reply.Text("Whole."));
        var client = Cached(scene);

        await Assert.ThrowsAsync<GeminiException>(() => client.AskAsync(streaming, [new(ChatRole.User, "Hi")]));
        var response = await client.AskAsync(streaming, [new(ChatRole.User, "Hi")]);

        Assert.Equal("Whole.", response.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Citations_images_and_code_come_out_of_the_cache(bool streaming)
    {
        const string Grounding = """{"groundingChunks":[{"web":{"uri":"https://example.com/a","title":"A"}}],"groundingSupports":[{"segment":{"endIndex":5,"text":"Hello"},"groundingChunkIndices":[0]}],"webSearchQueries":["q"]}""";
        await using var scene = await Scene.StartAsync(Reply.Text("Hello there.").ThenCode("print(1)", "1").ThenImage().WithGrounding(Grounding), Reply.Text("Fine."));
        var client = Cached(scene);
        var options = new ChatOptions { Tools = [new HostedWebSearchTool(), new HostedCodeInterpreterTool()] };

        var asked = await client.AskAsync(streaming, [new(ChatRole.User, "Hi")], options);
        var replayed = await client.AskAsync(streaming, [new(ChatRole.User, "Hi")], options);
        await scene.Client().AskAsync(streaming, [new(ChatRole.User, "Hi"), .. replayed.Messages, new(ChatRole.User, "Go on")], options);

        Assert.Equal(asked.Messages.Single().Contents.Select(content => content.GetType()), replayed.Messages.Single().Contents.Select(content => content.GetType()));
        var citation = Assert.Single(replayed.Messages.Single().Contents.SelectMany(content => content.Annotations ?? []).OfType<CitationAnnotation>());
        Assert.Equal("https://example.com/a", citation.Url!.ToString());
        scene.AssertAccepted();
        var model = scene.Requests[1].Turns[1];
        Assert.Contains(model.Parts, part => part.Json.TryGetProperty("executableCode", out _) && part.HasOwnSignature);
        Assert.Contains(model.Parts, part => part.Json.TryGetProperty("inlineData", out _));
    }

    private static List<string> Signatures(ChatResponse response) =>
        [.. response.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>().Select(content => content.ProtectedData).OfType<string>()];

    private DistributedCachingChatClient Cached(Scene scene, string model = Scene.Model) => new(scene.Client(model), _cache);
}
