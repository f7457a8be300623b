using Microsoft.Extensions.Hosting;

namespace Connectors.Gemini.Emulator.Server;

/// <summary>The emulator is a guest in its process: unlike a host of its own it does not take Ctrl+C and SIGTERM away from the program.</summary>
internal sealed class GuestLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
