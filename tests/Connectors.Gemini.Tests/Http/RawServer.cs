using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Connectors.Gemini.Tests.Http;

/// <summary>A loopback server that speaks HTTP byte by byte, so that a test sees what happens on the connection itself.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<Connection, Task> _serve;
    private readonly Task _accepting;
    private readonly List<Task> _serving = [];

    public RawServer(Func<Connection, Task> serve)
    {
        _serve = serve;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Ends the server; what went wrong in serving is thrown here.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_serving);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptSocketAsync(_stopping.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            _serving.Add(ServeAsync(socket));
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using NetworkStream stream = new(socket, ownsSocket: true);
        try
        {
            await _serve(new(stream, _stopping.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The test is over, or the client has gone: tests that care await ClosedAsync.
        }
    }

    internal sealed class Connection(NetworkStream stream, CancellationToken stopping)
    {
        /// <summary>Reads one request with its body, as text.</summary>
        public async Task<string> ReadRequestAsync()
        {
            StringBuilder text = new();
            var buffer = new byte[64 * 1024];
            while (true)
            {
                var read = await stream.ReadAsync(buffer, stopping);
                if (read == 0)
                {
                    throw new IOException("The client closed the connection before its request was complete.");
                }

                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
                var request = text.ToString();
                var isChunked = request.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase);
                if (request.EndsWith(isChunked ? "\r\n0\r\n\r\n" : "\r\n\r\n", StringComparison.Ordinal))
                {
                    return request;
                }
            }
        }

        public Task WriteAsync(string text) => stream.WriteAsync(Encoding.UTF8.GetBytes(text), stopping).AsTask();

        public Task WriteChunkAsync(string text) => WriteAsync($"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n");

        /// <summary>Waits until the client has closed the connection.</summary>
        public async Task ClosedAsync()
        {
            var buffer = new byte[1024];
            try
            {
                while (await stream.ReadAsync(buffer, stopping) > 0)
                {
                }
            }
            catch (IOException)
            {
                // Reset is closed too.
            }
        }
    }
}
