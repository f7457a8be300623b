using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Connectors.Gemini.Emulator.Server;

/// <summary>The two rude ways to end a connection.</summary>
internal static class ConnectionEnd
{
    /// <summary>Everything that was flushed arrives, then the connection closes without an end of the body.</summary>
    public static async Task CutAsync(HttpContext http, CancellationToken cancellationToken)
    {
        // Kestrel's own abort drops what the socket has not taken yet. A completed output is sent to its last byte first.
        await http.Response.StartAsync(cancellationToken).ConfigureAwait(false);
        await http.Response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
        var transport = http.Features.GetRequiredFeature<IConnectionTransportFeature>().Transport;
        var closed = http.Features.GetRequiredFeature<IConnectionLifetimeFeature>().ConnectionClosed;
        await transport.Output.CompleteAsync().ConfigureAwait(false);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (closed.Register(ended.SetResult).ConfigureAwait(false))
        {
            await ended.Task.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        }

        http.Abort();
    }

    /// <summary>The client sees a reset instead of an end.</summary>
    public static void Reset(HttpContext http)
    {
        if (http.Features.Get<IConnectionSocketFeature>() is { } socket)
        {
            socket.Socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        http.Abort();
    }
}
