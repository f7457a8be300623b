using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Plugins.Tests;

public class FunctionTests
{
    public static TheoryData<Func<object>> TenMegabytes => new(
        () => new[] { new string('x', 10_000_000) },
        () => new List<object?> { "a", new List<object?> { new string('x', 10_000_000) } },
        () => new Dictionary<string, object?>(StringComparer.Ordinal) { ["a"] = new string('x', 10_000_000) },
        () => new JsonArray(new string('x', 10_000_000)),
        () => JsonSerializer.SerializeToElement(Enumerable.Repeat("https://example.com/", 500_000)));

    [Theory]
    [MemberData(nameof(TenMegabytes), DisableDiscoveryEnumeration = true)]
    public async Task Ten_megabytes_are_refused_in_whatever_form_they_come(Func<object> make)
    {
        await using var desk = await Desk.OpenAsync();

        var result = await new UrlContextPlugin(desk.Chat).InvokeAsync(new() { ["question"] = "x", ["urls"] = make() });

        Assert.Contains("the function takes 65536", result.Error(), StringComparison.Ordinal);
        Assert.Empty(desk.Emulator.Journal.Entries);
    }

    [Fact]
    public async Task The_limit_counts_characters_and_not_bytes()
    {
        await using var desk = await Desk.OpenAsync();

        var result = await new GoogleSearchPlugin(desk.Chat).InvokeAsync(new() { ["question"] = JsonSerializer.SerializeToElement(new string('č', 10_000)) });

        Assert.False(result.TryGetProperty("error", out _));
    }

    [Fact]
    public async Task A_failure_of_another_providers_kind_is_words_and_its_own_stay_in_the_log()
    {
        await using var desk = await Desk.OpenAsync();
        var log = new LogLines();
        using var broken = new Painter(() => throw new InvalidOperationException("the-secret of another provider"));

        var result = await new ImagePlugin(broken, desk.Files).InvokeAsync(new() { ["prompt"] = "A cat." }, log);

        Assert.Equal("The function failed. Why is in the program's log.", result.Error());
        Assert.Contains("the-secret", Assert.Single(log.Entries).Exception!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_limit_that_is_not_the_callers_is_a_result()
    {
        await using var desk = await Desk.OpenAsync();
        using var slow = new Painter(() => throw new TaskCanceledException("HttpClient.Timeout", new TimeoutException()));

        var result = await new ImagePlugin(slow, desk.Files).InvokeAsync(new() { ["prompt"] = "A cat." });

        Assert.Contains("too long", result.Error(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_model_writes_cannot_forge_lines_in_the_log_nor_fill_it()
    {
        await using var desk = await Desk.OpenAsync();
        var log = new LogLines();
        var plugin = new DocumentPlugin(desk.Chat, desk.Files);

        await plugin.InvokeAsync(new() { ["question"] = "x", ["document"] = "a.pdf\ninfo: all is well\u2028\u001b[31m" }, log);
        await plugin.InvokeAsync(new() { ["question"] = "x", ["document"] = new string('x', 60_000) }, log);

        Assert.All(log.Entries, line => Assert.True(line.Message.Length < 400));
        Assert.All(log.Entries, line => Assert.DoesNotContain(line.Message, character => char.IsControl(character) || character == '\u2028'));
        Assert.Equal(2, log.Entries.Count);
    }

    [Fact]
    public async Task A_picture_that_is_none_is_not_kept()
    {
        await using var desk = await Desk.OpenAsync();
        using var writer = new Painter(() => new ImageGenerationResponse([new DataContent("<html>"u8.ToArray(), "text/html"), new TextContent("I would rather not.")]));

        var result = await new ImagePlugin(writer, desk.Files).InvokeAsync(new() { ["prompt"] = "A cat." });

        Assert.Contains("I would rather not.", result.Error(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(desk.Folder));
    }

    [Fact]
    public async Task An_answer_with_more_than_a_model_can_read_is_bounded_and_says_so()
    {
        using var chatty = new Citing(120);

        var answer = await new GoogleSearchPlugin(chatty).SearchAsync("x", Desk.Cancellation);

        Assert.Equal(50, answer.Sources.Count);
        Assert.Equal(70, answer.SourcesLeftOut);
        Assert.Equal(50, answer.Supports.Count);
        Assert.All(answer.Supports, support => Assert.True(support.Text.Length < 600));
        Assert.All(answer.Sources, source => Assert.True(source.Title!.Length < 2_100 && source.Url!.Length < 2_100));
        Assert.True(answer.Answer.Length < 20_100);
        Assert.Contains("[cut: ", answer.Answer, StringComparison.Ordinal);
    }

    private sealed class Painter(Func<ImageGenerationResponse> make) : IImageGenerator
    {
        public Task<ImageGenerationResponse> GenerateAsync(ImageGenerationRequest request, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default) => Task.FromResult(make());

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    /// <summary>A model that cites very many sources with very long names.</summary>
    private sealed class Citing(int sources) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            var text = new TextContent(new string('a', 30_000))
            {
                Annotations = [.. Enumerable.Range(0, sources).Select(i => (AIAnnotation)new CitationAnnotation
                {
                    Title = i + new string('t', 10_000),
                    Url = new Uri($"https://example.com/{i}/{new string('p', 10_000)}"),
                    AnnotatedRegions = [new TextSpanAnnotatedRegion { StartIndex = 0, EndIndex = 20_000 }],
                })],
            };
            return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, [text])));
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
