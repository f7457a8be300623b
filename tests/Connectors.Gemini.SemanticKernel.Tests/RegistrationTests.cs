using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Scripts;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Services;

namespace Connectors.Gemini.SemanticKernel.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public async Task Services_with_the_same_key_share_one_client_and_are_told_apart_by_their_ids()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        emulator.Script.Otherwise(static request => Reply.Text("I am " + request.Model));
        var builder = Kernel.CreateBuilder();
        builder.Services.PostConfigureAll<GeminiClientOptions>(options => options.BaseAddress = emulator.BaseAddress);
        builder.AddGeminiChatClient("gemini-3.8-flash", "key-1", serviceId: "fast");
        builder.AddGeminiChatClient("gemini-3.1-pro-preview", "key-1", serviceId: "deep");
        builder.AddGeminiChatCompletion("gemini-3.5-flash", "key-1", serviceId: "old");
        builder.AddGeminiChatClient("gemini-3.8-flash", "key-2", serviceId: "other");
        var kernel = builder.Build();

        Assert.Equal("I am gemini-3.8-flash", await AskAsync(kernel, "fast"));
        Assert.Equal("I am gemini-3.1-pro-preview", await AskAsync(kernel, "deep"));
        Assert.Equal("I am gemini-3.5-flash", await AskAsync(kernel, "old"));
        var clients = new[] { "fast", "deep", "other" }.Select(id => kernel.GetRequiredService<IChatClient>(id).GetService<GeminiClient>()).ToList();
        Assert.Same(clients[0], clients[1]);
        Assert.NotSame(clients[0], clients[2]);
        Assert.Equal("gemini-3.5-flash", kernel.GetRequiredService<IChatCompletionService>("old").GetModelId());
    }

    [Fact]
    public async Task The_registered_client_is_used_where_none_is_given()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        emulator.Script.Otherwise(Reply.Text("Hello."));
        var services = new ServiceCollection();
        services.AddGemini(options =>
        {
            options.ApiKey = "key";
            options.BaseAddress = emulator.BaseAddress;
        });
        services.AddGeminiChatClient("gemini-3.8-flash").AddGeminiChatCompletion("gemini-3.8-flash").AddKernel();
        await using var provider = services.BuildServiceProvider();

        Assert.Same(provider.GetRequiredService<GeminiClient>(), provider.GetRequiredService<IChatClient>().GetService<GeminiClient>());
        Assert.Equal("Hello.", (await provider.GetRequiredService<IChatCompletionService>().GetChatMessageContentAsync("Hi", cancellationToken: TestContext.Current.CancellationToken)).Content);
    }

    [Fact]
    public async Task A_callers_HTTP_client_is_used_and_left_alone()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        emulator.Script.Otherwise(Reply.Text("Hello."));
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        http.DefaultRequestHeaders.Add("x-mine", "yes");
        var services = new ServiceCollection();
        services.PostConfigureAll<GeminiClientOptions>(options => options.BaseAddress = emulator.BaseAddress);
        services.AddGeminiChatClient("gemini-3.8-flash", "key", httpClient: http);
        await using (var provider = services.BuildServiceProvider())
        {
            await provider.GetRequiredService<IChatClient>().GetResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken);
        }

        Assert.Equal("yes", emulator.Journal.Entries[0].Headers["x-mine"]);
        Assert.Null(http.BaseAddress);
        // A disposed client would throw.
        using var response = await http.GetAsync(emulator.BaseAddress, TestContext.Current.CancellationToken);
        Assert.NotNull(response);
    }

    [Fact]
    public void A_missing_client_is_named_when_the_service_is_asked_for()
    {
        var kernel = Kernel.CreateBuilder().AddGeminiChatClient("gemini-3.8-flash").Build();
        var exception = Assert.Throws<InvalidOperationException>(() => kernel.GetRequiredService<IChatClient>());
        Assert.Contains("AddGemini", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_model_or_key_is_refused_at_once()
    {
        var builder = Kernel.CreateBuilder();
        Assert.Throws<ArgumentException>(() => builder.AddGeminiChatClient(" ", "key"));
        Assert.Throws<ArgumentException>(() => builder.AddGeminiChatClient("gemini-3.8-flash", ""));
        Assert.Throws<ArgumentException>(() => builder.AddGeminiChatCompletion("", (GeminiClient?)null));
    }

    [Fact]
    public async Task A_kernel_without_any_service_and_an_unknown_service_id_are_refused_by_Semantic_Kernel()
    {
        await Assert.ThrowsAsync<KernelException>(() => new Kernel().InvokePromptAsync("Hi", new KernelArguments(new GeminiPromptExecutionSettings()), cancellationToken: TestContext.Current.CancellationToken));

        await using var stage = await Stage.StartAsync();
        await Assert.ThrowsAsync<KernelException>(() => AskAsync(stage.Kernel, "nobody"));
        Assert.Empty(stage.Requests);
    }

    [Fact]
    public async Task The_response_is_there_in_full_for_those_who_ask()
    {
        await using var stage = await Stage.StartAsync();
        stage.Emulator.Script.Otherwise(Reply.Thought("Hm.").ThenText("Hello."));
        var result = await stage.Kernel.InvokePromptAsync("Hi", new KernelArguments(new GeminiPromptExecutionSettings { IncludeThoughts = true }), cancellationToken: TestContext.Current.CancellationToken);
        var response = result.GetValue<ChatResponse>()!;
        Assert.Equal("Hm.", response.Messages[0].Contents.OfType<TextReasoningContent>().First().Text);
        Assert.NotNull(response.Usage);
    }

    private static async Task<string> AskAsync(Kernel kernel, string serviceId) =>
        (await kernel.InvokePromptAsync("Who are you?", new KernelArguments(new GeminiPromptExecutionSettings { ServiceId = serviceId }), cancellationToken: TestContext.Current.CancellationToken)).ToString();
}
