using Connectors.Gemini.Tests.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Tests.DependencyInjection;

/// <summary>Hosts as applications build them.</summary>
internal static class Hosts
{
    public const string Model = "gemini-3.8-flash";

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IConfiguration Section(params (string Key, string? Value)[] values) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(value => KeyValuePair.Create("Gemini:" + value.Key, value.Value)))
            .Build()
            .GetSection("Gemini");

    public static IHost Build(Action<IServiceCollection> register, LogLines? log = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        if (log is not null)
        {
            builder.Services.AddSingleton<ILoggerFactory>(log);
        }

        register(builder.Services);
        return builder.Build();
    }

    /// <summary>What goes wrong when the host starts.</summary>
    public static async Task<Exception> FailToStartAsync(Action<IServiceCollection> register)
    {
        using var host = Build(register);
        return await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync(Token));
    }
}
