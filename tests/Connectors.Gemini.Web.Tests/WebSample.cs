using Connectors.Gemini.Emulator;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connectors.Gemini.Web.Tests;

/// <summary>The sample on a free loopback port. As it starts without a key, with its embedded emulator, unless settings say otherwise.</summary>
public sealed class WebSample : WebApplicationFactory<Program>
{
    private readonly (string Name, string Value)[] _settings;

    public WebSample(params (string Name, string Value)[] settings)
    {
        _settings = settings;
        UseKestrel();
        StartServer();
    }

    public Uri Address => ClientOptions.BaseAddress;

    /// <summary>Gets the emulator that the sample started by itself.</summary>
    public GeminiEmulator Emulator => Services.GetRequiredService<GeminiEmulator>();

    /// <summary>Gets what the server had to say against itself: warnings and errors.</summary>
    public Complaints Complaints { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        // The port is a setting of the sample: what UseKestrel(port) does happens while the program starts its server already.
        builder.UseSetting("urls", "http://127.0.0.1:0");

        // Settings come before the environment's variables: a developer's own key stays out of the tests.
        builder.UseSetting("GOOGLE_API_KEY", "").UseSetting("GEMINI_API_KEY", "").UseSetting("Gemini:ApiKey", "")
            .UseSetting("Telemetry:Exporter", "none")
            .ConfigureLogging(logging => logging.ClearProviders().AddProvider(Complaints));
        foreach (var (name, value) in _settings)
        {
            builder.UseSetting(name, value);
        }
    }
}
