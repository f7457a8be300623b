using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Connectors.Gemini.Tests.DependencyInjection;

/// <summary>What cannot work is told when the host is built or started, by the name of the option, and without secrets.</summary>
public class BadRegistrationTests
{
    private const string Canary = "AIza-canary-0123456789";

    [Fact]
    public void Two_without_a_name_are_refused_at_the_second()
    {
        var services = new ServiceCollection();
        services.AddGemini(options => options.ApiKey = "test-key");

        var exception = Assert.Throws<InvalidOperationException>(() => services.AddGemini(options => options.ApiKey = "test-key"));

        Assert.Contains("twice without a name", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_of_one_name_are_refused_at_the_second()
    {
        var services = new ServiceCollection();
        services.AddGemini("eu", options => options.ApiKey = "test-key");
        services.AddGemini("us", options => options.ApiKey = "test-key");

        Assert.Contains("'eu'", Assert.Throws<InvalidOperationException>(() => services.AddGemini("eu", Hosts.Section())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BaseAddress", "not an address", "BaseAddress")]
    [InlineData("BaseAddress", "ftp://files.test", "BaseAddress")]
    [InlineData("BaseAddress", "http://[half", "BaseAddress")]
    [InlineData("BaseAddress", "https://proxy.test?key=" + Canary, "BaseAddress")]
    [InlineData("ApiKey", Canary + "\nsecond", "ApiKey")]
    [InlineData("ApiKey", "  ", "ApiKey")]
    [InlineData("ApiKy", Canary, "ApiKy")]
    [InlineData("Retry:MaxAttemps", "3", "MaxAttemps")]
    [InlineData("Retry:MaxAttempts", "-3", "Retry.MaxAttempts")]
    [InlineData("Retry:MaxAttempts", "three", "Retry:MaxAttempts")]
    [InlineData("Timeout", "soon", "Timeout")]
    [InlineData("Timeout", "-00:00:05", "Timeout")]
    [InlineData("ApiVersion", "../v1", "ApiVersion")]
    [InlineData("QuotaProject", "a b", "QuotaProject")]
    [InlineData("Headers:x-a", "line\nbreak " + Canary, "Headers")]
    [InlineData("Headers:bad name", "x", "Headers")]
    [InlineData("Vertex:Location", "mars/one", "Vertex.Location")]
    [InlineData("Vertex:Location", "europe-west4", "Vertex.Project")]
    [InlineData("Vertex:Region", "europe-west4", "Region")]
    public async Task A_section_that_cannot_be_used_fails_the_start_by_name(string key, string value, string named)
    {
        var section = key.StartsWith("ApiK", StringComparison.Ordinal) ? Hosts.Section((key, value)) : Hosts.Section(("ApiKey", Canary), (key, value));

        foreach (var (name, register) in new (string, Action<IServiceCollection>)[] { ("", services => services.AddGemini(section)), ("eu", services => services.AddGemini("eu", section)) })
        {
            var exception = await Hosts.FailToStartAsync(register);

            Assert.Contains(named, exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
            Assert.Contains(name.Length == 0 ? "AddGemini" : "AddGemini(\"eu\")", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task No_key_fails_the_start_and_says_what_to_do()
    {
        var exception = await Hosts.FailToStartAsync(services => services.AddGemini(Hosts.Section()));

        Assert.IsType<OptionsValidationException>(exception);
        Assert.Contains("ApiKey", exception.Message, StringComparison.Ordinal);
        Assert.Contains("https://aistudio.google.com/apikey", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_and_credential_together_fail_the_start() =>
        Assert.Contains(
            "ApiKey are both set",
            (await Hosts.FailToStartAsync(services => services.AddGemini(Hosts.Section(("ApiKey", "test-key"))).Configure(options => options.Credential = GeminiCredential.ApiKey("other")))).Message,
            StringComparison.Ordinal);

    [Fact]
    public async Task Of_two_registrations_the_bad_one_is_named()
    {
        var exception = await Hosts.FailToStartAsync(services =>
        {
            services.AddGemini(options => options.ApiKey = "test-key");
            services.AddGemini("eu", options => options.ApiKey = "");
        });

        Assert.Contains("AddGemini(\"eu\")", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_host_the_same_is_told_at_first_use()
    {
        using var provider = new ServiceCollection().AddGemini(Hosts.Section()).Services.BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<GeminiClient>());
    }

    [Fact]
    public void A_keyed_chat_that_is_not_registered_is_missed_by_its_key()
    {
        using var host = Hosts.Build(services => services.AddGemini(options => options.ApiKey = "test-key").AddChatClient(Hosts.Model));

        Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredKeyedService<IChatClient>("pro"));
        Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredKeyedService<GeminiClient>("pro"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void A_model_without_a_name_is_refused_when_it_is_added(string? model)
    {
        var gemini = new ServiceCollection().AddGemini(options => options.ApiKey = "test-key");

        Assert.ThrowsAny<ArgumentException>(() => gemini.AddChatClient(model!));
        Assert.ThrowsAny<ArgumentException>(() => gemini.AddKeyedChatClient("k", model!));
    }

    [Fact]
    public async Task A_disposed_http_client_is_told_as_such()
    {
        var http = new HttpClient();
        http.Dispose();
        using var host = Hosts.Build(services => services.AddGemini(options => (options.ApiKey, options.HttpClient) = ("test-key", http)).AddChatClient(Hosts.Model));

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => host.Services.GetRequiredService<IChatClient>().GetResponseAsync("Hello", cancellationToken: Hosts.Token));

        Assert.IsType<ObjectDisposedException>(exception);
        Assert.Contains("HttpClient", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_arguments_are_refused()
    {
        var services = new ServiceCollection();

        Assert.Throws<ArgumentNullException>(() => ((IServiceCollection)null!).AddGemini());
        Assert.Throws<ArgumentNullException>(() => services.AddGemini((Action<GeminiClientOptions>)null!));
        Assert.Throws<ArgumentNullException>(() => services.AddGemini((Microsoft.Extensions.Configuration.IConfiguration)null!));
        Assert.Throws<ArgumentNullException>(() => services.AddGemini(null!, _ => { }));
        Assert.Throws<ArgumentNullException>(() => services.AddGemini(_ => { }).Configure(null!));
    }
}
