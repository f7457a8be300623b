using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Connectors.Gemini.Benchmarks.Transport;

/// <summary>Answers each request on a loopback socket with the same JSON. It lives in the measuring process, so that the child's figures are the client's alone.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _answer;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    internal LoopbackServer(ReadOnlyMemory<byte> json)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n");
        _answer = [.. Encoding.ASCII.GetBytes(head), .. json.Span];
        _listener.Start();
        _serving = ServeAsync();
    }

    internal Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}"));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _serving.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            var buffer = new byte[16 * 1024];
            while (true)
            {
                using var socket = await _listener.AcceptSocketAsync(_stop.Token).ConfigureAwait(false);
                var length = 0;
                // Both clients send short chunked bodies: the end is the chunk of size 0.
                while (!buffer.AsSpan(0, length).EndsWith("\r\n0\r\n\r\n"u8))
                {
                    var read = await socket.ReceiveAsync(buffer.AsMemory(length), _stop.Token).ConfigureAwait(false);
                    if (read == 0)
                    {
                        break;
                    }

                    length += read;
                }

                await socket.SendAsync(_answer, _stop.Token).ConfigureAwait(false);
                // Until the client closes.
                await socket.ReceiveAsync(buffer, _stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed: the end of serving.
        }
    }
}
