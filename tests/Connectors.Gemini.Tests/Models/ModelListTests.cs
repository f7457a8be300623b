using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Models;

namespace Connectors.Gemini.Tests.Models;

public class ModelListTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    [InlineData(null)]
    public async Task All_pages_are_read_and_no_model_twice(int? pageSize)
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = Client(emulator);

        var names = await gemini.Models.ListAsync(pageSize, Token).Select(model => model.Name).ToListAsync(Token);

        var current = EmulatorModels.All.Where(model => !model.IsRetired).ToList();
        Assert.Equal(current.Select(model => "models/" + model.Id), names);
        Assert.Equal((current.Count + (pageSize ?? 50) - 1) / (pageSize ?? 50), emulator.Journal.Entries.Count);
        Assert.All(emulator.Journal.Entries, entry => Assert.Empty(entry.Refusals));
    }

    [Fact]
    public async Task Pages_are_asked_for_as_they_are_needed()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = Client(emulator);

        await gemini.Models.ListAsync(2, Token).Take(2).ToListAsync(Token);

        Assert.Equal("/v1beta/models?pageSize=2", Assert.Single(emulator.Journal.Entries).PathAndQuery);
    }

    [Theory]
    [InlineData("gemini-3.8-flash")]
    [InlineData("models/gemini-3.8-flash")]
    public async Task A_model_tells_its_limits_and_methods(string id)
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = Client(emulator);

        var model = await gemini.Models.GetAsync(id, Token);

        Assert.Equal("models/gemini-3.8-flash", model.Name);
        Assert.Equal("Gemini 3.8 Flash", model.DisplayName);
        Assert.Equal(1_048_576, model.InputTokenLimit);
        Assert.Equal(65_536, model.OutputTokenLimit);
        Assert.Contains("generateContent", model.SupportedGenerationMethods!);
        Assert.True(model.Thinking);
        Assert.Equal(2, model.MaxTemperature);
        Assert.Equal("/v1beta/models/gemini-3.8-flash", Assert.Single(emulator.Journal.Entries).PathAndQuery);
    }

    [Theory]
    [InlineData("gemini-9-ultra")]
    [InlineData("gemini-1.5-pro")]
    public async Task A_model_that_is_not_there_is_404(string id)
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = Client(emulator);

        var error = await Assert.ThrowsAsync<GeminiException>(() => gemini.Models.GetAsync(id, Token));

        Assert.Equal(System.Net.HttpStatusCode.NotFound, error.StatusCode);
        Assert.Equal("NOT_FOUND", error.Status);
        Assert.Contains(id, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_vertex_googles_publisher_models_are_listed_and_found()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = Client(emulator, options => options.Vertex = new GeminiVertexOptions { Project = "p", Location = "global" });

        var names = await gemini.Models.ListAsync(cancellationToken: Token).Select(model => model.Name).ToListAsync(Token);
        var model = await gemini.Models.GetAsync("gemini-3.8-flash", Token);

        Assert.Contains("publishers/google/models/gemini-3.8-flash", names);
        Assert.Equal("publishers/google/models/gemini-3.8-flash", model.Name);
        Assert.Equal("default", model.VersionId);
        // Publishers' models lie under no project there.
        Assert.Equal("/v1beta1/publishers/google/models", emulator.Journal.Entries[0].PathAndQuery);
        Assert.Equal("/v1beta1/publishers/google/models/gemini-3.8-flash", emulator.Journal.Entries[^1].PathAndQuery);
    }

    [Fact]
    public async Task No_publishers_model_is_found_in_a_project()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var http = new HttpClient { BaseAddress = emulator.BaseAddress };

        using var response = await http.GetAsync(new Uri("v1beta1/projects/p/locations/global/publishers/google/models/gemini-3.8-flash?key=test-key", UriKind.Relative), Token);

        Assert.Equal(System.Net.HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task A_wrong_key_is_refused_here_too()
    {
        await using var emulator = await GeminiEmulator.StartAsync(new() { ValidApiKeys = ["another"] });
        using var gemini = Client(emulator);

        var error = await Assert.ThrowsAsync<GeminiException>(async () => await gemini.Models.ListAsync(cancellationToken: Token).FirstAsync(Token));

        Assert.Equal("API_KEY_INVALID", error.Reason);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_page_without_models_is_refused_at_once(int pageSize)
    {
        using var gemini = new GeminiClient("test-key");

        Assert.Throws<ArgumentOutOfRangeException>(() => gemini.Models.ListAsync(pageSize, Token));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("a/../b")]
    [InlineData("a?b")]
    public async Task A_model_that_is_no_name_is_refused_before_the_call(string? id)
    {
        using var gemini = new GeminiClient("test-key");

        await Assert.ThrowsAnyAsync<ArgumentException>(() => gemini.Models.GetAsync(id!, Token));
    }

    [Fact]
    public async Task A_cancelled_listing_asks_no_more()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = Client(emulator);
        using var source = new CancellationTokenSource();
        await using var models = gemini.Models.ListAsync(1, source.Token).GetAsyncEnumerator(Token);

        Assert.True(await models.MoveNextAsync());
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await models.MoveNextAsync());
        Assert.Single(emulator.Journal.Entries);
    }

    private static GeminiClient Client(GeminiEmulator emulator, Action<GeminiClientOptions>? change = null)
    {
        var options = new GeminiClientOptions { ApiKey = "test-key", BaseAddress = emulator.BaseAddress, Retry = { MaxAttempts = 1 } };
        change?.Invoke(options);
        return new GeminiClient(options);
    }
}
