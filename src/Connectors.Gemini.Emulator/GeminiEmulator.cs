using System.Net;
using Connectors.Gemini.Emulator.Faults;
using Connectors.Gemini.Emulator.Journals;
using Connectors.Gemini.Emulator.Scripts;
using Connectors.Gemini.Emulator.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Connectors.Gemini.Emulator;

/// <summary>
/// An offline Gemini on a loopback port. It refuses what the service refuses, answers by script, or else by a small deterministic brain that calls declared functions.
/// <code>
/// await using var emulator = await GeminiEmulator.StartAsync();
/// emulator.Script.When("weather").Reply(Reply.Text("Sunny."));
/// </code>
/// </summary>
public sealed class GeminiEmulator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConnectionCount _connections;
    private readonly CancellationTokenSource _stopping;
    private int _isStopped;

    private GeminiEmulator(WebApplication app, ConnectionCount connections, CancellationTokenSource stopping, EmulatorScript script, EmulatorFaults faults, EmulatorJournal journal)
    {
        _app = app;
        _connections = connections;
        _stopping = stopping;
        Script = script;
        Faults = faults;
        Journal = journal;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        BaseAddress = new Uri(addresses.First());
    }

    /// <summary>Gets the address that stands for <c>https://generativelanguage.googleapis.com</c> and for Vertex AI's hosts: <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri BaseAddress { get; }

    /// <summary>Gets what the emulator answers.</summary>
    public EmulatorScript Script { get; }

    /// <summary>Gets what goes wrong.</summary>
    public EmulatorFaults Faults { get; }

    /// <summary>Gets what happened.</summary>
    public EmulatorJournal Journal { get; }

    /// <summary>Gets the number of client connections that are open now.</summary>
    public int OpenConnections => _connections.Open;

    /// <summary>Starts an emulator.</summary>
    /// <param name="options">How it runs; <see langword="null"/> for the defaults.</param>
    /// <returns>The running emulator.</returns>
    /// <exception cref="IOException">The wanted port is taken.</exception>
    public static async Task<GeminiEmulator> StartAsync(GeminiEmulatorOptions? options = null)
    {
        options ??= new GeminiEmulatorOptions();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "gemini-emulator", EnvironmentName = "Production" });
        builder.Services.AddSingleton<IHostLifetime, GuestLifetime>();
        builder.WebHost.UseKestrelCore();
        var connections = new ConnectionCount();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 100 * 1024 * 1024;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.Use(connections.Wrap);
            });
        });

        var app = await BuildUnseenAsync(builder).ConfigureAwait(false);
        var stopping = new CancellationTokenSource();
        var (script, faults, journal) = (new EmulatorScript(), new EmulatorFaults(options.Seed), new EmulatorJournal(options.Seed, options.JournalCapacity));
        var server = new EmulatorServer(options, script, faults, journal, stopping.Token);
        app.Run(server.HandleAsync);
        try
        {
            await app.StartAsync().ConfigureAwait(false);
        }
        catch
        {
            stopping.Dispose();
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return new GeminiEmulator(app, connections, stopping, script, faults, journal);
    }

    /// <summary>A program that starts an emulator may be under WebApplicationFactory, which takes the first host that it sees built in the program's flow for the program's own.</summary>
    private static Task<WebApplication> BuildUnseenAsync(WebApplicationBuilder builder)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(builder.Build);
        }
    }

    /// <summary>Waits until no more than so many connections are open, to see that nothing leaks.</summary>
    /// <param name="atMost">The number; 0 for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes then.</returns>
    public Task WaitForOpenConnectionsAsync(int atMost, CancellationToken cancellationToken = default) =>
        _connections.WaitForAtMostAsync(atMost, cancellationToken);

    /// <summary>Stops listening and ends all exchanges that still run, also those that hang. Afterwards nothing is left but the journal. A second call does nothing.</summary>
    /// <returns>A task that completes when all connections are closed.</returns>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _isStopped, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await _app.StopAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    /// <summary>Stops the emulator, see <see cref="StopAsync"/>.</summary>
    /// <returns>A task that completes when it is stopped.</returns>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);
}
