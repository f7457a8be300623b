using Connectors.Gemini.Emulator;
using Connectors.Gemini.Emulator.Faults;
using Connectors.Gemini.Emulator.Scripts;
using Connectors.Gemini.Tests.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Gemini.Tests.DependencyInjection;

public class RegistrationTests
{
    [Fact]
    public async Task A_configuration_section_is_enough_for_a_chat()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var host = Hosts.Build(services => services
            .AddGemini(Hosts.Section(("ApiKey", "test-key"), ("BaseAddress", emulator.BaseAddress.AbsoluteUri), ("Headers:x-team", "a"), ("Timeout", "00:01:00"), ("Retry:MaxAttempts", "1")))
            .AddChatClient(Hosts.Model));
        await host.StartAsync(Hosts.Token);

        var response = await host.Services.GetRequiredService<IChatClient>().GetResponseAsync("Hello", cancellationToken: Hosts.Token);

        Assert.Contains("Hello", response.Text, StringComparison.Ordinal);
        var entry = Assert.Single(emulator.Journal.Entries);
        Assert.Equal("a", entry.Headers["x-team"]);
        Assert.Equal("60", entry.Headers["x-server-timeout"]);
        Assert.Empty(entry.Refusals);
        await host.StopAsync(Hosts.Token);
    }

    [Fact]
    public async Task Middleware_of_the_builder_stands_around_the_client()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        emulator.Script.Next(Reply.Call("f"), Reply.Text("done"));
        using var host = Hosts.Build(services => services
            .AddGemini(options => (options.ApiKey, options.BaseAddress) = ("test-key", emulator.BaseAddress))
            .AddChatClient(Hosts.Model)
            .UseFunctionInvocation());
        var chat = host.Services.GetRequiredService<IChatClient>();

        var response = await chat.GetResponseAsync("Hello", new ChatOptions { Tools = [AIFunctionFactory.Create(() => 1, "f")] }, Hosts.Token);

        Assert.Equal("done", response.Text);
        Assert.NotNull(chat.GetService<FunctionInvokingChatClient>());
        Assert.Same(host.Services.GetRequiredService<GeminiClient>(), chat.GetService<GeminiClient>());
    }

    [Fact]
    public void All_adapters_share_one_client()
    {
        using var host = Hosts.Build(services =>
        {
            var gemini = services.AddGemini(options => options.ApiKey = "test-key");
            gemini.AddChatClient(Hosts.Model);
            gemini.AddKeyedChatClient("pro", "gemini-3.1-pro-preview");
            gemini.AddKeyedChatClient("scoped", Hosts.Model, ServiceLifetime.Scoped);
        });
        var client = host.Services.GetRequiredService<GeminiClient>();
        using var scope = host.Services.CreateScope();

        var pro = host.Services.GetRequiredKeyedService<IChatClient>("pro");
        Assert.Equal("gemini-3.1-pro-preview", pro.GetService<ChatClientMetadata>()!.DefaultModelId);
        Assert.All(
            [host.Services.GetRequiredService<IChatClient>(), pro, scope.ServiceProvider.GetRequiredKeyedService<IChatClient>("scoped")],
            chat => Assert.Same(client, chat.GetService<GeminiClient>()));
    }

    [Fact]
    public async Task Named_ones_and_the_default_stand_side_by_side()
    {
        await using var first = await GeminiEmulator.StartAsync();
        await using var second = await GeminiEmulator.StartAsync();
        using var host = Hosts.Build(services =>
        {
            services.AddGemini(options => (options.ApiKey, options.BaseAddress) = ("key-one", first.BaseAddress)).AddChatClient(Hosts.Model);
            services.AddGemini("eu", Hosts.Section(("ApiKey", "key-two"), ("BaseAddress", second.BaseAddress.AbsoluteUri))).AddKeyedChatClient("eu", Hosts.Model);
            services.AddGemini("us", options => options.ApiKey = "key-three");
        });
        await host.StartAsync(Hosts.Token);

        await host.Services.GetRequiredService<IChatClient>().GetResponseAsync("one", cancellationToken: Hosts.Token);
        await host.Services.GetRequiredKeyedService<IChatClient>("eu").GetResponseAsync("two", cancellationToken: Hosts.Token);

        Assert.Single(first.Journal.Entries);
        Assert.Single(second.Journal.Entries);
        var clients = new[] { host.Services.GetRequiredService<GeminiClient>(), host.Services.GetRequiredKeyedService<GeminiClient>("eu"), host.Services.GetRequiredKeyedService<GeminiClient>("us") };
        Assert.Equal(3, clients.Distinct().Count());
        Assert.Same(clients[1], host.Services.GetRequiredKeyedService<GeminiClient>("eu"));
    }

    [Fact]
    public async Task Code_is_applied_after_configuration()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var host = Hosts.Build(services => services
            .AddGemini(Hosts.Section(("BaseAddress", "http://wrong.test")))
            .Configure(options => options.BaseAddress = emulator.BaseAddress)
            .Configure(options => options.Credential = GeminiCredential.BearerToken(_ => new("token")))
            .AddChatClient(Hosts.Model));
        await host.StartAsync(Hosts.Token);

        await host.Services.GetRequiredService<IChatClient>().GetResponseAsync("Hello", cancellationToken: Hosts.Token);

        Assert.True(emulator.Journal.Entries[0].Headers.ContainsKey("authorization"));
    }

    [Fact]
    public async Task A_handler_of_the_application_stands_before_the_connections()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var host = Hosts.Build(services =>
        {
            var gemini = services.AddGemini(options => (options.ApiKey, options.BaseAddress) = ("test-key", emulator.BaseAddress));
            gemini.HttpClient.AddHttpMessageHandler(() => new Stamp());
            gemini.AddChatClient(Hosts.Model);
        });

        await host.Services.GetRequiredService<IChatClient>().GetResponseAsync("Hello", cancellationToken: Hosts.Token);

        Assert.Equal("yes", emulator.Journal.Entries[0].Headers["x-stamp"]);
    }

    [Fact]
    public async Task The_factorys_handler_follows_no_redirect()
    {
        await using var elsewhere = await GeminiEmulator.StartAsync();
        await using var redirecting = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync($"HTTP/1.1 307 Temporary Redirect\r\nLocation: {elsewhere.BaseAddress}v1beta/models/{Hosts.Model}:generateContent\r\nContent-Length: 0\r\n\r\n");
        });
        using var host = Hosts.Build(services => services
            .AddGemini(options => (options.ApiKey, options.BaseAddress, options.Retry) = ("test-key", redirecting.Address, new() { MaxAttempts = 1 }))
            .AddChatClient(Hosts.Model));

        var error = await Assert.ThrowsAsync<GeminiException>(() => host.Services.GetRequiredService<IChatClient>().GetResponseAsync("Hello", cancellationToken: Hosts.Token));

        Assert.Contains("redirect", error.Message, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Journal.Entries);
    }

    [Fact]
    public async Task The_containers_clock_and_logger_are_used()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        emulator.Faults.Add(Fault.Error(ServiceError.Overloaded()).OnCall(1));
        var log = new LogLines();
        var clock = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
        using var host = Hosts.Build(
            services =>
            {
                services.AddSingleton<TimeProvider>(clock);
                services.AddGemini(options => (options.ApiKey, options.BaseAddress, options.Retry) = ("test-key", emulator.BaseAddress, new() { BaseDelay = TimeSpan.FromHours(1), MaxDelay = TimeSpan.FromHours(2), TotalBudget = null }))
                    .AddChatClient(Hosts.Model);
            },
            log);

        var answer = host.Services.GetRequiredService<IChatClient>().GetResponseAsync("Hello", cancellationToken: Hosts.Token);
        while (!answer.IsCompleted)
        {
            // An hour of waiting passes only on this clock.
            clock.Advance(TimeSpan.FromMinutes(10));
            await Task.Yield();
        }

        Assert.NotEmpty((await answer).Text);
        Assert.Contains(log.Lines, line => line.Contains("is repeated", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_arguments_the_key_of_the_environment_is_used_or_missed_by_name()
    {
        if (Environment.GetEnvironmentVariable("GOOGLE_API_KEY") is { Length: > 0 } || Environment.GetEnvironmentVariable("GEMINI_API_KEY") is { Length: > 0 })
        {
            using var host = Hosts.Build(services => services.AddGemini());
            await host.StartAsync(Hosts.Token);
            Assert.NotNull(host.Services.GetRequiredService<GeminiClient>());
        }
        else
        {
            Assert.Contains("GEMINI_API_KEY", (await Hosts.FailToStartAsync(services => services.AddGemini())).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_end_of_the_container_closes_the_connections()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using (var host = Hosts.Build(services => services
            .AddGemini(options => (options.ApiKey, options.BaseAddress) = ("test-key", emulator.BaseAddress))
            .AddChatClient(Hosts.Model)))
        {
            await host.Services.GetRequiredService<IChatClient>().GetResponseAsync("Hello", cancellationToken: Hosts.Token);
            Assert.Equal(1, emulator.OpenConnections);
        }

        await emulator.WaitForOpenConnectionsAsync(0, Hosts.Token).WaitAsync(TimeSpan.FromSeconds(30), Hosts.Token);
    }

    [Fact]
    public async Task Disposing_a_scoped_adapter_leaves_the_client_to_the_others()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var host = Hosts.Build(services => services
            .AddGemini(options => (options.ApiKey, options.BaseAddress) = ("test-key", emulator.BaseAddress))
            .AddChatClient(Hosts.Model, ServiceLifetime.Scoped));

        for (var i = 0; i < 2; i++)
        {
            using var scope = host.Services.CreateScope();
            await scope.ServiceProvider.GetRequiredService<IChatClient>().GetResponseAsync("Hello", cancellationToken: Hosts.Token);
        }

        Assert.Equal(2, emulator.Journal.Entries.Count);
        Assert.Equal(1, emulator.OpenConnections);
    }

    [Fact]
    public async Task A_vertex_section_reaches_vertexs_paths()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var host = Hosts.Build(services => services
            .AddGemini(Hosts.Section(("BaseAddress", emulator.BaseAddress.AbsoluteUri), ("Vertex:Project", "my-project"), ("Vertex:Location", "europe-west4"), ("QuotaProject", "payer")))
            .Configure(options => options.Credential = GeminiCredential.BearerToken(_ => new("token")))
            .AddChatClient(Hosts.Model));
        await host.StartAsync(Hosts.Token);

        await host.Services.GetRequiredService<IChatClient>().GetResponseAsync("Hello", cancellationToken: Hosts.Token);

        var entry = Assert.Single(emulator.Journal.Entries);
        Assert.StartsWith("/v1beta1/projects/my-project/locations/europe-west4/publishers/google/models/", entry.PathAndQuery, StringComparison.Ordinal);
        Assert.Equal("payer", entry.Headers["x-goog-user-project"]);
    }

    private sealed class Stamp : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("x-stamp", "yes");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
